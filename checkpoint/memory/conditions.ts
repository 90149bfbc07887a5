import type { RelationCase, RelationTerm } from "criu-images/relations";

/** A decoded message. */
export type Entry = Readonly<Record<string, unknown>>;

/** Returns the first case with conditions that hold for a message; terms about other images do not. */
export function firstCase(cases: readonly RelationCase[], entry: Entry): RelationCase | undefined {
  const isTrue = (term: RelationTerm): boolean => holds(term, entry);
  return cases.find(({ if: all = [], unless = [] }) => all.every(isTrue) && !unless.some(isTrue));
}

function holds({ field, value, bits }: RelationTerm, entry: Entry): boolean {
  const found = field === undefined ? undefined : entry[field];
  if (bits !== undefined) return (Number(found ?? 0) & bits) !== 0;
  return value === undefined ? found !== undefined && Number(found) !== 0 : Number(found ?? 0) === value;
}
