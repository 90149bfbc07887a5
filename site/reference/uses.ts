import { onceFor } from "../../generator/model/memo.ts";
import type { FieldType, Model } from "../../generator/model/model.ts";
import { messagesOf } from "../../generator/model/walk.ts";

/** Users of a message or an enum. */
interface Uses {
  /** Images whose layout names it. */
  readonly images: readonly string[];
  /** Fields of its type, as `message.field`. */
  readonly fields: readonly string[];
}

const tableOf = onceFor((model: Model) => {
  const table = new Map<string, { images: Set<string>; fields: Set<string> }>();
  const of = (name: string) => {
    const found = table.get(name) ?? { images: new Set(), fields: new Set() };
    table.set(name, found);
    return found;
  };
  for (const image of model.images) for (const { message } of messagesOf(image)) of(message).images.add(image.name);
  for (const { name, fields } of model.messages) {
    for (const field of fields) {
      const type = namedType(field.type);
      if (type !== undefined) of(type.name).fields.add(`${name}.${field.name}`);
    }
  }
  return table;
});

/** Returns the users of a message or an enum. */
export function usesOf(model: Model, name: string): Uses {
  const found = tableOf(model).get(name);
  return { images: [...(found?.images ?? [])], fields: [...(found?.fields ?? [])] };
}

/** Returns the message or enum of a type, also that of a map's values. */
export function namedType(type: FieldType): { readonly kind: "message" | "enum"; readonly name: string } | undefined {
  if (type.kind === "map") return namedType(type.value);
  return type.kind === "scalar" ? undefined : type;
}
