import type { RelationText, RelationTexts } from "../../generator/model/relation-texts.ts";
import type { Context } from "./context.ts";
import type { DifferenceOf } from "./difference.ts";
import { difference, pairsOf } from "./pairs.ts";

/** Compares relations, if both formats have some: a source tree has none, and a schema may have none. */
export function* relationDifferences({ before, after }: Context): Generator<DifferenceOf<"relation">> {
  const [old, now] = [before.relations, after.relations];
  if (old === undefined || now === undefined || isEmpty(old) || isEmpty(now)) return;
  for (const section of old.keys()) {
    for (const { kind, name, a, b } of pairsOf(sectionOf(old, section), sectionOf(now, section), new Map())) {
      if (a?.text !== b?.text) yield difference("relation", kind, section, { name, a, b, from: a?.text, to: b?.text });
    }
  }
}

function isEmpty(texts: RelationTexts): boolean {
  return [...texts.values()].every(({ size }) => size === 0);
}

function sectionOf(texts: RelationTexts, section: string): ReadonlyMap<string, RelationText> {
  return texts.get(section) ?? new Map();
}
