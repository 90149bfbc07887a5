import { VERSIONS } from "../../generator/model/format/at.ts";
import type { Format, FormatVersion } from "../../generator/model/format/format.ts";
import type { Context } from "./context.ts";
import type { DifferenceOf } from "./difference.ts";
import { difference, pairsOf, renamesOf } from "./pairs.ts";

/** Returns whether a format is that of a source tree: it has the numbers of versions, but not their heads. */
export function isOfTree({ versions = [] }: Format): boolean {
  return versions.every(({ heads }) => heads === undefined);
}

/**
 * Returns the versions of a format by names that compare with those of the other. A source tree has no names for them,
 * and no constant for 0, the version of an inventory without a value.
 */
export function versionsBeside(own: Format, other: Format): Map<string, FormatVersion> {
  const isTrees = [own, other].map(isOfTree);
  const all = own.versions ?? [];
  if (isTrees[0] === isTrees[1]) return new Map(all.map((version) => [version.name, version]));
  const names = new Map(isTrees[0] ? other.versions?.map(({ name, value }) => [value, name]) : []);
  const named = all.map((version) => ({ ...version, name: names.get(version.value) ?? version.name }));
  return new Map(named.filter(({ value }) => value !== 0).map((version) => [version.name, version]));
}

/** Compares the values of the inventory's version field, if both formats have them. */
export function* versionDifferences({ before, after }: Context): Generator<DifferenceOf<"version">> {
  if (before.versions === undefined || after.versions === undefined) return;
  const [old, now] = [versionsBeside(before, after), versionsBeside(after, before)];
  const renamed = renamesOf(old, now, ({ value }) => String(value));
  for (const { kind, name, a, b } of pairsOf(old, now, renamed)) {
    const bothTell = (a ?? b)?.heads !== undefined && (b ?? a)?.heads !== undefined;
    const text = (version: FormatVersion | undefined) => version && versionText(version, bothTell);
    const [from, to] = [text(a), text(b)];
    const of = (was = from, is = to) => difference("version", kind, VERSIONS, { name, a, b, from: was, to: is });
    if (kind === "renamed") yield of(a?.name, name);
    else if (from !== to) yield of();
    if (kind === "renamed" && from !== to) yield { ...of(), kind: "changed" };
  }
}

function versionText({ value, heads }: FormatVersion, tellsHeads: boolean): string {
  return tellsHeads ? `${value}, ${heads ? "heads" : "no heads"}` : String(value);
}
