import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { vi } from "vitest";
import type { Result } from "./cli.ts";

export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

const MAIN = "../../cli/main.ts";

/** A module is run once: with another query it is another one. What it imports stays the same. */
let runs = 0;

/**
 * Runs critgen as `critgen` of `cli.ts` does, but in this process, where its coverage is measured and nothing has to
 * start. What goes to standard output past its stream, as the results of `decode` and `encode` do, is not caught.
 */
export async function critgenHere(args: readonly string[], cwd: string = ROOT): Promise<Result> {
  const texts = { out: "", err: "" };
  const undo = [
    ...catchStream("stdout", "log", (text) => {
      texts.out += text;
    }),
    ...catchStream("stderr", "error", (text) => {
      texts.err += text;
    }),
    ...stepInto(args, cwd),
  ];
  try {
    await import(/* @vite-ignore */ `${MAIN}?${++runs}`);
    return { code: Number(process.exitCode ?? 0), ...texts };
  } finally {
    for (const restore of undo.reverse()) restore();
  }
}

/** Takes what is written to a stream, by itself or by the console. */
function catchStream(name: "stdout" | "stderr", method: "log" | "error", take: (text: string) => void): (() => void)[] {
  const stream = process[name];
  const listeners = stream.listeners("error");
  const spies = [
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => take(`${format(...values)}\n`)),
    vi.spyOn(stream, "write").mockImplementation((piece) => {
      take(typeof piece === "string" ? piece : Buffer.from(piece).toString());
      return true;
    }),
  ];
  const forget = (): void => {
    for (const listener of stream.listeners("error")) {
      if (!listeners.includes(listener)) stream.off("error", listener as () => void);
    }
  };
  return [...spies.map((spy) => () => spy.mockRestore()), forget];
}

/** Makes this process look like one that was started with these words there, without colours. */
function stepInto(args: readonly string[], cwd: string): (() => void)[] {
  const { argv, env, exitCode } = process;
  const before = process.cwd();
  process.argv = [execPath, "critgen", ...args];
  process.env = { ...env, NO_COLOR: "1" };
  process.exitCode = undefined;
  process.chdir(cwd);
  return [
    () => {
      process.argv = argv;
      process.env = env;
      process.exitCode = exitCode;
      process.chdir(before);
    },
  ];
}
