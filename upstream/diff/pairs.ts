import { renames } from "./context.ts";

/*
 * Pairs the definitions of two formats by their names.
 */

interface Found<T> {
  readonly kind: "added" | "removed" | "renamed" | "changed";
  readonly name: string;
  readonly a: T | undefined;
  readonly b: T | undefined;
}

/** Lists all names of both sides, in the old order, with the definition before and after. */
export function* pairsOf<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  renamed: ReadonlyMap<string, string>,
): Generator<Found<T>> {
  const seen = new Set<string>();
  for (const [old, a] of before) {
    const name = renamed.get(old) ?? old;
    const b = after.get(name);
    seen.add(name);
    yield { kind: b === undefined ? "removed" : name === old ? "changed" : "renamed", name, a, b };
  }
  for (const [name, b] of after) if (!seen.has(name)) yield { kind: "added", name, a: undefined, b };
}

export function renamesOf<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  signature: (definition: T) => string,
): Map<string, string> {
  const list = (all: ReadonlyMap<string, T>) => [...all].map(([name, definition]) => ({ name, definition }));
  return renames(list(before), list(after), ({ definition }) => signature(definition));
}

export function oldName(name: string, renamed: ReadonlyMap<string, string>): string {
  return [...renamed].find(([, now]) => now === name)?.[0] ?? name;
}

interface Parts<T> {
  readonly name: string;
  readonly a: T | undefined;
  readonly b: T | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A difference of one kind of definition. */
interface Told<W, T> {
  readonly what: W;
  readonly kind: Found<T>["kind"];
  readonly group: string;
  readonly name: string;
  readonly before?: T;
  readonly after?: T;
  readonly from?: string;
  readonly to?: string;
}

/** Makes a difference without its undefined properties. */
export function difference<W extends "version" | "magic" | "image" | "relation", T>(
  what: W,
  kind: Found<T>["kind"],
  group: string,
  { name, a, b, from, to }: Parts<T>,
): Told<W, T> {
  return {
    ...{ what, kind, group, name },
    ...(a !== undefined && { before: a }),
    ...(b !== undefined && { after: b }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
