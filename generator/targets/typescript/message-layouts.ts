import { camelCase, pascalCase } from "../../model/names.ts";
import type { NumberNames } from "../../plan/display.ts";
import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import type { MapPlan, ValuePlan } from "../../plan/types.ts";
import { Imports, type ImportView } from "./imports.ts";
import { distinct } from "./locals.ts";
import { MESSAGE_LAYOUTS } from "./modules.ts";
import { enumNames, messageNames } from "./names.ts";
import { runtime } from "./runtime.ts";

export interface MessageLayoutsView {
  readonly names: readonly NamesView[];
  readonly messages: readonly MessageLayoutView[];
  readonly imports: readonly ImportView[];
}

/** A constant with names of bits or codes. */
interface NamesView extends NumberNames {
  readonly variable: string;
  readonly isBits: boolean;
}

interface MessageLayoutView {
  readonly layout: string;
  readonly message: string;
  readonly fields: readonly FieldLayoutView[];
}

interface FieldLayoutView {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  /** Constant with the layout of a message or map. */
  readonly layout: string | undefined;
  /** Name of an enum, and the constant with its values. */
  readonly enum: string | undefined;
  readonly values: string | undefined;
  readonly label: "repeated" | "required" | undefined;
  /** Other properties of the layout: values, and names of constants. */
  readonly properties: Readonly<Record<string, string | number | bigint | boolean>>;
  readonly constants: Readonly<Record<string, string>>;
}

/** Context of the layouts of messages. */
interface Context {
  readonly imports: Imports;
  /** Constants with names, by kind and name. */
  readonly names: Readonly<Record<NumberNames["kind"], ReadonlyMap<string, string>>>;
  /** Constants with the layouts of maps. */
  readonly maps: ReadonlyMap<FieldPlan, string>;
}

/** Returns the view of the module with the layouts of all messages. */
export function messageLayoutsView(plans: readonly MessagePlan[], numbers: readonly NumberNames[]): MessageLayoutsView {
  const imports = new Imports(MESSAGE_LAYOUTS);
  const names = namesViews(numbers);
  const types = names.map(({ isBits }) => (isBits ? "FlagNames" : "CodeNames"));
  for (const name of ["FieldLayout", "MessageLayout", ...types]) imports.type(runtime("wire/layout"), name);
  const variables = (kind: NumberNames["kind"]) =>
    new Map(names.filter((one) => one.kind === kind).map(({ name, variable }) => [name, variable]));
  const context = {
    ...{ imports, maps: mapNames(plans) },
    names: { bits: variables("bits"), codes: variables("codes") },
  };
  return { names, messages: plans.flatMap((message) => layoutViews(context, message)), imports: imports.view() };
}

function namesViews(numbers: readonly NumberNames[]): NamesView[] {
  const variables = distinct(
    numbers.map(({ name, kind }) => `${camelCase(name.replaceAll(/\W/g, "_"))}${pascalCase(kind)}`),
  );
  return numbers.map((one, i) => ({ ...one, variable: variables[i] ?? "", isBits: one.kind === "bits" }));
}

function mapNames(plans: readonly MessagePlan[]): ReadonlyMap<FieldPlan, string> {
  const maps = plans.flatMap(({ code, fields }) =>
    fields.filter(({ type }) => type.kind === "map").map((field) => ({ code, field })),
  );
  const names = distinct(maps.map(({ code, field }) => `${camelCase(code)}${pascalCase(field.inSchema)}Map`));
  return new Map(maps.map(({ field }, i) => [field, names[i] ?? ""]));
}

/** Returns the layouts of a message's maps, and its own. */
function layoutViews(context: Context, message: MessagePlan): MessageLayoutView[] {
  const maps = message.fields.flatMap((field) =>
    field.type.kind === "map" ? [mapView(context, message, field, field.type)] : [],
  );
  const fields = message.fields.map((field) => fieldView(context, field));
  return [...maps, { layout: messageNames(message).layout, message: message.name, fields }];
}

/** Returns the layout of a map: a list of messages with a key and a value. */
function mapView(context: Context, message: MessagePlan, field: FieldPlan, { key, value }: MapPlan): MessageLayoutView {
  const part = (number: number, name: string, type: ValuePlan): FieldLayoutView => {
    return { number, name, ...typeView(context, type), label: undefined, properties: {}, constants: {} };
  };
  return {
    layout: context.maps.get(field) ?? "",
    message: `${message.name}.${field.inSchema}`,
    fields: [part(1, "key", key), part(2, "value", value)],
  };
}

function fieldView(context: Context, field: FieldPlan): FieldLayoutView {
  const { number, name, label, type, packed, oneof } = field;
  const { flags, dict, ...display } = field.display;
  const typed =
    type.kind === "map"
      ? { type: "message", layout: context.maps.get(field), enum: undefined, values: undefined }
      : typeView(context, type);
  const value = defaultOf(field);
  return {
    ...{ number, name, ...typed },
    label: type.kind === "map" ? "repeated" : label === "optional" ? undefined : label,
    properties: {
      ...(packed?.isWritten === true && { packed: true }),
      ...(oneof !== undefined && { oneof }),
      ...(value !== undefined && { default: value }),
      ...display,
    },
    constants: {
      ...constant("flags", context.names.bits.get(flags ?? "")),
      ...constant("dict", context.names.codes.get(dict ?? "")),
    },
  };
}

function constant(property: string, name: string | undefined): Record<string, string> {
  return name === undefined ? {} : { [property]: name };
}

function typeView({ imports }: Context, type: ValuePlan): Pick<FieldLayoutView, "type" | "layout" | "enum" | "values"> {
  if (type.kind === "scalar") return { type: type.scalar, layout: undefined, enum: undefined, values: undefined };
  if (type.kind === "message") {
    return { type: "message", layout: messageNames(type).layout, enum: undefined, values: undefined };
  }
  const names = enumNames(type);
  return { type: "enum", layout: undefined, enum: type.name, values: imports.value(names.module, names.type) };
}

/** Returns a default. Layouts need only those of numbers and booleans, for length fields and conditions. */
function defaultOf({ type, default: value }: FieldPlan): number | bigint | boolean | undefined {
  if (type.kind !== "scalar" || typeof value === "string") return undefined;
  return typeof value === "number" && !Number.isSafeInteger(value) ? undefined : value;
}
