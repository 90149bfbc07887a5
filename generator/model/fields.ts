import type { Field } from "./model.ts";

/*
 * Requirements on the fields that a layout names.
 */

type Typed = Pick<Field, "label" | "type">;

/** Returns whether a field can be that of a condition. */
export function isBoolean({ label, type }: Typed): boolean {
  return label !== "repeated" && type.kind === "scalar" && type.scalar === "bool";
}

/** Returns whether a field can be a length field. */
export function isInteger({ label, type }: Typed): boolean {
  return label !== "repeated" && type.kind === "scalar" && /int|fixed/.test(type.scalar);
}

/** Returns whether a field can hold the version of the format. */
export function isVersion({ label, type }: Typed): boolean {
  return label !== "repeated" && type.kind === "scalar" && /int32/.test(type.scalar);
}
