import type { FieldLayout, MessageLayout, ScalarField } from "criu-images/layouts";
import type { Field, FieldType, MapType, Message, Model } from "../../generator/model/model.ts";
import { fieldName } from "../../generator/model/modules.ts";

/** Returns the layout of a message by name. */
export type LayoutOf = (message: string) => MessageLayout;

/** Creates the layouts of a model's messages, each once, on demand. */
export function messageLayoutsOf(model: Model): LayoutOf {
  const { messages, enums } = model;
  const named = new Map(messages.map((message) => [message.name, message]));
  const values = new Map(
    enums.map(({ name, values }) => [name, Object.fromEntries(values.map((one) => [one.name, one.number]))]),
  );
  const made = new Map<string, MessageLayout>();
  const context: Context = {
    layoutOf: (name) => {
      const message = named.get(name);
      if (message === undefined) throw new Error(`the schema has no message ${name}`);
      const layout = made.get(name) ?? messageLayout(context, message);
      made.set(name, layout);
      return layout;
    },
    valuesOf: (name) => values.get(name) ?? {},
    model,
  };
  return context.layoutOf;
}

interface Context {
  readonly layoutOf: LayoutOf;
  readonly valuesOf: (name: string) => Readonly<Record<string, number>>;
  readonly model: Model;
}

function messageLayout(context: Context, message: Message): MessageLayout {
  const inOrder = message.fields.toSorted((a, b) => a.number - b.number);
  return { message: message.name, fields: inOrder.map((field) => fieldLayout(context, message, field)) };
}

function fieldLayout(context: Context, message: Message, field: Field): FieldLayout {
  const { number, name, label, type, packed } = field;
  const isRepeated = type.kind === "map" || label === "repeated";
  const base = {
    number,
    name: fieldName(context.model, message.name, name),
    ...(isRepeated ? { label: "repeated" as const } : label === "required" ? { label: "required" as const } : {}),
    ...(packed && label === "repeated" && isPackable(type) && { packed: true as const }),
    ...(field.display.hex === true && { hex: true as const }),
  };
  if (type.kind === "map") {
    const entry = mapLayout(context, `${message.name}.${name}`, type);
    return { ...base, type: "message", message: () => entry };
  }
  const typed = typeLayout(context, type);
  return (
    type.kind === "scalar"
      ? { ...base, ...typed, ...defaultOf(field), ...displayOf(context, field) }
      : { ...base, ...typed }
  ) as FieldLayout;
}

/** Returns whether lists of a type can be packed: only numbers can, whatever a schema specifies. */
function isPackable(type: FieldType): boolean {
  return type.kind === "enum" || (type.kind === "scalar" && type.scalar !== "string" && type.scalar !== "bytes");
}

type TypeLayout =
  | { readonly type: ScalarField["type"] }
  | { readonly type: "message"; readonly message: () => MessageLayout }
  | { readonly type: "enum"; readonly enum: string; readonly values: Readonly<Record<string, number>> };

function typeLayout({ layoutOf, valuesOf }: Context, type: Exclude<FieldType, MapType>): TypeLayout {
  if (type.kind === "scalar") return { type: type.scalar };
  if (type.kind === "enum") return { type: "enum", enum: type.name, values: valuesOf(type.name) };
  return { type: "message", message: () => layoutOf(type.name) };
}

/** Creates the layout of a map: a list of messages with a key and a value. */
function mapLayout(context: Context, message: string, { key, value }: MapType): MessageLayout {
  return {
    message,
    fields: [
      { number: 1, name: "key", type: key },
      { number: 2, name: "value", ...typeLayout(context, value) },
    ],
  };
}

/** Returns the default of a number or a boolean; other defaults do not affect extras. */
function defaultOf({ default: value }: Field): Pick<ScalarField, "default"> {
  if (value === undefined || typeof value === "string") return {};
  return typeof value === "number" && !Number.isSafeInteger(value) ? {} : { default: value };
}

function displayOf({ model: { display } }: Context, { name, display: given }: Field): Partial<ScalarField> {
  const { ipadd, dev, odev, flags, dict, conv } = given;
  const bits = flags === undefined ? undefined : display.flags.get(flags);
  const codes = dict === undefined ? undefined : display.dicts.get(dict)?.get(name);
  return {
    ...(ipadd === true && { ipadd }),
    ...(dev === true && { dev: odev === true ? "libc" : "kernel" }),
    ...(bits && { flags: { name: `${flags}`, bits: Object.fromEntries(bits.map((one) => [one.name, one.bit])) } }),
    ...(codes && { dict: { name: `${dict}.${name}`, codes: Object.fromEntries(codes) } }),
    ...(conv === "unix_name" && { conv }),
  };
}
