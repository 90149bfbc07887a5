/** What has a name and a number: a field, an enum's value, a bit or a code. */
export interface Named {
  readonly name: string;
  readonly number: number;
}

/** Two things that are the same one, before and after. */
export type Pair<T> = readonly [before: T, after: T];

/** A name that went from one number to another, while one of the two numbers stays under another name. */
export interface Handover<T> {
  /** The thing that had the name, and the one that has it. */
  readonly named: Pair<T>;
  /** The thing whose number stays: what it was called, and what it is called. */
  readonly numbered: Pair<T>;
  /** `ceded`: the number stays and loses the name. `taken`: the number stays and gets it. */
  readonly way: "ceded" | "taken";
}

export interface Match<T> {
  readonly kept: readonly Pair<T>[];
  readonly renamed: readonly Pair<T>[];
  readonly moved: readonly Pair<T>[];
  /** Same number, but nothing else: another thing is in its place. */
  readonly replaced: readonly Pair<T>[];
  readonly handovers: readonly Handover<T>[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

/**
 * Finds what became of each thing: by its name, and where the name is gone by its number.
 *
 * @param alike whether two things of one number can be the same one; if not, one replaced the other
 */
export function match<T extends Named>(
  before: readonly T[],
  after: readonly T[],
  alike: (before: T, after: T) => boolean = () => true,
): Match<T> {
  const names = new Map(after.map((thing) => [thing.name, thing]));
  const pairs = before.flatMap((thing): Pair<T>[] => {
    const same = names.get(thing.name);
    return same === undefined ? [] : [[thing, same]];
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
    added: fresh.filter((thing) => !settled.has(thing)),
    removed: gone.filter((thing) => !settled.has(thing)),
  };
}

/** What is gone and what is new under the same number. An enum can have a number twice: each counts once. */
function* samePlace<T extends Named>(gone: readonly T[], fresh: readonly T[]): Generator<Pair<T>> {
  const free = new Set(fresh);
  for (const thing of gone) {
    const other = [...free].find(({ number }) => number === thing.number);
    if (other === undefined) continue;
    free.delete(other);
    yield [thing, other];
  }
}

interface Things<T> {
  readonly before: readonly T[];
  readonly after: readonly T[];
  /** Whose names are gone, and whose are new. */
  readonly gone: readonly T[];
  readonly fresh: readonly T[];
  readonly alike: (before: T, after: T) => boolean;
}

function handover<T extends Named>(named: Pair<T>, things: Things<T>): Handover<T> | undefined {
  const [from, to] = named;
  const { before, after, gone, fresh, alike } = things;
  const has = (all: readonly T[], { number }: T): T | undefined => all.find((thing) => thing.number === number);
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
