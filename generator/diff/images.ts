import { HEADS } from "../model/criu-names.ts";
import { type Context, currentName, renames } from "./context.ts";
import type { DifferenceOf } from "./difference.ts";
import type { Format, FormatImage, FormatMagic, FormatVersion } from "./format.ts";
import { layoutInTypes, layoutOnWire, layoutText } from "./layout.ts";

/** What is different in the values of the inventory's version field, where both formats tell. */
export function* versionDifferences({ before, after }: Context): Generator<DifferenceOf<"version">> {
  if (before.versions === undefined || after.versions === undefined) return;
  const text = ({ value, heads }: FormatVersion): string => `${value}, ${heads ? "heads" : "no heads"}`;
  const old = new Map(before.versions.map((version) => [version.name, version]));
  const now = new Map(after.versions.map((version) => [version.name, version]));
  for (const { kind, name, a, b } of pairsOf(old, now, new Map())) {
    const [from, to] = [a && text(a), b && text(b)];
    if (from !== to) yield difference("version", kind, "format versions", { name, a, b, from, to });
  }
}

/**
 * The numbers of a format. A source tree has the versions and what stands for raw images among them: where the other
 * format is a schema, which has these elsewhere, they do not count.
 */
function registryOf({ magics, versions }: Format, other: Format): ReadonlyMap<string, FormatMagic> {
  if (versions !== undefined || other.versions === undefined) return magics;
  const others = new Set([0, ...other.versions.map(({ value }) => value)]);
  return new Map([...magics].filter(([, { value }]) => !others.has(value)));
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
  if (a.version !== b.version) yield ["version", `version ${a.version ?? "none"}`, `version ${b.version ?? "none"}`];
  if (!isSameLayout(a, b, named.context)) {
    yield ["layout", layoutText(a.layout) || "empty", layoutText(b.layout) || "empty"];
  }
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

interface Found<T> {
  readonly kind: "added" | "removed" | "renamed" | "changed";
  readonly name: string;
  readonly a: T | undefined;
  readonly b: T | undefined;
}

/** All names of either, in the old order, and what is there before and after. */
function* pairsOf<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  renamed: ReadonlyMap<string, string>,
): Generator<Found<T>> {
  const seen = new Set<string>();
  for (const [old, a] of before) {
    const name = renamed.get(old) ?? old;
    const b = after.get(name);
    seen.add(name);
    yield { kind: b === undefined ? "removed" : name === old ? "changed" : "renamed", name, a, b };
  }
  for (const [name, b] of after) if (!seen.has(name)) yield { kind: "added", name, a: undefined, b };
}

function renamesOf<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  signature: (thing: T) => string,
): Map<string, string> {
  const list = (all: ReadonlyMap<string, T>) => [...all].map(([name, thing]) => ({ name, thing }));
  return renames(list(before), list(after), ({ thing }) => signature(thing));
}

function oldName(name: string, renamed: ReadonlyMap<string, string>): string {
  return [...renamed].find(([, now]) => now === name)?.[0] ?? name;
}

interface Parts<T> {
  readonly name: string;
  readonly a: T | undefined;
  readonly b: T | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Leaves out what is not there. */
function difference<W extends "version" | "magic" | "image", T>(
  what: W,
  kind: Found<T>["kind"],
  group: string,
  { name, a, b, from, to }: Parts<T>,
) {
  return {
    ...{ what, kind, group, name },
    ...(a !== undefined && { before: a }),
    ...(b !== undefined && { after: b }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
