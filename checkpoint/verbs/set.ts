import type { Draft } from "../draft/draft.ts";
import { valueIn } from "../draft/slots.ts";
import type { Given } from "./given.ts";
import { resolve, type Target } from "./resolve.ts";
import { elementFor, valueFor } from "./value.ts";

export async function set(draft: Draft, given: Given): Promise<void> {
  for (const [path, value] of given.entries()) {
    for (const target of await resolve(draft, path)) draft.set(target.slot, valueAt(target, value, path));
  }
}

function valueAt({ slot, index }: Target, given: Given, path: string): unknown {
  const { schema } = slot;
  const value = given.any();
  if (value === null) {
    if (schema.label === "required") throw given.error(`${schema.name} is required`);
    return schema.label === "repeated" ? [] : undefined;
  }
  if (index === undefined) return valueFor(schema, value, path);
  const list = [...((valueIn(slot) ?? []) as unknown[])];
  list[index] = elementFor(schema, value, path);
  return list;
}
