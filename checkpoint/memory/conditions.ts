import type { RelationCase } from "criu-images/relations";
import { fits, meets } from "../relations/conditions.ts";
import { canonical, type Id } from "../relations/message.ts";

/** A decoded message. */
export type Entry = Readonly<Record<string, unknown>>;

/** Returns the first case with conditions that hold for a message; terms about other images do not. */
export function firstCase(cases: readonly RelationCase[], entry: Entry): RelationCase | undefined {
  return cases.find((one) => meets(one, (term) => fits(term, valuesOf(term.field, entry), 0)));
}

/** Returns the number in a field, if it is present; a bool is 0 or 1. */
function valuesOf(field: string | undefined, entry: Entry): Id[] {
  const value = field === undefined ? undefined : entry[field];
  if (typeof value === "boolean") return [Number(value)];
  return typeof value === "number" || typeof value === "bigint" ? [canonical(value)] : [];
}
