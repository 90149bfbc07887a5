import type { FieldSchema, PartSchema } from "criu-images/schema";
import { FORMAT } from "../relations/format.ts";
import { beside } from "./beside.ts";
import { type Owned, type Owner, type Slot, valueIn } from "./slots.ts";

/** Lists the values that must change with another one: fields that must equal it, and the length of an extra. */
export function followersOf(slot: Slot, value: unknown): [Slot, unknown][] {
  const equal = equalTo(slot).map((one): [Slot, unknown] => [one, value]);
  const length = lengthOf(slot, value);
  return length === undefined ? equal : [...equal, length];
}

/** Lists the present fields that must equal a field, which relations name from a message around it. */
function equalTo(slot: Slot): Slot[] {
  return slot.owners.flatMap((around, depth) => {
    const { message } = around;
    for (const { name } of message?.fields ?? []) {
      const paths = FORMAT.equal[`${message?.name}.${name}`];
      if (paths === undefined) continue;
      const group = [name, ...paths].flatMap((path) => slotAt(slot, depth, path) ?? []);
      if (group.some((one) => isSameField(one, slot))) return group.filter((one) => !isSameField(one, slot));
    }
    return [];
  });
}

const isSameField = (a: Slot, b: Slot): boolean =>
  a.owners.at(-1)?.owner === b.owners.at(-1)?.owner && a.property === b.property;

/** Returns the field at the end of a path that begins in a message around a slot; `undefined` if it is absent. */
function slotAt(slot: Slot, depth: number, path: string): Slot | undefined {
  const owners = slot.owners.slice(0, depth + 1);
  const names = path.split(".");
  const last = names.pop() ?? "";
  for (const name of names) {
    const next = inner(owners.at(-1), name);
    if (next === undefined) return undefined;
    owners.push(next);
  }
  const { message } = owners.at(-1) ?? {};
  const schema = message?.fields.find(({ name }) => name === last);
  if (schema === undefined) return undefined;
  const found = { ...slot, owners, path: pathTo(slot, depth, path), property: schema.property, schema };
  return valueIn(found) === undefined ? undefined : { ...found, field: `${message?.name}.${last}` };
}

function inner(own: Owned | undefined, name: string): Owned | undefined {
  const field = own?.message?.fields.find((one) => one.name === name);
  if (own === undefined || field?.type.kind !== "message" || field.label === "repeated") return undefined;
  const owner = own.owner[field.property];
  return owner === undefined ? undefined : { owner: owner as Owner, message: field.type.message() };
}

/** Returns the path from the entry of a field that lies in a message around a slot. */
function pathTo({ path, owners }: Slot, depth: number, below: string): string {
  const steps = path.split(".");
  return [...steps.slice(0, steps.length - (owners.length - depth)), below].join(".");
}

/** Returns the field with the length of an extra, and its value. */
function lengthOf(slot: Slot, value: unknown): [Slot, unknown] | undefined {
  const { schema } = slot;
  if (schema === undefined || !isPart(schema)) return undefined;
  const field = beside(slot, schema.length);
  const length = (value as { readonly length: number } | undefined)?.length ?? 0;
  return [field, isWide(field.schema) ? BigInt(length) : length];
}

const isPart = (schema: FieldSchema | PartSchema): schema is PartSchema => "length" in schema;

/** Tells whether values of a field are bigints. */
function isWide({ type }: FieldSchema): boolean {
  return type.kind === "scalar" && /64$/.test(type.scalar);
}
