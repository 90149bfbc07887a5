import type { FieldSchema, MessageSchema } from "criu-images/schema";
import type { Spot } from "./side.ts";

/** A decoded message, entry or image. */
export type Owner = Readonly<Record<string, unknown>>;

/** Returns the elements of a list; none if it is absent. An array is not copied. */
export function listOf<T>(value: unknown): readonly T[] {
  if (Array.isArray(value)) return value as readonly T[];
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<T>) : [];
}

/** Appends a step to a path: a name, or an index in brackets. */
export function joinPath(path: string, step: string): string {
  return path === "" || step.startsWith("[") ? path + step : `${path}.${step}`;
}

/** Returns the place of a field, or of a message in it. */
export function below(spot: Spot, step: string): Spot {
  return { ...spot, path: joinPath(spot.path, step) };
}

/** Returns the value at the end of a path of fields, its field, and the message with it. */
export function valueAt(
  owner: Owner,
  schema: MessageSchema,
  path: string,
): { readonly value: unknown; readonly field: FieldSchema; readonly schema: MessageSchema } | undefined {
  const [name = "", ...rest] = path.split(".");
  const field = schema.fields.find((one) => one.name === name);
  const value = field && owner[field.property];
  if (field === undefined || value === undefined) return undefined;
  if (rest.length === 0) return { value, field, schema };
  if (field.type.kind !== "message" || field.label === "repeated") return undefined;
  return valueAt(value as Owner, field.type.message(), rest.join("."));
}

/** Returns the bytes of the fields that a message does not declare. */
export function unknownBytes(owner: Owner): readonly Uint8Array[] | undefined {
  const unknown = owner["$unknown"] as readonly { readonly bytes: Uint8Array }[] | undefined;
  return unknown?.map(({ bytes }) => bytes);
}

/** Tells whether a value is absent, 0, false or empty. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === 0 || value === 0n || value === false || value === "") return true;
  if (typeof value !== "object" || value === null) return false;
  if ("length" in value) return value.length === 0 || listOf(value).every(isEmpty);
  return Object.values(value).every(isEmpty);
}

/** Tells whether two decoded values are equal. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (ArrayBuffer.isView(a) || Array.isArray(a)) {
    const [as, bs] = [a as ArrayLike<unknown>, b as ArrayLike<unknown>];
    if (as.length !== bs.length) return false;
    for (let i = 0; i < as.length; i++) if (!isEqual(as[i], bs[i])) return false;
    return true;
  }
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return keys.length === others.length && keys.every((key) => isEqual((a as Owner)[key], (b as Owner)[key]));
}
