import type { Field, Message, Model } from "../model/model.ts";
import { fieldName } from "../model/modules.ts";
import { type DisplayPlan, planDisplay } from "./display.ts";
import { paragraphs, since } from "./docs.ts";
import { type Reference, referenceTo } from "./reference.ts";
import { planType, type TypePlan, tagOf } from "./types.ts";

export interface MessagePlan extends Reference {
  /** File of the schema that declares it. */
  readonly source: string;
  readonly doc: readonly string[];
  readonly deprecated: boolean;
  readonly fields: readonly FieldPlan[];
  /** Oneofs in the order of their first fields, each with the names of its fields. */
  readonly oneofs: readonly { readonly name: string; readonly fields: readonly string[] }[];
}

export interface FieldPlan {
  /** Name in generated code and in JSON. */
  readonly name: string;
  readonly inSchema: string;
  readonly number: number;
  readonly label: Field["label"];
  readonly type: TypePlan;
  /** Number and wire type, as before each value. */
  readonly tag: number;
  /** Tag of a packed list, if the field may be one; `isWritten` if it is written so. */
  readonly packed: { readonly tag: number; readonly isWritten: boolean } | undefined;
  readonly oneof: string | undefined;
  readonly default: Field["default"];
  readonly doc: readonly string[];
  /** First release with the field, as a sentence; empty if all releases have it. */
  readonly since: string;
  readonly deprecated: boolean;
  readonly display: DisplayPlan;
}

/** Plans a message: the fields of its codec, and their texts. */
export function planMessage(model: Model, message: Message): MessagePlan {
  const fields = message.fields.map((field) => planField(model, message, field));
  return {
    ...referenceTo(model, message.name),
    source: message.at.file,
    doc: paragraphs(message.comment, `The message \`${message.name}\`.`),
    deprecated: message.deprecated === true,
    fields,
    oneofs: oneofsOf(fields),
  };
}

function planField(model: Model, message: Message, field: Field): FieldPlan {
  const { name, number, label, packed, oneof, comment } = field;
  const type = planType(model, field.type);
  const isPackable = label === "repeated" && type.kind !== "map" && type.wire !== 2;
  return {
    ...{ number, label, type, oneof, default: field.default },
    name: fieldName(model, message.name, name),
    inSchema: name,
    tag: tagOf(number, type),
    packed: isPackable ? { tag: tagOf(number, { wire: 2 }), isWritten: packed } : undefined,
    doc: paragraphs(comment, ""),
    since: since(model, model.history.fields.get(`${message.name}.${name}`)),
    deprecated: field.deprecated === true,
    display: planDisplay(model, field),
  };
}

function oneofsOf(fields: readonly FieldPlan[]): MessagePlan["oneofs"] {
  const oneofs = new Map<string, string[]>();
  for (const { name, oneof } of fields) {
    if (oneof !== undefined) oneofs.set(oneof, [...(oneofs.get(oneof) ?? []), name]);
  }
  return [...oneofs].map(([name, members]) => ({ name, fields: members }));
}
