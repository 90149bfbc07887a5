import type { Edit } from "criu-checkpoint";

/** Counts changes: `3 values in 2 files`. */
export function summary(edits: readonly Edit[]): string {
  const files = new Set(edits.map(({ file }) => file)).size;
  return `${counted(edits.length, "value")} in ${counted(files, "file")}`;
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
