import type { Enum, FieldType, Message } from "../model/model.ts";
import type { Format } from "./format.ts";

/** The two formats, and which messages and enums of the old one are called otherwise in the new one. */
export interface Context {
  readonly before: Format;
  readonly after: Format;
  /** New names of messages and enums by their old ones. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Holds two formats side by side. */
export function contextOf(before: Format, after: Format): Context {
  const messages = renames(before.messages, after.messages, signatureOfMessage);
  const enums = renames(before.enums, after.enums, signatureOfEnum);
  return { before, after, renamed: new Map([...messages, ...enums]) };
}

/** What a name of the old format is in the new one. */
export function currentName(name: string, { renamed }: Context): string {
  return renamed.get(name) ?? name;
}

/** Pairs what is gone with what is new where both say the same, and nothing else that is gone or new does. */
export function renames<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  signature: (thing: T) => string,
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

/** Things by what `key` says of them, in order. */
export function grouped<T>(all: readonly T[], key: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of all) {
    const group = groups.get(key(thing));
    if (group === undefined) groups.set(key(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}

/** All that a message says, but for its own name and those of its types, which may have been renamed with it. */
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
