import type { Opened } from "../../engine/opened.ts";
import { programOf } from "../../engine/program.ts";
import { shellWord } from "../../engine/shell.ts";
import type { Forms } from "../../parts/forms.ts";
import { recordOf } from "./record.ts";

/** Returns a process in the forms to copy: its place in the tree, its threads and its name. */
export async function processForms({ name, checkpoint }: Opened, pid: number): Promise<Forms> {
  const tree = await checkpoint.read("PSTREE");
  const found = tree?.entries.find((one) => one.pid === pid);
  return {
    json: JSON.stringify(await recordOf(checkpoint, pid, found), undefined, 4),
    command: `critgen x ${shellWord(name)} ps --json | jq '.[] | select(.pid == ${pid})'`,
    typescript: programOf(name, {}, [
      'const tree = await checkpoint.read("PSTREE");',
      `const found = tree?.entries.find(({ pid }) => pid === ${pid});`,
      `const core = (await checkpoint.read("CORE", ${pid}))?.entries[0];`,
      "const { pid, ppid, pgid, sid, threads } = found ?? {};",
      "console.log(JSON.stringify({ pid, ppid, pgid, sid, threads, comm: core?.tc?.comm }, undefined, 4));",
    ]),
  };
}
