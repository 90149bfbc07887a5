import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import { enumNames, mapEntryCode, messageNames } from "./names.ts";

/** A field in the layout of a message, which CRIU's JSON needs. */
export interface FieldLayoutView {
  readonly number: number;
  readonly name: string;
  /** Constant of the runtime for its type. */
  readonly kind: string;
  /** Other properties of the layout: names, and expressions. */
  readonly properties: Readonly<Record<string, string>>;
}

export function layoutViews(message: MessagePlan): FieldLayoutView[] {
  return message.fields.map((field) => ({
    number: field.number,
    name: field.name,
    kind: kindOf(field),
    properties: {
      ...(field.label === "optional" ? {} : { label: field.label }),
      ...(field.packed?.isWritten === true && { packed: "true" }),
      ...(field.oneof === undefined ? {} : { oneof: JSON.stringify(field.oneof) }),
      ...typeOf(message, field),
      ...defaultOf(field),
      ...(field.display.conv === undefined ? {} : { quoted: "true" }),
    },
  }));
}

function kindOf({ type }: FieldPlan): string {
  const name = type.kind === "scalar" ? type.scalar : type.kind === "enum" ? "enum" : "message";
  return `kind${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function typeOf(message: MessagePlan, { type, inSchema }: FieldPlan): Record<string, string> {
  if (type.kind === "enum") return { enum: enumNames(type).values };
  if (type.kind === "message") return { message: messageNames(type).layout };
  if (type.kind === "map") return { message: messageNames({ code: mapEntryCode(message, inSchema) }).layout };
  return {};
}

/** Returns the default of an integer or a boolean, which can be a length field or a condition. */
function defaultOf({ type, default: value }: FieldPlan): Record<string, string> {
  if (type.kind !== "scalar") return {};
  if (typeof value === "boolean") return value ? { otherwise: "1" } : {};
  if (typeof value !== "bigint" && !Number.isSafeInteger(value)) return {};
  return { otherwise: String(BigInt.asIntN(64, BigInt(value as number | bigint))) };
}
