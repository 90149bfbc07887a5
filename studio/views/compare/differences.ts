import { type Change, COMPARE_TOPICS, type Comparison, type PageChange } from "criu-checkpoint";
import { hexText } from "../../parts/text.ts";
import type { Difference, Differences, Lacking } from "./difference.ts";

/** Number of differences that are listed. */
const MOST = 20_000;

/** Longest value, in characters. */
const LONGEST = 2000;

/** Number of runs of pages that are listed of an area. */
const RUNS = 100;

/** Turns a comparison into what the page shows: differences before noise, if there are more than it lists. */
export function differencesOf({ changes, pages, uncompared, isSame }: Comparison): Differences {
  const order = new Map(COMPARE_TOPICS.map((topic, i) => [topic, i]));
  const all = [...changes.map(ofChange), ...pages.map(ofPages)].sort(
    (x, y) => Number(x.isNoise) - Number(y.isNoise) || (order.get(x.topic) ?? 0) - (order.get(y.topic) ?? 0),
  );
  return {
    differences: all.slice(0, MOST),
    total: all.length,
    counts: countsOf(all),
    lacking: lackingOf(uncompared),
    isSame,
  };
}

function ofChange({ topic, kind, thing, title, path, beforeText, afterText, isNoise, a, b }: Change): Difference {
  return {
    ...{ topic, kind, thing, path, isNoise },
    ...(title !== undefined && { title: cut(title) }),
    ...(beforeText !== undefined && { before: cut(beforeText) }),
    ...(afterText !== undefined && { after: cut(afterText) }),
    ...(a !== undefined && { a }),
    ...(b !== undefined && { b }),
  };
}

function ofPages({ thing, start, end, path, pageSize, pages, ranges }: PageChange): Difference {
  const of = Number((end - start) / BigInt(pageSize));
  const runs = ranges.slice(0, RUNS).map(([address]) => address);
  return {
    ...{ topic: "pages", kind: "changed", thing, isNoise: false },
    path: `area ${hexText(start)}${path === undefined ? "" : ` ${path}`}`,
    pages: { count: pages, of, runs },
  };
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Counts things by topic, as `critgen compare` does; of pages, the pages. */
function countsOf(all: readonly Difference[]): [string, number][] {
  const things = new Map<string, Set<string>>();
  let pages = 0;
  for (const { topic, thing, isNoise, pages: own } of all) {
    if (isNoise) continue;
    pages += own?.count ?? 0;
    const known = things.get(topic);
    if (known === undefined) things.set(topic, new Set([thing]));
    else known.add(thing);
  }
  return [...things].map(([topic, own]) => [topic, topic === "pages" ? pages : own.size]);
}

function lackingOf(uncompared: Comparison["uncompared"]): Lacking[] {
  const sums = new Map<string, number>();
  for (const { reason, pages } of uncompared) sums.set(reason, (sums.get(reason) ?? 0) + pages);
  return [...sums].map(([reason, pages]) => ({ reason, pages }));
}
