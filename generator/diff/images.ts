import { HEADS } from "../model/criu-names.ts";
import { type Context, currentName } from "./context.ts";
import type { DifferenceOf } from "./difference.ts";
import type { Format, FormatImage, FormatMagic } from "./format.ts";
import { layoutInTypes, layoutOnWire, layoutText } from "./layout.ts";
import { difference, oldName, pairsOf, renamesOf } from "./pairs.ts";
import { isOfTree } from "./versions.ts";

/** The numbers of a format. Beside a schema, which has none, what stands for raw images in a source tree does not count. */
function registryOf(format: Format, other: Format): ReadonlyMap<string, FormatMagic> {
  if (!isOfTree(format) || isOfTree(other)) return format.magics;
  return new Map([...format.magics].filter(([, { value }]) => value !== 0));
}

/** What is different in the registry of numbers. */
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

/** What is different in the table of images. */
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

/** What is different in an image that is in both; what only one of the formats tells is not compared. */
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

/** The number of the field that tells the version: its name is told of by itself. */
function versionOnWire({ layout, version }: FormatImage, format: Format): number | string | undefined {
  const entry = format.messages.find(({ name }) => name === layout?.entries?.message);
  return entry?.fields.find(({ name }) => name === version)?.number ?? version;
}

/** What an image shares with the number of its name in the registry is told there. */
function isToldOfMagic(a: FormatImage, b: FormatImage, { context, name, oldName: old }: Named): boolean {
  const { before, after } = context;
  return before.magics.get(old)?.value === (a.magic ?? 0) && after.magics.get(name)?.value === (b.magic ?? 0);
}

function magicText({ magic }: FormatImage): string {
  return magic === undefined ? "raw" : `0x${magic.toString(16).padStart(8, "0")}`;
}

/** Where one of two images does not say its head, both are judged by their flags. Before there were heads, none had one. */
function headsOf(a: FormatImage, b: FormatImage, { before, after }: Context): string[] {
  if (![before, after].every(({ magics }) => [...HEADS.values()].some((head) => magics.has(head)))) return [];
  if (a.head !== undefined && b.head !== undefined) return [a.head, b.head];
  return [a, b].map(({ flags }) => (flags.includes("O_SERVICE") ? "service" : "common"));
}

/** `O_SERVICE` decides on the head, and is told there. */
function flagsText({ flags }: FormatImage): string {
  const others = flags.filter((flag) => flag !== "O_SERVICE");
  return others.sort().join(" | ") || "no flags";
}

function isSameLayout(a: FormatImage, b: FormatImage, context: Context): boolean {
  return isSameOnWire(a, b, context) && isSameInTypes(a, b, context) && !isJoinedOtherwise(a, b);
}

/** Whether the layouts of two images say the same of bytes. */
export function isSameOnWire({ layout: a }: FormatImage, { layout: b }: FormatImage, context: Context): boolean {
  if (a === undefined || b === undefined) return true;
  return layoutOnWire(a, context.before, (name) => currentName(name, context)) === layoutOnWire(b, context.after);
}

/** Whether programs see the same of both. */
export function isSameInTypes({ layout: a }: FormatImage, { layout: b }: FormatImage, context: Context): boolean {
  if (a === undefined || b === undefined) return true;
  return layoutInTypes(a, (name) => currentName(name, context)) === layoutInTypes(b);
}

/** Whether the parts behind an entry are one in JSON here and several there. */
export function isJoinedOtherwise(a: FormatImage, b: FormatImage): boolean {
  return a.layout?.joined !== b.layout?.joined;
}
