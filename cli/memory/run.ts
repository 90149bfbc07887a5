import type { Command } from "commander";
import { openMemory } from "criu-checkpoint";
import { openFolder } from "../../inspect/explore/folder.ts";
import type { ExitCode } from "../run/action.ts";
import type { Given } from "./asked.ts";
import { numberOf } from "./numbers.ts";
import { VIEWS, type View } from "./views.ts";

export async function run(path: string, words: readonly string[], given: Given, command: Command): Promise<ExitCode> {
  const [pid, name = "map", ...rest] = words;
  const view: View | undefined = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
  if (view === undefined) {
    command.error(`error: the view must be ${Object.keys(VIEWS).join(", ")}; found \`${name}\``);
  }
  const folder = await openFolder(path, undefined, given.parent);
  try {
    if (pid === undefined) return await (await import("./processes.ts")).printProcesses(folder, given.json);
    const { checkpoint } = folder.source;
    if (checkpoint === undefined) throw new Error(`${path}: no file has the name of an image`);
    const memory = await openMemory(checkpoint, Number(numberOf(pid, "a process")));
    return await (await view())({ folder, memory, words: rest, given });
  } finally {
    await folder.source.close();
  }
}
