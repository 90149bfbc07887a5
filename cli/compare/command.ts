import type { Command } from "commander";
import { commaList } from "../options/comma-list.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Things are matched by what they are: processes by pids, open files by
descriptors, areas by addresses, mounts by paths. Ids that each dump counts
anew are not compared, and times are noise.

Topics: processes, threads, files, sockets, mounts, namespaces, areas, pages,
metadata, other.

Examples:
  critgen compare web-1.tar web-2.tar          all that differs
  critgen compare web-1 web-2 --only areas,pages
  critgen compare dump last.tar --parent first.tar
  critgen compare a b --json | jq '.changes[] | select(.topic == "files")'

Exit code: 0 nothing differs but noise; 1 something differs; 2 a checkpoint
cannot be read, or lacks pages that the other one has to be compared with.
`;

export function defineCompare(program: Command): void {
  program
    .command("compare")
    .summary("tell what differs in two checkpoints")
    .description("Compares two checkpoints: processes, open files, sockets, mounts, namespaces, memory and metadata.")
    .argument("<checkpoint>", "a folder or an archive")
    .argument("<checkpoint>", "the newer one")
    .option("--only <topics>", "compare these topics only, with commas between", commaList)
    .option("--parent <checkpoint>", "a parent of both that is elsewhere; repeatable, the nearest first", collect, [])
    .option("--noise", "list noise too", false)
    .option("--all", "list all things of a topic and all their values", false)
    .option("--json", "print JSON on standard output", false)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
