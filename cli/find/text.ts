import { stringifyJson } from "criu-images/json";
import { printable } from "../../generator/text/printable.ts";
import { count } from "../../inspect/dissect/node.ts";
import type { Found } from "../../inspect/find/found.ts";
import { partOfLine } from "../terminal/cells.ts";

/** Formats a place as a line: where it is, and what is there. On a terminal, the line ends at its edge. */
export function lineOf(found: Found, screen: { readonly isTTY?: boolean; readonly columns?: number }): string {
  const line = `${placeOf(found)}: ${contentOf(found)}`;
  if (screen.isTTY !== true || screen.columns === undefined) return printable(line);
  return partOfLine(line, 0, screen.columns).shown;
}

function placeOf(found: Found): string {
  switch (found.kind) {
    case "file":
      return found.file;
    case "process":
      return `process ${found.pid}`;
    case "area":
      return `memory of process ${found.pid}`;
    case "field":
      return found.file + found.path;
  }
}

function contentOf(found: Found): string {
  switch (found.kind) {
    case "file":
      return `file of ${count(found.size, "byte")}`;
    case "process":
      return [found.comm, found.arguments].filter((text) => text !== "").join("  ");
    case "area": {
      const area = [`${found.start}-${found.end}`, found.name].filter((text) => text !== undefined).join("  ");
      return found.address === undefined ? area : `${found.address} in ${area}`;
    }
    case "field":
      return stringifyJson(found.value);
  }
}
