import { stdout } from "node:process";
import { printable } from "../../generator/text/printable.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { type MappedArea, mapOf } from "../../inspect/memory/map.ts";
import type { ExitCode } from "../run/action.ts";
import { terminalOf } from "../terminal/terminal.ts";
import type { Asked } from "./asked.ts";

/** Digits of an address; only the vsyscall page of x86 has more. */
const DIGITS = 12;

/** Prints the areas of a process, and the sources of their pages. */
export async function printMap({ memory, given }: Asked): Promise<ExitCode> {
  const areas = await mapOf(memory);
  if (given.json) {
    console.log(toJson({ page_size: memory.pageSize, areas }));
    return 0;
  }
  const { width } = terminalOf(stdout);
  for (const area of areas) for (const line of lines(area, width)) console.log(line);
  return 0;
}

function* lines(area: MappedArea, width: number): Generator<string> {
  const { start, end, prot, name, offset } = area;
  const range = [start, end].map((address) => address.slice(2).padStart(DIGITS, "0")).join("-");
  const place = name === undefined ? "" : printable(`${name}${offset === undefined ? "" : ` + ${offset}`}`);
  const counts = (all: object): string =>
    Object.entries(all)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(", ");
  const packed = area.compressed === undefined ? "" : ` (${counts(area.compressed)})`;
  const line = `${range} ${prot} ${counts(area.pages)}${packed}`;
  if (place === "" || `${line}  ${place}`.length <= width) yield place === "" ? line : `${line}  ${place}`;
  else {
    yield line;
    yield `${" ".repeat(2 * DIGITS + 7)}${place}`;
  }
}
