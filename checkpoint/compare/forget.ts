import { filesWith, type Target } from "../relations/graph.ts";
import type { Rules } from "./rules.ts";
import { entryKey, type Side } from "./side.ts";

/**
 * Forgets a thing that one checkpoint lacks, and all that it leads to: these are told with it. Things that are paired
 * stay, and so do those whose ids have a meaning.
 */
export function forget(rules: Rules, side: Side, target: Target, isPaired: (key: string) => boolean): void {
  const left: Target[] = [target];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const { key, spot } = side.node(one);
    const files = filesWith(side.checkpoint, one.space, one.id, rules.format).map(({ file }) => file);
    const keys = [key, ...files].filter((name) => !side.forgotten.has(name));
    if (keys.length === 0 || !rules.isArbitrary(one.space) || isPaired(key)) continue;
    for (const name of keys) side.forgotten.add(name);
    if (spot !== undefined) left.push(...side.targetsIn(spot));
    if (spot !== undefined) side.forgotten.add(entryKey(spot));
    for (const file of files) left.push(...side.targetsIn(file));
  }
}
