/** A definition with a name and a number: a field, a value of an enum, a bit or a code. */
export interface Named {
  readonly name: string;
  readonly number: number;
}

/** One definition, before and after. */
export type Pair<T> = readonly [before: T, after: T];

/** A name that moved to another number, if the old number stays under a new name or the new number had an old name. */
export interface Handover<T> {
  /** The old and the new owner of the name. */
  readonly named: Pair<T>;
  /** The definition that keeps its number, under its old and its new name. */
  readonly numbered: Pair<T>;
  /** `ceded`: the definition that keeps its number loses the name. `taken`: it gets the name. */
  readonly way: "ceded" | "taken";
}

export interface Match<T> {
  readonly kept: readonly Pair<T>[];
  readonly renamed: readonly Pair<T>[];
  readonly moved: readonly Pair<T>[];
  /** Different definitions with the same number. */
  readonly replaced: readonly Pair<T>[];
  readonly handovers: readonly Handover<T>[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

/**
 * Pairs definitions before and after: by name, and by number if the name is gone.
 *
 * @param alike returns whether two definitions with one number can be the same definition; if not, one replaced the
 * other
 */
export function match<T extends Named>(
  before: readonly T[],
  after: readonly T[],
  alike: (before: T, after: T) => boolean = () => true,
): Match<T> {
  const names = new Map(after.map((definition) => [definition.name, definition]));
  const pairs = before.flatMap((definition): Pair<T>[] => {
    const same = names.get(definition.name);
    return same === undefined ? [] : [[definition, same]];
  });
  const known = new Set(pairs.map(([{ name }]) => name));
  const gone = before.filter(({ name }) => !known.has(name));
  const fresh = after.filter(({ name }) => !known.has(name));
  const inPlace = [...samePlace(gone, fresh)];
  const moves = pairs.filter(([a, b]) => a.number !== b.number);
  const handovers = moves.flatMap((move) => handover(move, { before, after, gone, fresh, alike }) ?? []);
  const settled = new Set([...inPlace, ...handovers.map(({ numbered }) => numbered)].flat());
  return {
    kept: pairs.filter(([a, b]) => a.number === b.number),
    renamed: inPlace.filter(([a, b]) => alike(a, b)),
    moved: moves.filter((move) => handovers.every(({ named }) => named !== move)),
    replaced: inPlace.filter(([a, b]) => !alike(a, b)),
    handovers,
    added: fresh.filter((definition) => !settled.has(definition)),
    removed: gone.filter((definition) => !settled.has(definition)),
  };
}

/** Pairs removed and added definitions by number. An enum can have a number twice: each value is paired once. */
function* samePlace<T extends Named>(gone: readonly T[], fresh: readonly T[]): Generator<Pair<T>> {
  const free = new Set(fresh);
  for (const definition of gone) {
    const other = [...free].find(({ number }) => number === definition.number);
    if (other === undefined) continue;
    free.delete(other);
    yield [definition, other];
  }
}

interface Definitions<T> {
  readonly before: readonly T[];
  readonly after: readonly T[];
  /** Definitions with removed names, and definitions with added ones. */
  readonly gone: readonly T[];
  readonly fresh: readonly T[];
  readonly alike: (before: T, after: T) => boolean;
}

function handover<T extends Named>(named: Pair<T>, definitions: Definitions<T>): Handover<T> | undefined {
  const [from, to] = named;
  const { before, after, gone, fresh, alike } = definitions;
  const has = (all: readonly T[], { number }: T): T | undefined =>
    all.find((definition) => definition.number === number);
  const heir = has(fresh, from);
  if (heir !== undefined && has(before, to) === undefined && alike(from, heir)) {
    return { named, numbered: [from, heir], way: "ceded" };
  }
  const holder = has(gone, to);
  if (holder !== undefined && has(after, from) === undefined && alike(holder, to)) {
    return { named, numbered: [holder, to], way: "taken" };
  }
  return undefined;
}
