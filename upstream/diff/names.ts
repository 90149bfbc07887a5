import type { CriuDisplay, Enum } from "../../generator/model/model.ts";
import { type Context, currentName } from "./context.ts";
import type { DifferenceOf, Numbered } from "./difference.ts";
import { match } from "./match.ts";

/** Compares the enums and their values. */
export function* enumDifferences(context: Context): Generator<DifferenceOf<"enum"> | DifferenceOf<"enum value">> {
  const after = new Map(context.after.enums.map((one) => [one.name, one]));
  const kept = new Set<string>();
  for (const before of context.before.enums) {
    const name = currentName(before.name, context);
    const now = after.get(name);
    if (now === undefined) {
      yield { what: "enum", kind: "removed", group: name, name, before, from: countText(before) };
      continue;
    }
    kept.add(name);
    if (name !== before.name) {
      yield { what: "enum", kind: "renamed", group: name, name, before, after: now, from: before.name, to: name };
    }
    yield* numberedDifferences("enum value", name, before.values, now.values);
  }
  for (const now of context.after.enums) {
    const { name } = now;
    if (!kept.has(name)) yield { what: "enum", kind: "added", group: name, name, after: now, to: countText(now) };
  }
}

function countText({ values }: Enum): string {
  return values.length === 1 ? "1 value" : `${values.length} values`;
}

/** Compares the names of bits and codes. */
export function* displayDifferences({ before, after }: Context): Generator<DifferenceOf<"display name">> {
  const [old, now] = [namesOf(before.display), namesOf(after.display)];
  for (const group of new Set([...old.keys(), ...now.keys()])) {
    yield* numberedDifferences("display name", group, old.get(group) ?? [], now.get(group) ?? []);
  }
}

/** Returns all lists of names by the group of their differences. */
function namesOf({ flags, dicts, more }: CriuDisplay): Map<string, readonly Numbered[]> {
  const numbers = (kind: string, maps: CriuDisplay["flags"]) =>
    [...maps].map(([map, bits]) => [`${kind} ${map}`, bits.map(({ name, bit }) => ({ name, number: bit }))] as const);
  const ofDicts = [...dicts].flatMap(([dict, fields]) =>
    [...fields].map(
      ([field, codes]) => [`codes ${dict}.${field}`, [...codes].map(([number, name]) => ({ name, number }))] as const,
    ),
  );
  return new Map([...numbers("flags", flags), ...ofDicts, ...numbers("more", more)]);
}

function* numberedDifferences<W extends "enum value" | "display name">(
  what: W,
  group: string,
  before: readonly Numbered[],
  after: readonly Numbered[],
): Generator<NumberedDifference<W>> {
  const found = match(before, after);
  const shown = what === "enum value" ? String : hex;
  const text = ({ name, number }: Numbered): string => `${name} = ${shown(number)}`;
  const moved = [...found.moved, ...found.handovers.map(({ named }) => named)];
  const renamed = [...found.renamed, ...found.handovers.map(({ numbered }) => numbered)];
  const both = (kind: "moved" | "renamed", [a, b]: readonly [Numbered, Numbered]): NumberedDifference<W> => ({
    ...{ what, kind, group, name: b.name, before: a, after: b, from: text(a), to: text(b) },
  });
  for (const pair of moved) yield both("moved", pair);
  for (const pair of renamed) yield both("renamed", pair);
  for (const a of found.removed) yield { what, kind: "removed", group, name: a.name, before: a, from: text(a) };
  for (const b of found.added) yield { what, kind: "added", group, name: b.name, after: b, to: text(b) };
}

/** A difference of either kind of name: both have the same properties. */
type NumberedDifference<W> = Omit<DifferenceOf<"enum value">, "what"> & { readonly what: W };

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
