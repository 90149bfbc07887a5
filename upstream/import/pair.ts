import { grouped } from "../../generator/model/grouped.ts";
import type { ProtoItem } from "./proto-file.ts";

/* Pairs the items of a block in the schema with those of a block in the source, in time that grows with their number. */

/** Pairs wanted items with ours: by name and number, then by number and type (renamed), then by name. */
export function pair(ours: readonly ProtoItem[], wanted: readonly ProtoItem[]): Map<ProtoItem, ProtoItem> {
  const partners = new Map<ProtoItem, ProtoItem>();
  const taken = new Set<ProtoItem>();
  for (const keyOf of [nameAndNumberOf, numberAndTypeOf, nameOf]) {
    const free = groupsBy(
      ours.filter((item) => !taken.has(item)),
      keyOf,
    );
    for (const item of wanted) {
      const own = partners.has(item) ? undefined : free.get(keyOf(item))?.next().value;
      if (own === undefined) continue;
      partners.set(item, own);
      taken.add(own);
    }
  }
  return partners;
}

/** Groups items by their keys, as iterators; items without a key are in no group. */
function groupsBy(
  items: readonly ProtoItem[],
  keyOf: (item: ProtoItem) => string | undefined,
): Map<string | undefined, Iterator<ProtoItem, undefined>> {
  const groups = grouped(items, keyOf);
  groups.delete(undefined);
  return new Map([...groups].map(([key, group]) => [key, group.values()]));
}

/** Returns the kind and name of an item, or its text if it has no name. */
export function nameOf(item: ProtoItem): string {
  return `${item.kind} ${item.kind === "other" ? item.text : item.name}`;
}

function nameAndNumberOf(item: ProtoItem): string {
  return item.kind === "field" ? `${nameOf(item)} ${Number(item.number)}` : nameOf(item);
}

function numberAndTypeOf(item: ProtoItem): string | undefined {
  return item.kind === "field" ? `${Number(item.number)} ${item.type}` : undefined;
}
