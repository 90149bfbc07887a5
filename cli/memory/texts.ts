import { environment } from "criu-checkpoint";
import { printable } from "../../generator/text/printable.ts";
import { hex } from "../../inspect/explore/hex.ts";
import { toJson } from "../../inspect/explore/json.ts";
import type { ExitCode } from "../run/action.ts";
import type { Asked } from "./asked.ts";

/** Prints the environment of a process. */
export async function printEnvironment({ memory, given }: Asked): Promise<ExitCode> {
  const texts = await environment(memory);
  if (given.json) console.log(toJson(texts));
  else for (const text of texts) console.log(printable(text));
  return 0;
}

/** Prints the auxiliary vector of a process. */
export async function printAuxv({ memory, given }: Asked): Promise<ExitCode> {
  const entries = memory.auxv.map(({ type, name, value }) => ({ type: name ?? `${type}`, value }));
  if (given.json) console.log(toJson(entries));
  else for (const { type, value } of entries) console.log(`${type.padEnd(18)} ${hex(value)}`);
  return 0;
}
