import { stringifyJson } from "criu-images/json";
import type { Found } from "../../../inspect/find/found.ts";
import { hexText, sizeText } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";

/** Longest value that is shown, in characters. */
const LONGEST = 240;

/** Returns the name of a place. */
export function titleOf(found: Found): string {
  switch (found.kind) {
    case "file":
      return found.file;
    case "process":
      return `process ${found.pid} ${found.comm}`;
    case "area":
      return `memory of process ${found.pid}`;
    case "field":
      return found.file + found.path;
  }
}

/** Returns the content of a place. */
export function contentOf(found: Found): string {
  switch (found.kind) {
    case "file":
      return `file of ${sizeText(found.size)}`;
    case "process":
      return found.arguments || "arguments unknown";
    case "area": {
      const area = `${found.start}–${found.end} ${found.name ?? ""}`;
      return found.address === undefined ? area : `${found.address} in ${area}`;
    }
    case "field": {
      const value = stringifyJson(found.value);
      return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    }
  }
}

/** Returns the view of a place. */
export function routeTo(checkpoint: string, found: Found): Route {
  switch (found.kind) {
    case "file":
      return found.image === undefined
        ? { checkpoint, view: "overview", path: [], query: {} }
        : { checkpoint, view: "image", path: [found.image], query: {} };
    case "process":
      return { checkpoint, view: "process", path: [`${found.pid}`], query: {} };
    case "area":
      return { checkpoint, view: "memory", path: [`${found.pid}`], query: { at: found.address ?? found.start } };
    case "field":
      return { checkpoint, view: "image", path: [found.file], query: { at: hexText(found.offset) } };
  }
}
