import { integerOf } from "../../generator/load/proto/integer.ts";
import type { CriuDisplay } from "../../generator/model/model.ts";
import type { CriuTree } from "../criu/tree.ts";
import { type ProtoBlock, parseProtoFile } from "./proto-file.ts";
import type { ProtoTexts } from "./protos.ts";

/** Names in the order of the source; those of fields and values by their owner. */
export interface Names {
  readonly magics: readonly string[];
  readonly images: readonly string[];
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly enum_values: ReadonlyMap<string, readonly string[]>;
  /** Names of bits and codes, by their map, `dict.field` or `message.field`. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** Collects all names of a source tree; magics have the names of their macros. */
export function namesOfTree({ magics, images, protos, display }: CriuTree): Names {
  const owners = [...protos.values()].flatMap(membersOf);
  const of = (word: string): Map<string, readonly string[]> =>
    new Map(owners.filter((owner) => owner.word === word).map(({ path, members }) => [path, [...members.keys()]]));
  return {
    magics: magics.map(({ name }) => (name.startsWith("CRTOOLS_IMAGES_") ? name : `${name}_MAGIC`)),
    images: images.map(({ name }) => name),
    fields: of("message"),
    enum_values: of("enum"),
    names: namesOfNumbers(display),
  };
}

/** Collects the names of bits and codes, except those that need quotes in a YAML list. */
function namesOfNumbers({ flags, dicts, more }: CriuDisplay): Map<string, readonly string[]> {
  const bits = [...flags, ...more].map(([key, all]): [string, string[]] => [key, all.map(({ name }) => name)]);
  const codes = [...dicts].flatMap(([dict, fields]) =>
    [...fields].map(([field, all]): [string, string[]] => [`${dict}.${field}`, [...all.values()]]),
  );
  const names = new Map<string, string[]>();
  for (const [key, all] of [...bits, ...codes]) {
    const plain = all.filter((name) => /^\w+$/.test(name));
    if (plain.length > 0) names.set(key, [...new Set([...(names.get(key) ?? []), ...plain])]);
  }
  return names;
}

/** Returns the fields of .proto files as `required uint32 = 2`, by `message.field`. */
export function fieldShapes(protos: ProtoTexts): Map<string, string> {
  const owners = [...protos.values()].flatMap(membersOf).filter(({ word }) => word === "message");
  return new Map(
    owners.flatMap(({ path, members }) => [...members].map(([name, shape]) => [`${path}.${name}`, shape])),
  );
}

/** Returns the numbers of all fields and of all values of enums, by `owner.member`. */
export function numbersOf(protos: ProtoTexts): Map<string, string> {
  const owners = [...protos.values()].flatMap(membersOf);
  const number = (shape: string): string => /= (\S+)$/.exec(shape)?.[1] ?? "";
  return new Map(
    owners.flatMap(({ path, members }) => [...members].map(([name, shape]) => [`${path}.${name}`, number(shape)])),
  );
}

interface Owner {
  readonly word: string;
  readonly path: string;
  readonly members: ReadonlyMap<string, string>;
}

function membersOf(text: string): Owner[] {
  return parseProtoFile(text).chunks.flatMap(({ item }) => (item.kind === "block" ? ownersIn(item, "") : []));
}

function ownersIn(block: ProtoBlock, within: string): Owner[] {
  const path = `${within}${block.name}`;
  const fields = block.items.filter((item) => item.kind === "field");
  const members = new Map(
    fields.map(({ label, type, name, number }) => [name, `${label} ${type} = ${integerOf(number) ?? number}`.trim()]),
  );
  const inner = block.items.flatMap((item) => (item.kind === "block" ? ownersIn(item, `${path}.`) : []));
  return [{ word: block.word, path, members }, ...inner];
}
