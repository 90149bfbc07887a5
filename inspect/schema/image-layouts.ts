import type { Condition, ExtraLayout, ImageLayout, PartLayout } from "criu-images/layouts";
import type { Extra, Image, Model, Part } from "../../generator/model/model.ts";
import { fieldName } from "../../generator/model/modules.ts";
import { type LayoutOf, messageLayoutsOf } from "./message-layouts.ts";

interface Context {
  readonly model: Model;
  readonly layoutOf: LayoutOf;
}

/** Creates the layouts of a model's images at run time: the same as in its generated package. */
export function imageLayoutsOf(model: Model): ImageLayout[] {
  const context: Context = { model, layoutOf: messageLayoutsOf(model) };
  return model.images.map((image) => ({
    image: image.name,
    file: image.file,
    ...beginningOf(model, image),
    ...aliasOf(model, image),
    ...versionOf(model, image),
    ...contentOf(context, image),
  }));
}

function versionOf(model: Model, { version, layout }: Image): Partial<ImageLayout> {
  return version === undefined ? {} : { version: fieldName(model, layout.entries?.message ?? "", version) };
}

function beginningOf({ heads }: Model, { magic, head }: Image): Partial<ImageLayout> {
  if (magic === undefined) return {};
  const all = Object.entries(heads).map(([kind, { value }]) => ({ kind, value }));
  const own = all.filter(({ kind }) => kind === head);
  const foreign = all.filter(({ kind }) => kind !== head);
  return {
    magic,
    ...(own[0] !== undefined && { head: own[0].value }),
    foreignHeads: foreign.map(({ value }) => value),
    headNames: [...own, ...foreign].map(({ kind }) => kind),
  };
}

function aliasOf({ images }: Model, { alias, layout }: Image): Partial<ImageLayout> {
  if (alias === undefined) return {};
  const owner = images.find(({ name }) => name === alias);
  const differs = owner !== undefined && !hasSameContent(owner.layout, layout);
  return { alias, ...(differs && { differs }) };
}

/** Compares two layouts, but not their places in the files of the schema. */
function hasSameContent(one: Image["layout"], other: Image["layout"]): boolean {
  const text = (layout: Image["layout"]): string =>
    JSON.stringify(layout, (key, value: unknown) => (key === "at" ? undefined : value));
  return text(one) === text(other);
}

function contentOf(context: Context, { layout }: Image): Partial<ImageLayout> {
  const { layoutOf, model } = context;
  const { first, entries, extra, rest, joined } = layout;
  const when = <Key extends string>(key: Key, condition: Condition | undefined) =>
    conditionOf(model, key, condition, first?.message ?? "");
  return {
    ...(first && { first: layoutOf(first.message) }),
    ...(entries && { entries: layoutOf(entries.message), ...when("entriesWhen", entries.when) }),
    ...(extra && entries && { extra: extraOf(context, extra, entries.message, joined) }),
    ...(rest && { rest: true, ...when("restWhen", rest.when) }),
  };
}

/** Creates a condition on a field of the message `owner`, as property `key`. */
function conditionOf<Key extends string>(
  model: Model,
  key: Key,
  when: Condition | undefined,
  owner: string,
): { readonly [K in Key]?: Condition } {
  if (when === undefined) return {};
  const condition = { field: fieldName(model, owner, when.field), is: when.is };
  return { [key]: condition } as { readonly [K in Key]: Condition };
}

function extraOf(context: Context, extra: Extra, owner: string, joined?: true): ExtraLayout {
  if (extra.kind === "one") return partOf(context, extra.part, owner);
  const parts = Object.fromEntries(extra.parts.map(({ name, part }) => [name, partOf(context, part, owner)]));
  return joined === true ? { parts, joined } : { parts };
}

function partOf(context: Context, part: Part, owner: string): PartLayout {
  const { model, layoutOf } = context;
  const when = conditionOf(model, "when", part.when, owner);
  if (part.kind === "run") {
    const length = fieldName(model, owner, part.length);
    return { run: part.type, length, ...(part.pad > 1 && { pad: part.pad }), ...when };
  }
  const { message, count, extra } = part;
  const inner = extra && { extra: extraOf(context, extra, message) };
  return { messages: layoutOf(message), count: fieldName(model, owner, count), ...inner, ...when };
}
