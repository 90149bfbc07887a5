import type { FieldSchema } from "criu-images/schema";
import { type Slot, valueIn } from "./slots.ts";

/**
 * Returns another field of the same message; it may be absent.
 *
 * @throws {TypeError} if the message has no such field
 */
export function beside(slot: Slot, name: string): Slot & { readonly schema: FieldSchema } {
  const message = slot.owners.at(-1)?.message;
  const schema = message?.fields.find((one) => one.name === name);
  if (message === undefined || schema === undefined) throw new TypeError(`${slot.field} has no ${name} beside it`);
  const path = [...slot.path.split(".").slice(0, -1), name].join(".");
  return { ...slot, field: `${message.name}.${name}`, path, schema, property: schema.property };
}

/** Returns the value of another field of the same message. */
export function valueBeside(slot: Slot, name: string): unknown {
  return valueIn(beside(slot, name));
}
