import type { Display, Field, FieldType, MapType, Message, Model } from "../../model/model.ts";
import { codeName, enumNames, fieldName, messageNames } from "../../model/modules.ts";
import { camelCase, pascalCase } from "../../model/names.ts";
import { quote } from "../../model/quote.ts";
import { Imports, type ImportView } from "./imports.ts";
import { distinct } from "./locals.ts";
import { runtime } from "./runtime.ts";

export const MESSAGE_LAYOUTS = "src/layouts/messages.ts";

export interface MessageLayoutsView {
  readonly names: readonly NamesView[];
  readonly messages: readonly MessageLayoutView[];
  readonly imports: readonly ImportView[];
}

/** Names of flag bits or codes. */
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
  /** Properties of an object literal for each field. */
  readonly fields: readonly (readonly string[])[];
}

/** Context for planning layouts of messages. */
interface Planner {
  readonly model: Model;
  readonly imports: Imports;
  /** Names for the display of fields, by the name in their options. */
  readonly names: Readonly<Record<NamesView["key"], ReadonlyMap<string, NamesView>>>;
  /** Names of the layouts of maps. */
  readonly maps: ReadonlyMap<Field, string>;
}

/** Plans the module with the layouts of all messages. */
export function planMessageLayouts(model: Model): MessageLayoutsView {
  const imports = new Imports(MESSAGE_LAYOUTS);
  for (const name of ["FieldLayout", "MessageLayout"]) imports.type(runtime("layout"), name);
  const names = planNames(model);
  for (const { type } of names) imports.type(runtime("layout"), type);
  const byKey = (key: NamesView["key"]) => new Map(names.filter((n) => n.key === key).map((n) => [n.name, n]));
  const planner = {
    ...{ model, imports, maps: mapNames(model) },
    names: { bits: byKey("bits"), codes: byKey("codes") },
  };
  const messages = model.messages.flatMap((message) => planMessageLayout(planner, message));
  return { names, messages, imports: imports.view() };
}

/** Plans the names for the display of fields. */
function planNames(model: Model): NamesView[] {
  const fields = model.messages.flatMap((message) => message.fields);
  const flags = new Set(fields.map(({ display }) => display.flags));
  const codes = new Set(fields.flatMap(({ name, display: { dict } }) => (dict === undefined ? [] : `${dict}.${name}`)));
  const views = allNames(model.display).filter(({ name, key }) => (key === "bits" ? flags : codes).has(name));
  const variables = distinct(
    views.map(({ name, key }) => `${camelCase(name.replaceAll(/\W/g, "_"))}${pascalCase(key)}`),
  );
  return views.map((view, i) => ({ ...view, variable: variables[i] ?? "" }));
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

function mapNames(model: Model): ReadonlyMap<Field, string> {
  const maps = model.messages.flatMap((message) =>
    message.fields.filter(({ type }) => type.kind === "map").map((field) => ({ message, field })),
  );
  const names = distinct(
    maps.map(({ message, field }) => `${camelCase(codeName(model, message.name))}${pascalCase(field.name)}Map`),
  );
  return new Map(maps.map(({ field }, i) => [field, names[i] ?? ""]));
}

function planMessageLayout(planner: Planner, message: Message): MessageLayoutView[] {
  const { layout } = messageNames(planner.model, message.name);
  const maps = message.fields.flatMap((field) =>
    field.type.kind === "map" ? planMap(planner, message, field, field.type) : [],
  );
  const fields = message.fields.map((field) => planField(planner, message, field));
  return [...maps, { layout, message: message.name, fields }];
}

/** Plans the layout of a map: a list of messages with a key and a value. */
function planMap(planner: Planner, message: Message, field: Field, { key, value }: MapType): MessageLayoutView {
  const part = (number: number, name: string, type: Exclude<FieldType, MapType>): string[] => [
    `number: ${number}`,
    `name: ${quote(name)}`,
    ...planType(planner, type),
  ];
  return {
    layout: planner.maps.get(field) ?? "",
    message: `${message.name}.${field.name}`,
    fields: [part(1, "key", { kind: "scalar", scalar: key }), part(2, "value", value)],
  };
}

function planField(planner: Planner, message: Message, field: Field): string[] {
  const { number, name, label, type, packed } = field;
  const isMap = type.kind === "map";
  const repeated = isMap || label === "repeated";
  return [
    `number: ${number}`,
    `name: ${quote(fieldName(planner.model, message.name, name))}`,
    ...(isMap ? [`type: "message"`, `message: () => ${planner.maps.get(field)}`] : planType(planner, type)),
    ...(repeated ? [`label: "repeated"`] : label === "required" ? [`label: "required"`] : []),
    ...(packed && label === "repeated" && isPackable(type) ? ["packed: true"] : []),
    ...planDefault(field),
    ...planDisplay(planner, field),
  ];
}

/** Reports whether a type can be packed. Only numbers can, whatever the schema says about lists. */
function isPackable(type: FieldType): boolean {
  if (type.kind === "scalar") return type.scalar !== "string" && type.scalar !== "bytes";
  return type.kind === "enum";
}

function planType({ model, imports }: Planner, type: Exclude<FieldType, MapType>): string[] {
  if (type.kind === "scalar") return [`type: ${quote(type.scalar)}`];
  if (type.kind === "message") return [`type: "message"`, `message: () => ${messageNames(model, type.name).layout}`];
  const names = enumNames(model, type.name);
  return [`type: "enum"`, `enum: ${quote(type.name)}`, `values: ${imports.value(names.module, names.type)}`];
}

/** Plans a default. Layouts need only those of numbers and booleans, for length fields and conditions. */
function planDefault({ type, default: value }: Field): string[] {
  if (type.kind !== "scalar" || value === undefined || typeof value === "string") return [];
  if (typeof value === "number" && !Number.isSafeInteger(value)) return [];
  return [`default: ${value}${typeof value === "bigint" ? "n" : ""}`];
}

function planDisplay({ names }: Planner, { name, type, display }: Field): string[] {
  const { hex, ipadd, dev, odev, flags, dict, conv } = display;
  const properties = hex === true ? ["hex: true"] : [];
  if (type.kind !== "scalar") return properties;
  const named = (property: string, key: NamesView["key"], of: string): string[] => {
    const view = names[key].get(of);
    return view === undefined ? [] : [`${property}: ${view.variable}`];
  };
  if (ipadd === true) properties.push("ipadd: true");
  if (dev === true) properties.push(`dev: ${quote(odev === true ? "libc" : "kernel")}`);
  if (flags !== undefined) properties.push(...named("flags", "bits", flags));
  if (dict !== undefined) properties.push(...named("dict", "codes", `${dict}.${name}`));
  if (conv === "unix_name") properties.push(`conv: "unix_name"`);
  return properties;
}
