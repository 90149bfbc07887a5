import type { Command } from "commander";
import { type Memory, openMemory } from "criu-checkpoint";
import { type Folder, openFolder } from "../../inspect/explore/folder.ts";
import type { ParentOptions } from "../options/parents.ts";
import type { ExitCode } from "../run/action.ts";
import { numberOf } from "./numbers.ts";
import { VIEWS, type View } from "./views.ts";

/** Options of `critgen memory`. */
export interface Given extends ParentOptions {
  readonly json: boolean;
  readonly raw: boolean;
  readonly out?: string;
  readonly hex: boolean;
  readonly regex: boolean;
  readonly in?: string;
  readonly context?: string;
  readonly count: boolean;
  readonly min?: string;
}

/** A request: a process with its memory, a view, and the arguments of the view. */
export interface Asked {
  readonly folder: Folder;
  readonly memory: Memory;
  readonly words: readonly string[];
  readonly given: Given;
}

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
