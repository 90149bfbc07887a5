import { stdout } from "node:process";
import { setImmediate } from "node:timers/promises";
import { type Core, openCore } from "criu-checkpoint";
import { cleaningUp } from "../../generator/files/interrupt.ts";
import { type Folder, openFolder } from "../../inspect/explore/folder.ts";
import { ps } from "../../inspect/explore/ps.ts";
import { checkpointOf } from "../../inspect/open/checkpoint.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import { numberOf } from "../options/numbers.ts";
import type { ParentOptions } from "../options/parents.ts";
import { type Output, openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { Meter } from "../terminal/meter.ts";

interface Given extends ParentOptions, FormatOptions {
  readonly out?: string;
}

export async function run(path: string, word: string | undefined, given: Given): Promise<ExitCode> {
  if (given.out === undefined && stdout.isTTY) {
    throw new Error("a core is not text for a terminal: specify a file with -o FILE, or pipe it");
  }
  return await withSchema(given, (schema) => write(path, schema, word, given));
}

async function write(path: string, schema: Schema, word: string | undefined, given: Given): Promise<ExitCode> {
  const folder = await openFolder(path, schema, given.parent);
  try {
    const checkpoint = checkpointOf(folder.source);
    const pid = word === undefined ? await onlyProcess(folder) : Number(numberOf(word, "the process"));
    const core = await openCore(checkpoint, pid, { format: await schema.format() });
    await writeTo(given.out, core);
    return reportMissing(core);
  } finally {
    await folder.source.close();
  }
}

/** Writes a core as a whole. A signal leaves nothing behind: it is held from before there is a draft. */
async function writeTo(out: string | undefined, core: Core): Promise<void> {
  let output: Output | undefined;
  const meter = new Meter("written");
  await cleaningUp(
    () => output?.abandon(),
    () => {
      output = openOutput(out);
      return pour(interruptible(core, meter), output);
    },
  );
  meter.clear();
}

/** Number of pieces between two moments in which signals are handled: reading and writing wait for nothing. */
const PIECES = 16;

async function* interruptible(core: Core, meter: Meter): ReturnType<Core["pieces"]> {
  let [count, written] = [0, 0];
  for await (const piece of core.pieces()) {
    yield piece;
    written += piece instanceof Uint8Array ? piece.length : piece.zeros;
    meter.tell(written, core.size);
    if (++count % PIECES === 0) await setImmediate();
  }
}

/** Returns the only process with memory. */
async function onlyProcess(folder: Folder): Promise<number> {
  const tasks = (await ps.collect(folder, true)).filter(({ state }) => state !== "zombie");
  const [first] = tasks;
  if (first !== undefined && tasks.length === 1) return first.pid;
  const pids = tasks.map(({ pid }) => pid);
  const listed = pids.length > 10 ? `${pids.slice(0, 10).join(", ")} …` : pids.join(", ");
  throw new Error(`name one of the processes: ${listed || "there are none with memory"}`);
}

/** Remedies for missing pages, by the reason. */
const REMEDIES: Readonly<Record<keyof Core["missing"], string>> = {
  lazy: "were left to be sent later (lazy pages)",
  "no-parent": "are in a parent that is not here: give it with --parent",
  lost: "are lost: the images name them without their bytes",
};

function reportMissing({ missing }: Core): ExitCode {
  const reasons = Object.entries(missing) as [keyof Core["missing"], bigint][];
  for (const [reason, size] of reasons) {
    console.error(`critgen: ${size / 1024n} KiB of memory ${REMEDIES[reason]}; a debugger cannot read them`);
  }
  return reasons.length > 0 ? 1 : 0;
}
