import type {
  Condition,
  Display,
  Extra,
  Field,
  FieldType,
  Image,
  MapType,
  Message,
  Model,
  Part,
} from "../model/model.ts";
import { camelCase, pascalCase } from "../model/names.ts";
import { quote } from "../model/quote.ts";
import { planHeads } from "./image.ts";
import { Imports, type ImportView } from "./imports.ts";
import { localNames } from "./locals.ts";
import { enumNames, imageNames, messageNames } from "./modules.ts";
import { runtime } from "./runtime.ts";

export const MESSAGE_LAYOUTS = "src/layouts/messages.ts";
export const IMAGE_LAYOUTS = "src/layouts/images.ts";

export interface MessageLayoutsView {
  readonly names: readonly NamesView[];
  readonly messages: readonly MessageLayoutView[];
  readonly imports: readonly ImportView[];
}

/** Names of flag bits, or of codes. */
interface NamesView {
  readonly variable: string;
  readonly type: "FlagNames" | "CodeNames";
  readonly name: string;
  readonly key: "bits" | "codes";
  readonly values: readonly { readonly key: string; readonly value: string }[];
}

interface MessageLayoutView {
  readonly layout: string;
  readonly message: string;
  /** Each as the properties of an object literal. */
  readonly fields: readonly (readonly string[])[];
}

/** The module with the layouts of all messages. */
export function planMessageLayouts(model: Model): MessageLayoutsView {
  const imports = new Imports(MESSAGE_LAYOUTS);
  for (const name of ["FieldLayout", "MessageLayout"]) imports.type(runtime("layout"), name);
  const names = planNames(model);
  const messages = model.messages.flatMap((message) => planMessageLayout(message, names, imports));
  for (const { type } of names.values()) imports.type(runtime("layout"), type);
  return { names: [...names.values()], messages, imports: imports.view() };
}

/** The names that fields of the model are displayed with, by what their options call them. */
function planNames(model: Model): Map<string, NamesView> {
  const used = new Set(model.messages.flatMap(({ fields }) => fields.flatMap(namesOf)));
  const views = allNames(model.display).filter(({ name }) => used.has(name));
  const variables = localNames(
    views.map(({ name, key }) => `${camelCase(name.replaceAll(/\W+/g, "_"))}${pascalCase(key)}`),
    [],
  );
  return new Map(views.map((view, i) => [view.name, { ...view, variable: [...variables.values()][i] ?? "" }]));
}

/** What a field's options call the names that it is displayed with. */
function namesOf({ name, display: { flags, dict } }: Field): string[] {
  return [...(flags === undefined ? [] : [flags]), ...(dict === undefined ? [] : [`${dict}.${name}`])];
}

function allNames({ flags, dicts }: Display): Omit<NamesView, "variable">[] {
  const all: Omit<NamesView, "variable">[] = [];
  for (const [name, bits] of flags) {
    const values = bits.map((bit) => ({ key: quote(bit.name), value: `0x${bit.bit.toString(16)}` }));
    all.push({ type: "FlagNames", name, key: "bits", values });
  }
  for (const [dict, fields] of dicts) {
    for (const [field, codes] of fields) {
      const values = [...codes].map(([code, text]) => ({ key: String(code), value: quote(text) }));
      all.push({ type: "CodeNames", name: `${dict}.${field}`, key: "codes", values });
    }
  }
  return all;
}

function planMessageLayout(
  message: Message,
  names: ReadonlyMap<string, NamesView>,
  imports: Imports,
): MessageLayoutView[] {
  const { layout } = messageNames(message.name);
  const inOrder = [...message.fields].sort((a, b) => a.number - b.number);
  const maps = inOrder.flatMap((field) =>
    field.type.kind === "map" ? planMap(message, field, field.type, imports) : [],
  );
  const fields = inOrder.map((field) => planField(message, field, names, imports));
  return [...maps, { layout, message: message.name, fields }];
}

/** A map is a list of messages with a key and a value. */
function planMap(message: Message, field: Field, { key, value }: MapType, imports: Imports): MessageLayoutView {
  const part = (number: number, name: string, type: Exclude<FieldType, MapType>): string[] => [
    `number: ${number}`,
    `name: ${quote(name)}`,
    ...planType(type, imports),
  ];
  return {
    layout: mapLayout(message, field),
    message: `${message.name}.${field.name}`,
    fields: [part(1, "key", { kind: "scalar", scalar: key }), part(2, "value", value)],
  };
}

function mapLayout(message: Message, field: Field): string {
  return `${camelCase(message.name)}${pascalCase(field.name)}Map`;
}

function planField(message: Message, field: Field, names: ReadonlyMap<string, NamesView>, imports: Imports): string[] {
  const { number, name, label, type, packed } = field;
  const isMap = type.kind === "map";
  const repeated = isMap || label === "repeated";
  return [
    `number: ${number}`,
    `name: ${quote(name)}`,
    ...(isMap ? [`type: "message"`, `message: () => ${mapLayout(message, field)}`] : planType(type, imports)),
    ...(repeated ? [`label: "repeated"`] : label === "required" ? [`label: "required"`] : []),
    ...(packed && label === "repeated" && isPackable(type) ? ["packed: true"] : []),
    ...planDefault(field),
    ...planDisplay(field, names),
  ];
}

/** Only numbers can stand as one packed value, whatever a schema says of lists. */
function isPackable(type: FieldType): boolean {
  if (type.kind === "scalar") return type.scalar !== "string" && type.scalar !== "bytes";
  return type.kind === "enum";
}

function planType(type: Exclude<FieldType, MapType>, imports: Imports): string[] {
  if (type.kind === "scalar") return [`type: ${quote(type.scalar)}`];
  if (type.kind === "message") return [`type: "message"`, `message: () => ${messageNames(type.name).layout}`];
  const names = enumNames(type.name);
  return [`type: "enum"`, `enum: ${quote(type.name)}`, `values: ${imports.value(names.module, names.type)}`];
}

/** Only numbers and booleans have a say in what follows a message. */
function planDefault({ type, default: value }: Field): string[] {
  if (type.kind !== "scalar" || value === undefined || typeof value === "string") return [];
  if (typeof value === "number" && !Number.isSafeInteger(value)) return [];
  return [`default: ${value}${typeof value === "bigint" ? "n" : ""}`];
}

function planDisplay({ name, type, display }: Field, names: ReadonlyMap<string, NamesView>): string[] {
  const { hex, ipadd, dev, odev, flags, dict, conv } = display;
  const properties = hex === true ? ["hex: true"] : [];
  if (type.kind !== "scalar") return properties;
  const named = (key: string, of: string): string[] => {
    const view = names.get(of);
    return view === undefined ? [] : [`${key}: ${view.variable}`];
  };
  if (ipadd === true) properties.push("ipadd: true");
  if (dev === true) properties.push(`dev: ${quote(odev === true ? "libc" : "kernel")}`);
  if (flags !== undefined) properties.push(...named("flags", flags));
  if (dict !== undefined) properties.push(...named("dict", `${dict}.${name}`));
  if (conv === "unix_name") properties.push(`conv: "unix_name"`);
  return properties;
}

export interface ImageLayoutsView {
  readonly images: readonly ImageLayoutView[];
  readonly imports: readonly ImportView[];
}

interface ImageLayoutView {
  readonly layout: string;
  readonly image: string;
  /** Properties of an object literal, a line each. */
  readonly properties: readonly string[];
}

/** The module with the layouts of all images. */
export function planImageLayouts(model: Model): ImageLayoutsView {
  const imports = new Imports(IMAGE_LAYOUTS);
  imports.type(runtime("layout"), "ImageLayout");
  const images = model.images.map((image) => planImageLayout(model, image, imports));
  return { images, imports: imports.view() };
}

function planImageLayout(model: Model, image: Image, imports: Imports): ImageLayoutView {
  const { magic, head, foreignHeads } = planHeads(model, image);
  return {
    layout: imageNames(image.name).layout,
    image: image.name,
    properties: [
      `image: ${quote(image.name)}`,
      `file: ${quote(image.file)}`,
      ...(magic === undefined ? [] : [`magic: ${magic}`]),
      ...(head === undefined ? [] : [`head: ${head}`]),
      ...(magic === undefined ? [] : [`foreignHeads: [${foreignHeads.join(", ")}]`]),
      ...planAlias(model, image, imports),
      ...planContent(image, imports),
    ],
  };
}

function planAlias(model: Model, image: Image, imports: Imports): string[] {
  if (image.alias === undefined) return [];
  const owner = model.images.find(({ name }) => name === image.alias);
  const content = (row: Image): string => planContent(row, imports).join();
  const differs = owner !== undefined && content(owner) !== content(image);
  return [`alias: ${quote(image.alias)}`, ...(differs ? ["differs: true"] : [])];
}

function planContent({ layout }: Image, imports: Imports): string[] {
  const { first, entries, extra, rest, joined } = layout;
  const use = (name: string): string => imports.value(MESSAGE_LAYOUTS, messageNames(name).layout);
  return [
    ...(first === undefined ? [] : [`first: ${use(first.message)}`]),
    ...(entries === undefined ? [] : [`entries: ${use(entries.message)}`, ...condition("entriesWhen", entries.when)]),
    ...(extra === undefined ? [] : [`extra: ${planExtra(extra, use, joined === true)}`]),
    ...(rest === undefined ? [] : ["rest: true", ...condition("restWhen", rest.when)]),
  ];
}

function condition(key: string, when: Condition | undefined): string[] {
  return when === undefined ? [] : [`${key}: { field: ${quote(when.field)}, is: ${when.is} }`];
}

function planExtra(extra: Extra, use: (message: string) => string, joined: boolean): string {
  if (extra.kind === "one") return planPart(extra.part, use);
  const parts = extra.parts.map(({ name, part }) => `      ${quote(name)}: ${planPart(part, use)},\n`);
  return `{\n    parts: {\n${parts.join("")}    },\n${joined ? "    joined: true,\n" : ""}  }`;
}

function planPart(part: Part, use: (message: string) => string): string {
  const when = condition("when", part.when);
  const properties =
    part.kind === "run"
      ? [`run: ${quote(part.type)}`, `length: ${quote(part.length)}`, ...(part.pad > 1 ? [`pad: ${part.pad}`] : [])]
      : [
          `messages: ${use(part.message)}`,
          `count: ${quote(part.count)}`,
          ...(part.extra === undefined ? [] : [`extra: ${planExtra(part.extra, use, false)}`]),
        ];
  return `{ ${[...properties, ...when].join(", ")} }`;
}
