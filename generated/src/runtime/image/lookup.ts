// Copied by critgen 0.1.0 from its runtime: do not edit.

import { fieldsOf } from "../wire/fields.ts";
import type { FieldLayout, MessageLayout, ScalarField } from "../wire/layout.ts";
import { type NumberType, readNumber, type WireNumber } from "../wire/numbers.ts";
import { createReader } from "../wire/reader.ts";
import { eachField } from "../wire/walk.ts";
import type { Condition, ExtraLayout, PartLayout } from "./layout.ts";

/**
 * Returns the value of a number field in the bytes of a message, or its default if the field is absent; booleans are 0
 * or 1.
 */
export function numberIn(layout: MessageLayout, bytes: Uint8Array, name: string, image: string): number | bigint {
  const field = fieldsOf(layout).byName.get(name);
  if (field === undefined || !isNumber(field.layout)) return 0;
  const { type, default: otherwise } = field.layout;
  let value = typeof otherwise === "boolean" ? Number(otherwise) : (otherwise ?? 0);
  const r = createReader(bytes, image);
  const scratch: WireNumber = { canonical: true };
  eachField(r, (tag) => {
    if (tag === field.tag) value = readNumber(scratch, r, type, name);
  });
  return value;
}

function isNumber(field: FieldLayout): field is ScalarField & { readonly type: NumberType } {
  return field.type !== "message" && field.type !== "enum" && field.type !== "string" && field.type !== "bytes";
}

/** A message whose fields tell the lengths and conditions of the parts after it. */
export interface Owner {
  readonly layout: MessageLayout;
  readonly bytes: Uint8Array;
}

/** Returns the length of a part, or the number of its messages. */
export function lengthOf({ layout, bytes }: Owner, part: PartLayout, image: string): number | bigint {
  return numberIn(layout, bytes, "run" in part ? part.length : part.count, image);
}

/** Evaluates a condition on a message; an absent condition is true. */
export function holds({ layout, bytes }: Owner, condition: Condition | undefined, image: string): boolean {
  return condition === undefined || (numberIn(layout, bytes, condition.field, image) === 1) === condition.is;
}

/** Returns whether a message has an extra; one with named parts is always there. */
export function hasExtra(owner: Owner, extra: ExtraLayout, image: string): boolean {
  return "parts" in extra || holds(owner, extra.when, image);
}
