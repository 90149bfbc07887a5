import { type Memory, openMemory, sharedMemory } from "criu-checkpoint";
import { printable } from "../../generator/text/printable.ts";
import type { Folder } from "../../inspect/explore/folder.ts";
import { hex } from "../../inspect/explore/hex.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { pagesOf } from "../../inspect/explore/memory.ts";
import { areaName } from "../../inspect/memory/kind.ts";
import { checkpointOf } from "../../inspect/open/checkpoint.ts";
import type { ExitCode } from "../run/action.ts";

/** Prints the shared memory of all processes, each segment once, with its pages and the processes that map it. */
export async function printShared(folder: Folder, json: boolean): Promise<ExitCode> {
  const checkpoint = checkpointOf(folder.source);
  const rows = [];
  for (const { id, areas, size, tally } of await sharedMemory(checkpoint, { format: await folder.schema.format() })) {
    const [first] = areas;
    if (first === undefined) continue;
    const memory: Memory = await openMemory(checkpoint, first.pid);
    const name = await areaName(memory, first.area);
    const maps = areas.map(({ pid, area }) => ({ pid, start: hex(area.start), end: hex(area.end) }));
    rows.push({ id, name, size, ...pagesOf(tally, memory.pageSize), areas: maps });
  }
  if (json) console.log(toJson(rows));
  else for (const line of lines(rows)) console.log(line);
  return 0;
}

interface Row {
  readonly id: number | bigint;
  readonly name: string | undefined;
  readonly size: bigint;
  readonly pages: Readonly<Record<string, bigint>>;
  readonly areas: readonly { readonly pid: number }[];
}

function* lines(rows: readonly Row[]): Generator<string> {
  yield `${"SEGMENT".padStart(10)}${"KIB".padStart(10)}  NAME, PAGES, PROCESSES`;
  for (const { id, name = "", size, pages, areas } of rows) {
    const counts = Object.entries(pages).map(([kind, count]) => `${count} ${kind}`);
    const pids = [...new Set(areas.map(({ pid }) => pid))];
    yield `${`${id}`.padStart(10)}${`${size / 1024n}`.padStart(10)}  ${printable(name)}: ${counts.join(", ")}; ${pids.join(", ")}`;
  }
}
