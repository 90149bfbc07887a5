import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process, { execPath } from "node:process";
import { format } from "node:util";
import { vi } from "vitest";
import { type Result, ROOT } from "./run.ts";

export { ROOT };

const MAIN = "../../cli/main.ts";

/** Number of runs so far: each run imports the command line by a new URL, but shares its other modules. */
let runs = 0;

/**
 * Runs critgen like `critgen` of `cli.ts`, but in this process, which is faster and measures coverage. Exits,
 * signals, pipes and terminals need a process of its own.
 */
export async function critgenHere(
  args: readonly string[],
  { cwd = ROOT }: { readonly cwd?: string } = {},
): Promise<Result> {
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  const undo = [catchStream("stdout", "log", out), catchStream("stderr", "error", err), catchDescriptor(1, out)];
  undo.push(stepInto(args, cwd));
  try {
    const { done } = (await import(/* @vite-ignore */ `${MAIN}?${++runs}`)) as { done: Promise<unknown> };
    await done;
    return {
      code: Number(process.exitCode ?? 0),
      out: Buffer.concat(out).toString(),
      err: Buffer.concat(err).toString(),
    };
  } finally {
    for (const restore of undo.reverse()) restore();
  }
}

/** Captures writes to a stream, also those by the console. */
function catchStream(name: "stdout" | "stderr", method: "log" | "error", pieces: Uint8Array[]): () => void {
  const stream = process[name];
  const listeners = stream.listeners("error");
  const spies = [
    vi
      .spyOn(console, method)
      .mockImplementation((...values) => void pieces.push(Buffer.from(`${format(...values)}\n`))),
    vi.spyOn(stream, "write").mockImplementation((piece) => pieces.push(Buffer.from(piece as string)) > 0),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
    for (const listener of stream.listeners("error")) {
      if (!listeners.includes(listener)) stream.off("error", listener as () => void);
    }
  };
}

/** Captures writes to a descriptor that bypass its stream. */
function catchDescriptor(wanted: number, pieces: Uint8Array[]): () => void {
  const { writeSync } = fs;
  const replace = (call: unknown): void => {
    fs.writeSync = call as typeof writeSync;
    syncBuiltinESMExports();
  };
  replace((fd: number, bytes: Uint8Array, pos: number, ...more: readonly number[]): number => {
    if (fd !== wanted) return writeSync(fd, bytes, pos, ...more);
    pieces.push(bytes.slice(pos));
    return bytes.length - pos;
  });
  return () => replace(writeSync);
}

/** Makes this process look as if started with these words in a folder, without colours. */
function stepInto(args: readonly string[], cwd: string): () => void {
  const { argv, env, exitCode } = process;
  const before = process.cwd();
  process.argv = [execPath, "critgen", ...args];
  process.env = { ...env, NO_COLOR: "1" };
  process.exitCode = undefined;
  process.chdir(cwd);
  return () => {
    process.argv = argv;
    process.env = env;
    process.exitCode = exitCode;
    process.chdir(before);
  };
}
