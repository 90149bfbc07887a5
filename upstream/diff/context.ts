import type { Format } from "../../generator/model/format/format.ts";
import { grouped } from "../../generator/model/grouped.ts";
import type { Enum, FieldType, Message } from "../../generator/model/model.ts";
import { placingMessages } from "../../generator/model/places.ts";

/** Two formats, and the renamed messages and enums. */
export interface Context {
  readonly before: Format;
  readonly after: Format;
  /** New names of messages and enums by their old ones. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Images with bytes that the fields of each new message place. */
  readonly placing: ReadonlyMap<string, readonly string[]>;
}

/** Finds the renamed messages and enums of two formats. */
export function contextOf(before: Format, after: Format): Context {
  const messages = renames(before.messages, after.messages, signatureOfMessage);
  const enums = renames(before.enums, after.enums, signatureOfEnum);
  const placing = placingMessages(after.messages, after.places ?? new Map());
  return { before, after, renamed: new Map([...messages, ...enums]), placing };
}

/** Returns the name in the new format of a message or an enum of the old one. */
export function currentName(name: string, { renamed }: Context): string {
  return renamed.get(name) ?? name;
}

/**
 * Pairs a removed definition with an added one if they share a signature that no other removed or added definition has.
 */
export function renames<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  signature: (definition: T) => string,
): Map<string, string> {
  const without = (all: readonly T[], others: readonly T[]): T[] => {
    const names = new Set(others.map(({ name }) => name));
    return all.filter(({ name }) => !names.has(name));
  };
  const gone = grouped(without(before, after), signature);
  const fresh = grouped(without(after, before), signature);
  const pairs = [...gone].flatMap(([key, [old, ...more]]): [string, string][] => {
    const [other, ...others] = fresh.get(key) ?? [];
    const isOne = key !== "" && more.length === 0 && others.length === 0;
    return isOne && old !== undefined && other !== undefined ? [[old.name, other.name]] : [];
  });
  return new Map(pairs);
}

/** Writes the fields of a message without the names of their types: these may have been renamed with the message. */
function signatureOfMessage({ fields }: Message): string {
  return fields.map(({ number, name, label, type }) => `${number} ${name} ${label} ${shape(type)}`).join("\n");
}

function shape(type: FieldType): string {
  if (type.kind === "map") return `map<${type.key}, ${shape(type.value)}>`;
  return type.kind === "scalar" ? type.scalar : type.kind;
}

function signatureOfEnum({ values }: Enum): string {
  return values.map(({ name, number }) => `${number} ${name}`).join("\n");
}
