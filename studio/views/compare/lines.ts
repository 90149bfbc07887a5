import type { Difference } from "./difference.ts";

/** A row of the list: a topic, a thing in it, or a value of the thing. */
export interface Line {
  readonly key: string;
  readonly level: 1 | 2 | 3;
  /** Whether its rows are visible; absent if it has none. */
  readonly isOpen?: boolean;
  /** Topic, for a row of level 1. */
  readonly topic?: string;
  /** Number of things in a topic. */
  readonly count?: number;
  /** A difference of the thing, or that of the value. */
  readonly difference?: Difference;
}

/** Name of the group with noise, which is folded at first. */
export const NOISE = "noise";

/** A thing with its differences. */
interface Thing {
  readonly whole: Difference | undefined;
  readonly values: readonly Difference[];
}

/** Groups differences by topic and by thing; noise is a group of its own. */
export function topicsOf(differences: readonly Difference[]): Map<string, Map<string, Thing>> {
  const topics = new Map<string, Map<string, { whole: Difference | undefined; values: Difference[] }>>();
  for (const one of differences) {
    const topic = one.isNoise ? NOISE : one.topic;
    const things = topics.get(topic) ?? new Map<string, { whole: Difference | undefined; values: Difference[] }>();
    topics.set(topic, things);
    // A thing that has gone, and another one of its name, are two.
    const key = one.path === "" ? `${one.kind} ${one.thing}` : one.thing;
    const thing = things.get(key) ?? { whole: undefined, values: [] };
    things.set(key, thing);
    if (one.path === "") thing.whole = one;
    else thing.values.push(one);
  }
  return topics;
}

/** Returns the names of things: one that has gone and one that has come may share theirs, and are counted once. */
function namesIn(things: ReadonlyMap<string, Thing>): Set<string> {
  return new Set([...things.values()].flatMap(({ whole, values }) => (whole ?? values[0])?.thing ?? []));
}

/** Lists the visible rows. @param closed keys of rows whose own rows are hidden */
export function linesOf(topics: ReturnType<typeof topicsOf>, closed: ReadonlySet<string>): Line[] {
  const lines: Line[] = [];
  for (const [topic, things] of topics) {
    const isOpen = !closed.has(topic);
    lines.push({ key: topic, level: 1, isOpen, topic, count: namesIn(things).size });
    if (!isOpen) continue;
    for (const [name, thing] of things) lines.push(...thingLines(`${topic}/${name}`, thing, closed));
  }
  return lines;
}

function thingLines(key: string, { whole, values }: Thing, closed: ReadonlySet<string>): Line[] {
  const difference = whole ?? values[0];
  if (difference === undefined) return [];
  if (values.length === 0) return [{ key, level: 2, difference }];
  const isOpen = !closed.has(key);
  const inner = values.map((one): Line => ({ key: `${key}/${one.path}`, level: 3, difference: one }));
  return [{ key, level: 2, isOpen, difference }, ...(isOpen ? inner : [])];
}
