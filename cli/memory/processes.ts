import { areasOf } from "criu-checkpoint";
import { printable } from "../../generator/text/printable.ts";
import { readMemory } from "../../inspect/explore/areas.ts";
import type { Folder } from "../../inspect/explore/folder.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { ps } from "../../inspect/explore/ps.ts";
import type { ExitCode } from "../run/action.ts";

/** Prints the processes with the sizes of their areas. */
export async function printProcesses(folder: Folder, json: boolean): Promise<ExitCode> {
  const rows = [];
  for (const { pid, comm = "?", state } of await ps.collect(folder, true)) {
    if (state === "zombie") continue;
    const areas = areasOf((await readMemory(folder, pid)).vmas);
    const size = areas.reduce((sum, { start, end }) => sum + (end - start), 0n);
    rows.push({ pid, comm, areas: areas.length, size });
  }
  if (json) console.log(toJson(rows));
  else {
    console.log(`${"PID".padStart(7)}${"AREAS".padStart(8)}${"KIB".padStart(14)}  COMM`);
    for (const { pid, comm, areas, size } of rows) {
      const columns = [`${pid}`.padStart(7), `${areas}`.padStart(8), `${size / 1024n}`.padStart(14)];
      console.log(`${columns.join("")}  ${printable(comm)}`);
    }
  }
  return 0;
}
