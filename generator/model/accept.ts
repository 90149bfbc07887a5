import { onceFor } from "./memo.ts";
import type { Acceptance, Model } from "./model.ts";

/** A finding, as an acceptance refers to it. */
interface Named {
  readonly rule: string;
  readonly subjects: readonly string[];
}

/** Returns the key of a finding in the table's `accept`: its subjects. */
export function keyOf({ subjects }: Pick<Named, "subjects">): string {
  return subjects.join(" + ");
}

/** Returns whether an acceptance refers to a finding. The order of names is irrelevant, because rows can be moved. */
export function names(acceptance: Acceptance, { rule, subjects }: Named): boolean {
  return rule === acceptance.rule && sorted(partsOf(acceptance.subjects)) === sorted(subjects);
}

/** Splits `NAME + NAME`, with or without spaces. */
export function partsOf(subjects: string): string[] {
  return subjects.split("+").map((part) => part.trim());
}

/** Returns whether the table accepts a finding. */
export function isAccepted(model: Model, { rule, subjects }: Named): boolean {
  return acceptedKeys(model).has(keyIn(rule, subjects));
}

const acceptedKeys = onceFor(
  ({ accepted }: Model): ReadonlySet<string> =>
    new Set(accepted.map(({ rule, subjects }) => keyIn(rule, partsOf(subjects)))),
);

function keyIn(rule: string, subjects: readonly string[]): string {
  return `${rule}: ${sorted(subjects)}`;
}

function sorted(subjects: readonly string[]): string {
  return subjects.toSorted().join(" + ");
}
