import { beside } from "../draft/beside.ts";
import type { Draft } from "../draft/draft.ts";
import { type Slot, valueIn } from "../draft/slots.ts";
import { type Feature, X86_COMPONENTS, X86_FEATURES, X86_WORDS } from "../host/x86.ts";
import type { Given } from "./given.ts";

export async function cpu(draft: Draft, given: Given): Promise<void> {
  const names = given.get("without");
  const features = names.texts().map((name) => featureOf(name, names));
  const before = draft.edits.length;
  let found = 0;
  for await (const slot of draft.slots(["cpuinfo_x86_entry.capability"])) {
    mask(draft, slot, features, given);
    found++;
  }
  if (found === 0) throw given.error("the checkpoint has no features of an x86 processor");
  if (draft.edits.length === before) throw names.error("the processor has none of these features");
}

function featureOf(name: string, given: Given): Feature {
  const found = X86_FEATURES.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw given.error(`unknown feature ${name}: CRIU compares ${X86_FEATURES.map((one) => one.name).join(", ")}`);
}

/** Clears the bits of features, and those of the state that they bring. */
function mask(draft: Draft, slot: Slot, features: readonly Feature[], given: Given): void {
  const words = [...(valueIn(slot) as readonly number[])];
  const version = valueIn(beside(slot, "capability_ver")) as number;
  if (X86_WORDS[version] !== words.length)
    throw given.error(`${words.length} words of features in version ${version} are unknown`);
  for (const { word, bit } of features) {
    const before = words[word];
    if (before !== undefined) words[word] = (before & ~(1 << bit)) >>> 0;
  }
  draft.set(slot, words);
  const components = beside(slot, "xfeatures_mask");
  const state = valueIn(components) as bigint | undefined;
  if (state !== undefined) draft.set(components, state & ~componentsOf(features));
}

/** Returns the bits of the components that features bring. */
function componentsOf(features: readonly Feature[]): bigint {
  const names = new Set(features.map(({ name }) => name));
  const bits = Object.entries(X86_COMPONENTS).flatMap(([bit, name]) => (names.has(name) ? [1n << BigInt(bit)] : []));
  return bits.reduce((all, bit) => all | bit, 0n);
}
