import type { FieldPlan } from "../../plan/message.ts";
import type { TypePlan, ValuePlan } from "../../plan/types.ts";
import { enumNames, messageNames } from "./names.ts";
import { scalarView, TYPES, varint } from "./values.ts";

/** A field, as the templates of messages need it. */
export interface FieldView {
  readonly name: string;
  readonly attr: string;
  /** Variable of the field while its message is read. */
  readonly local: string;
  readonly number: number;
  /** Bytes of the tag before a value, or before a packed list that is written. */
  readonly tag: readonly number[];
  readonly required: boolean;
  readonly optional: boolean;
  readonly isList: boolean;
  readonly isWrittenPacked: boolean;
  /** Type of a value, and of the attribute. */
  readonly type: string;
  readonly annotation: string;
  readonly isMessage: boolean;
  readonly isEnum: boolean;
  /** Ending of the functions that read and write a value; empty for a message. */
  readonly kind: string;
  /** Whether one byte of a varint is the value itself. */
  readonly isPlain: boolean;
  /** Functions that read and write a message. */
  readonly read: string;
  readonly write: string;
  /** Variables of the other fields of its oneof, which it displaces. */
  readonly displaces: readonly string[];
  readonly default: FieldPlan["default"];
  readonly isBytes: boolean;
  readonly doc: readonly string[];
  /** Arguments of its layout. */
  readonly layout: readonly string[];
}

/** A field that is no map, and the class of a map's entries in place of a message of the schema. */
export interface PlainField extends Omit<FieldPlan, "type"> {
  readonly type: ValuePlan;
  readonly entry?: string | undefined;
}

/** Names of a field in generated code. */
interface FieldNames {
  readonly attr: string;
  readonly local: string;
  readonly displaces: readonly string[];
}

export function fieldView(field: PlainField, { attr, local, displaces }: FieldNames): FieldView {
  const { name, number, label, type, packed, entry, doc, since } = field;
  const value = valueView(type, entry);
  const isList = label === "repeated";
  const isWrittenPacked = packed?.isWritten === true;
  return {
    ...{ name, attr, local, number, displaces, isList, isWrittenPacked, ...value },
    tag: varint(isWrittenPacked ? packed.tag : field.tag),
    required: label === "required",
    optional: label === "optional",
    annotation: isList ? `list[${value.type}]` : label === "required" ? value.type : `${value.type} | None`,
    default: field.default,
    isBytes: value.kind === "bytes",
    doc: [...doc, ...(since === "" ? [] : [since]), ...(field.deprecated ? ["Deprecated."] : [])],
    layout: layoutArguments(field, attr, value.type),
  };
}

type ValueView = Pick<FieldView, "type" | "isMessage" | "isEnum" | "kind" | "isPlain" | "read" | "write">;

function valueView(type: ValuePlan, entry: string | undefined): ValueView {
  if (type.kind === "message") {
    const names = entry === undefined ? messageNames(type) : entryNames(entry);
    const { type: name, read, write } = names;
    return { type: name, isMessage: true, isEnum: false, kind: "", isPlain: false, read, write };
  }
  const isEnum = type.kind === "enum";
  const name = isEnum ? enumNames(type).type : TYPES[type.scalar];
  return { type: name, isMessage: false, isEnum, ...scalarView(type), read: "", write: "" };
}

/** Returns the names of the entries of a map, whose class is in the module of their message. */
export function entryNames(type: string): Pick<FieldView, "type" | "read" | "write"> {
  const name = type.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
  return { type, read: `_read_${name}`, write: `_write_${name}` };
}

/** Returns the arguments of a field's layout; those that are the default are left out. */
function layoutArguments(field: PlainField, attr: string, type: string): string[] {
  const { name, number, label, packed, oneof, display, entry } = field;
  const kind = kindOf(field.type);
  const text = (key: string, value: string | undefined): string[] => (value === undefined ? [] : [`${key}="${value}"`]);
  const flag = (key: string, value: boolean | undefined): string[] => (value === true ? [`${key}=True`] : []);
  return [
    ...[`number=${number}`, `name="${name}"`, `kind="${kind}"`],
    ...text("label", label === "optional" ? undefined : label),
    ...text("attr", attr === name ? undefined : attr),
    ...flag("packed", packed?.isWritten),
    ...flag("is_map", entry !== undefined),
    ...text("oneof", oneof),
    ...(kind === "message" ? [`message=lambda: ${type}.layout`] : []),
    ...(kind === "enum" ? [`enum=lambda: ${type}`] : []),
    ...flag("hex", display.hex),
    ...flag("ipadd", display.ipadd),
    ...text("dev", display.dev),
    ...text("flags", display.flags),
    ...text("codes", display.dict),
    ...flag("quoted", display.conv !== undefined),
  ];
}

function kindOf(type: TypePlan): string {
  return type.kind === "scalar" ? type.scalar : type.kind;
}
