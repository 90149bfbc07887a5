import { HEADS } from "../../../generator/model/criu-names.ts";
import type { FormatImage } from "../../../generator/model/format/format.ts";
import { referenceTo } from "../../../generator/plan/reference.ts";
import { exportsOfImage } from "../../../generator/targets/typescript/exported.ts";
import { ALL, MAGIC } from "../../../generator/targets/typescript/modules.ts";
import { imageNames } from "../../../generator/targets/typescript/names.ts";
import { elementKey } from "../element.ts";
import type { Effect } from "./effect.ts";
import { changesOf, exportingImage, type Sides } from "./sides.ts";

/** Effects on images: their types, their names, and their magics. */
export interface ImageEffects {
  readonly byElement: readonly (readonly [key: string, effect: Effect])[];
  readonly literals: ReadonlyMap<string, readonly Effect[]>;
}

export function imageEffects(sides: Sides): ImageEffects {
  const named = [...sides.before.format.images.keys()].flatMap((name) => onName(name, sides));
  return {
    byElement: [
      ...[...sides.before.format.images].flatMap(([name, image]) => onLayout(name, image, sides)),
      ...named.map(({ name, effect }) => [elementKey(ALL, "Images", name), effect] as const),
      ...onMagics(sides),
      ...onVersions(sides),
    ],
    literals: new Map(named.map(({ name, effect }) => [name, [effect]])),
  };
}

/** Returns the effects on the name of an image, as a key or as a text. */
function onName(name: string, sides: Sides): { readonly name: string; readonly effect: Effect }[] {
  const to = sides.renamedImages.get(name);
  if (to === undefined && sides.after.format.images.has(name)) return [];
  const changes = changesOf(sides, "image", to ?? name, [name]);
  const message = to === undefined ? `there is no image ${name} any more` : `image ${name} is ${to} now`;
  return [{ name, effect: { kind: to === undefined ? "gone" : "renamed", message, ...(to && { to }), changes } }];
}

/** Returns the effects of another layout on the functions and types of an image. */
function onLayout(name: string, image: FormatImage, sides: Sides): (readonly [string, Effect])[] {
  const current = sides.renamedImages.get(name) ?? name;
  const now = sides.after.format.images.get(current);
  if (now === undefined) return [];
  const changes = changesOf(sides, "image", current, [name, current]);
  const isRelaid = changes.some(({ rules }) => rules.some(({ id }) => id === "layout-types"));
  const isReframed = (image.magic === undefined) !== (now.magic === undefined);
  if (!isRelaid && !isReframed) return [];
  const exported = exportsOfImage(sides.before, exportingImage(name, image));
  const { type, decode, encode, iterate, stream } = imageNames(referenceTo(sides.before, name));
  const typed = [type, decode, encode, iterate, stream];
  const text = changes.flatMap(({ difference: { aspect, from, to } }) =>
    aspect === "layout" ? [`${from} → ${to}`] : [],
  );
  const message = `image ${name} has another layout${text.map((one) => `: ${one}`).join("")}`;
  const effect: Effect = { kind: "retyped", message, isDeep: true, changes };
  return exported
    .filter((one) => typed.includes(one.name) || one.role.startsWith("record"))
    .map((one) => [elementKey(one.module, one.name), effect]);
}

/** Returns the effects on the constants with magics. */
function onMagics(sides: Sides): [string, Effect][] {
  const { before, after } = sides;
  const heads = new Set(HEADS.values());
  const isOfImage = ({ format: { images } }: typeof before, name: string): boolean =>
    images.get(name)?.magic !== undefined;
  return [...before.format.magics].flatMap(([name, { value }]): [string, Effect][] => {
    if (heads.has(name)) return [];
    const list = (side: typeof before, of: string): string => (isOfImage(side, of) ? "MAGICS" : "RESERVED_MAGICS");
    const key = elementKey(MAGIC, list(before, name), name);
    const to = sides.renamedImages.get(name) ?? name;
    const now = after.format.magics.get(to);
    const changes = [...changesOf(sides, "magic", to, [name, to]), ...changesOf(sides, "image", to, [name, to])];
    const what = `magic ${name}`;
    if (now === undefined || list(after, to) !== list(before, name)) {
      const where = now === undefined ? "is gone" : `is in \`${list(after, to)}\` now`;
      return [[key, { kind: "gone", message: `${what} ${where}`, changes }]];
    }
    if (to !== name) return [[key, { kind: "renamed", message: `${what} is ${to} now`, to, changes }]];
    if (now.value === value) return [];
    return [[key, { kind: "meaning", message: `${what} has another number`, changes }]];
  });
}

/** Returns the effects of other names of format versions on the list of them. */
function onVersions({ changes }: Sides): [string, Effect][] {
  return changes
    .filter(({ difference: { what, kind } }) => what === "version" && kind === "renamed")
    .map((change) => {
      const { from, to } = change.difference;
      const message = `format version ${from} is ${to} now`;
      return [elementKey(MAGIC, "VERSIONS"), { kind: "meaning", message, changes: [change] }];
    });
}
