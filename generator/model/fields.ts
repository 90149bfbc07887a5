import type { Field } from "./model.ts";

/*
 * What a field must be for a layout to name it.
 */

type Typed = Pick<Field, "label" | "type">;

/** Whether a condition can ask it. */
export function isBoolean({ label, type }: Typed): boolean {
  return label !== "repeated" && type.kind === "scalar" && type.scalar === "bool";
}

/** Whether it can say a length. */
export function isInteger({ label, type }: Typed): boolean {
  return label !== "repeated" && type.kind === "scalar" && /int|fixed/.test(type.scalar);
}

/** Whether it can tell the version of the format. */
export function isVersion({ label, type }: Typed): boolean {
  return label !== "repeated" && type.kind === "scalar" && /int32/.test(type.scalar);
}
