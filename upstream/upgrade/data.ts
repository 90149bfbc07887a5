import { EFFECTS, type EffectKind } from "./effects/effect.ts";
import type { Touched } from "./upgrade.ts";

/** A place of a program that a change of the format touches, as programs read it. */
export interface TouchedPlace {
  readonly kind: EffectKind;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string | undefined;
  /** Name in place of the one that is there, if it has another. */
  readonly to: string | undefined;
  /** Path of the file, as people write it; line and column, from 1. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Number of characters of the name. */
  readonly length: number;
  /** The line. */
  readonly source: string;
  /** Name of the package; absent for a line that only the compiler refuses. */
  readonly package: string | undefined;
  /** Ids of the rules of docs/diff.md that the change trips. */
  readonly rules: readonly string[];
  /** Whether there is an edit that is safe. */
  readonly canMend: boolean;
}

/** Returns places as plain data. */
export function dataOf(touched: readonly Touched[]): TouchedPlace[] {
  return touched.map(({ at, length, source, package: name, canMend, effect }) => {
    const { kind, message, hint, to, changes } = effect;
    const rules = [...new Set(changes.flatMap((change) => change.rules.map(({ id }) => id)))];
    const { severity } = EFFECTS[kind];
    return {
      ...{ kind, severity, message, hint, to, ...at, file: shownFile(at.file) },
      ...{ length, source, package: name, rules, canMend },
    };
  });
}

/** Returns a path as people write it: without `./` before it. */
export function shownFile(path: string): string {
  return path.replace(/^\.\//, "");
}
