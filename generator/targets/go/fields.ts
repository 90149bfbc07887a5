import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import type { ValuePlan } from "../../plan/types.ts";
import { enumNames, fieldNames, mapEntryCode, messageNames } from "./names.ts";
import { POINTER, SCALARS, SLICE } from "./scalars.ts";

/** A field as a message's struct, decoder and encoder have it. */
export interface FieldView {
  /** Name in the schema, for errors and JSON. */
  readonly name: string;
  /** Name in the struct. */
  readonly go: string;
  /** Type in the struct. */
  readonly type: string;
  /** Type of one value. */
  readonly value: string;
  /** Method of the runtime for one value; `undefined` for messages. */
  readonly method: string | undefined;
  /** Slab of the runtime for short lists of the value; `undefined` if there is none. */
  readonly slab: string | undefined;
  readonly isEnum: boolean;
  readonly isList: boolean;
  /** Tells that the field is a pointer to a scalar. */
  readonly isPointer: boolean;
  /** Tells that nil stands for an absent field. */
  readonly isNilable: boolean;
  readonly required: boolean;
  readonly tag: number;
  /** Tells that the tag takes one byte. */
  readonly isShort: boolean;
  /** Tag of a packed list, if the field may be one, and whether it is written so. */
  readonly packedTag: number | undefined;
  readonly isWrittenPacked: boolean;
  /** Other fields of its oneof, to be cleared. */
  readonly displaces: readonly string[];
  readonly doc: readonly string[];
  /** Size in the struct, in bytes. */
  readonly size: number;
}

/** Names of a message's struct beside those of its fields. */
const OWN = ["Unknown"];

export function fieldViews(message: MessagePlan): FieldView[] {
  const names = fieldNames(
    message.fields.map(({ name }) => name),
    OWN,
  );
  const goOf = new Map(message.fields.map(({ name }, i) => [name, names[i] ?? name]));
  const members = new Map(message.oneofs.map(({ name, fields }) => [name, fields]));
  return message.fields.map((field) => {
    const others = (members.get(field.oneof ?? "") ?? []).filter((other) => other !== field.name);
    return {
      ...valueView(message, field),
      name: field.name,
      go: goOf.get(field.name) ?? field.name,
      required: field.label === "required",
      tag: field.tag,
      isShort: field.tag < 0x80,
      packedTag: field.packed?.tag,
      isWrittenPacked: field.packed?.isWritten === true,
      displaces: others.map((name) => goOf.get(name) ?? name),
      doc: [...field.doc, ...(field.since === "" ? [] : [field.since]), ...deprecation(field)],
    };
  });
}

type ValueView = Pick<
  FieldView,
  "type" | "value" | "method" | "slab" | "isEnum" | "isList" | "isPointer" | "isNilable" | "size"
>;

function valueView(message: MessagePlan, { type, label, inSchema }: FieldPlan): ValueView {
  const isList = label === "repeated";
  if (type.kind === "map" || type.kind === "message") {
    const code = type.kind === "map" ? mapEntryCode(message, inSchema) : type.code;
    const { type: value } = messageNames({ code });
    const size = isList ? SLICE : POINTER;
    const plain = { isEnum: false, isList, isPointer: false, isNilable: true };
    return { ...plain, type: isList ? `[]*${value}` : `*${value}`, value, method: undefined, slab: undefined, size };
  }
  const { method, size } = SCALARS[type.kind === "enum" ? "int32" : type.scalar];
  const value = valueType(type);
  const isBytes = method === "bytes";
  const isEnum = type.kind === "enum";
  const isPointer = label === "optional" && !isBytes;
  return {
    ...{ value, method, slab: isEnum || isBytes ? undefined : `${value}s`, isEnum, isList, isPointer },
    type: isList ? `[]${value}` : isPointer ? `*${value}` : value,
    isNilable: isPointer || (isBytes && label === "optional"),
    size: isList ? SLICE : isPointer ? POINTER : size,
  };
}

/** Returns the type of a scalar or an enum. */
export function valueType(type: Exclude<ValuePlan, { readonly kind: "message" }>): string {
  return type.kind === "enum" ? enumNames(type).type : SCALARS[type.scalar].type;
}

export function deprecation({ deprecated }: { readonly deprecated: boolean }): string[] {
  return deprecated ? ["", "Deprecated: the schema marks it so."] : [];
}
