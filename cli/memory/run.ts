import type { Command } from "commander";
import { openMemory } from "criu-checkpoint";
import { openFolder } from "../../inspect/explore/folder.ts";
import { checkpointOf } from "../../inspect/open/checkpoint.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import { numberOf } from "../options/numbers.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import type { Given } from "./asked.ts";
import { VIEWS, type View } from "./views.ts";

export async function run(path: string, words: readonly string[], given: Given, command: Command): Promise<ExitCode> {
  const [pid, name = "map", ...rest] = words;
  const view: View | undefined = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
  if (view === undefined) {
    command.error(`error: the view must be ${Object.keys(VIEWS).join(", ")}; found \`${name}\``);
  }
  return await withSchema(given, (schema) => show(path, schema, pid, { view, words: rest, given }));
}

/** Word in the place of a process: the shared memory of all. */
const SHARED = "shared";

interface Shown {
  readonly view: View;
  readonly words: readonly string[];
  readonly given: Given;
}

async function show(
  path: string,
  schema: Schema,
  pid: string | undefined,
  { view, words, given }: Shown,
): Promise<ExitCode> {
  const folder = await openFolder(path, schema, given.parent);
  try {
    if (pid === undefined) return await (await import("./processes.ts")).printProcesses(folder, given.json);
    if (pid === SHARED) return await (await import("./shared.ts")).printShared(folder, given.json);
    const checkpoint = checkpointOf(folder.source);
    const memory = await openMemory(checkpoint, Number(numberOf(pid, "a process")), { format: await schema.format() });
    return await (await view())({ folder, memory, words, given });
  } finally {
    await folder.source.close();
  }
}
