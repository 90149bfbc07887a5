import { shellWord } from "../../parts/shell.ts";
import { hexText } from "../../parts/text.ts";
import type { Wanted } from "./pattern.ts";

/** Number of bytes that the command prints. */
const LENGTH = 256;

/** Returns the command that prints the bytes at an address. */
export function readCommand(checkpoint: string, pid: number, address: bigint): string {
  return `critgen memory ${shellWord(checkpoint)} ${pid} read ${hexText(address)} ${LENGTH}`;
}

/** Options of `critgen memory … find` by the form of a search. */
const OPTIONS = { text: "", bytes: "--hex ", regex: "--regex " };

/** Returns the command that makes a search. */
export function findCommand(checkpoint: string, pid: number, { form, pattern }: Wanted): string {
  const start = `critgen memory ${shellWord(checkpoint)} ${pid}`;
  if (form !== "strings") return `${start} find ${OPTIONS[form]}-- ${shellWord(pattern)}`;
  return pattern === "" ? `${start} strings` : `${start} strings | grep -F -- ${shellWord(pattern)}`;
}
