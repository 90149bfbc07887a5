import { shellWord } from "../../parts/shell.ts";

/** Returns the command that compares two checkpoints. */
export function compareCommand(a: string, b: string): string {
  return `critgen compare ${shellWord(a)} ${shellWord(b)}`;
}
