import { HEADS } from "../../generator/model/criu-names.ts";
import type { Format, FormatImage, FormatMagic } from "../../generator/model/format/format.ts";
import { layoutInTypes, layoutOnWire, layoutText } from "../../generator/model/format/layout-text.ts";
import { type Context, currentName } from "./context.ts";
import type { DifferenceOf } from "./difference.ts";
import { difference, oldName, pairsOf, renamesOf } from "./pairs.ts";
import { isOfTree } from "./versions.ts";

/** Returns the magics of a format. The 0 of raw images is dropped from a source tree if the other side is a schema. */
function registryOf(format: Format, other: Format): ReadonlyMap<string, FormatMagic> {
  if (!isOfTree(format) || isOfTree(other)) return format.magics;
  return new Map([...format.magics].filter(([, { value }]) => value !== 0));
}

/** Compares the registries of magics. */
export function* magicDifferences({ before, after }: Context): Generator<DifferenceOf<"magic">> {
  const [old, now] = [registryOf(before, after), registryOf(after, before)];
  const value = (magic: FormatMagic): string => `0x${magic.value.toString(16).padStart(8, "0")}`;
  const renamed = renamesOf(old, now, ({ value: number, alias }) =>
    alias === undefined && number !== 0 ? String(number) : "",
  );
  for (const { kind, name, a, b } of pairsOf(old, now, renamed)) {
    const of = (from = a && value(a), to = b && value(b)) => difference("magic", kind, name, { name, a, b, from, to });
    if (kind !== "changed") {
      yield kind === "renamed" ? of(oldName(name, renamed), name) : of();
    }
    if (a === undefined || b === undefined) continue;
    const changed = { ...of(), kind: "changed" } as const;
    if (a.value !== b.value) yield { ...changed, aspect: "value" };
    if (a.alias !== b.alias)
      yield { ...changed, aspect: "alias", from: a.alias ?? "its own", to: b.alias ?? "its own" };
    const [from, to] = [a.town, b.town];
    if (from !== undefined && to !== undefined && from !== to) yield { ...changed, aspect: "town", from, to };
  }
}

/** Compares the tables of images. */
export function* imageDifferences(context: Context): Generator<DifferenceOf<"image">> {
  const { before, after } = context;
  const renamed = renamesOf(before.images, after.images, ({ file, magic = 0 }) => `${file} ${magic}`);
  for (const { kind, name, a, b } of pairsOf(before.images, after.images, renamed)) {
    const of = { name, a, b, from: a?.file, to: b?.file };
    const names = { from: oldName(name, renamed), to: name };
    if (kind !== "changed") yield difference("image", kind, name, kind === "renamed" ? { ...of, ...names } : of);
    if (a === undefined || b === undefined) continue;
    for (const [aspect, from, to] of aspectsOf(a, b, { context, name, oldName: oldName(name, renamed) })) {
      yield { ...difference("image", "changed", name, { ...of, from, to }), aspect };
    }
  }
}

type Aspect = NonNullable<DifferenceOf<"image">["aspect"]>;

interface Named {
  readonly context: Context;
  readonly name: string;
  readonly oldName: string;
}

/** Compares an image of both formats. Properties that only one of the formats has are not compared. */
function* aspectsOf(a: FormatImage, b: FormatImage, named: Named): Generator<[Aspect, string, string]> {
  if (a.file !== b.file) yield ["file", a.file, b.file];
  if (a.magic !== b.magic && !isToldOfMagic(a, b, named)) yield ["magic", magicText(a), magicText(b)];
  const [from, to] = headsOf(a, b, named.context);
  if (from !== to) yield ["head", `head ${from}`, `head ${to}`];
  const [old, now] = [flagsText(a), flagsText(b)];
  if (old !== now) yield ["flags", old, now];
  if (a.layout === undefined || b.layout === undefined) return;
  if (versionOnWire(a, named.context.before) !== versionOnWire(b, named.context.after)) {
    yield ["version", `version ${a.version ?? "none"}`, `version ${b.version ?? "none"}`];
  }
  if (!isSameLayout(a, b, named.context)) {
    yield ["layout", layoutText(a.layout) || "empty", layoutText(b.layout) || "empty"];
  }
}

/** Returns the number of the version field. A new name of the field is a difference of its own. */
function versionOnWire({ layout, version }: FormatImage, format: Format): number | string | undefined {
  const entry = format.messages.find(({ name }) => name === layout?.entries?.message);
  return entry?.fields.find(({ name }) => name === version)?.number ?? version;
}

/** Returns whether the change of an image's magic is already reported for the magic of its name. */
function isToldOfMagic(a: FormatImage, b: FormatImage, { context, name, oldName: old }: Named): boolean {
  const { before, after } = context;
  return before.magics.get(old)?.value === (a.magic ?? 0) && after.magics.get(name)?.value === (b.magic ?? 0);
}

function magicText({ magic }: FormatImage): string {
  return magic === undefined ? "raw" : `0x${magic.toString(16).padStart(8, "0")}`;
}

/**
 * Returns the heads of both images. If one is not known, both follow from the flags. Returns none if one of the formats
 * has no heads at all.
 */
function headsOf(a: FormatImage, b: FormatImage, { before, after }: Context): string[] {
  if (![before, after].every(({ magics }) => [...HEADS.values()].some((head) => magics.has(head)))) return [];
  if (a.head !== undefined && b.head !== undefined) return [a.head, b.head];
  return [a, b].map(({ flags }) => (flags.includes("O_SERVICE") ? "service" : "common"));
}

/** Writes the flags without `O_SERVICE`: it decides on the head, and is compared there. */
function flagsText({ flags }: FormatImage): string {
  const others = flags.filter((flag) => flag !== "O_SERVICE");
  return others.sort().join(" | ") || "no flags";
}

function isSameLayout(a: FormatImage, b: FormatImage, context: Context): boolean {
  return isSameOnWire(a, b, context) && isSameInTypes(a, b, context) && !isJoinedOtherwise(a, b);
}

/** Returns whether two layouts describe the same bytes. */
export function isSameOnWire({ layout: a }: FormatImage, { layout: b }: FormatImage, context: Context): boolean {
  if (a === undefined || b === undefined) return true;
  return layoutOnWire(a, context.before, (name) => currentName(name, context)) === layoutOnWire(b, context.after);
}

/** Returns whether two layouts have the same types and names in programs. */
export function isSameInTypes({ layout: a }: FormatImage, { layout: b }: FormatImage, context: Context): boolean {
  if (a === undefined || b === undefined) return true;
  return layoutInTypes(a, (name) => currentName(name, context)) === layoutInTypes(b);
}

/** Returns whether JSON joins the parts of an extra on one side only. */
export function isJoinedOtherwise(a: FormatImage, b: FormatImage): boolean {
  return a.layout?.joined !== b.layout?.joined;
}
