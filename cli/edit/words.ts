import type { VerbForm } from "criu-checkpoint/verbs";

/** Returns the words of a verb's option: its keys, or a field with its value. */
export function wordsOf(keys: VerbForm["keys"]): readonly string[] {
  const words = Object.keys(keys);
  return words.length === 0 ? ["field=value"] : words;
}
