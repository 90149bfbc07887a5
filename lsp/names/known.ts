import { enumsOf, fullName, messagesOf } from "../../generator/load/proto/walk.ts";
import type { ProtoSyntax } from "../../generator/load/protos.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Span } from "../text/span.ts";
import type { NameKind, Occurrence } from "./name.ts";

/** All names of a schema that others can refer to. */
export interface KnownNames {
  /** Kinds of the names that .proto files declare. */
  readonly protos: ReadonlyMap<string, NameKind>;
  readonly images: ReadonlySet<string>;
  readonly maps: ReadonlySet<string>;
  readonly dicts: ReadonlySet<string>;
  /** The only field that uses codes of a dictionary, by `dict.field`. */
  readonly ofCodes: ReadonlyMap<string, string>;
  /** Messages of images' entries, and of fields. */
  readonly entries: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
}

export function knownNames({ files }: ProtoSyntax, model: Model): KnownNames {
  const protos = new Map<string, NameKind>();
  for (const file of files) {
    for (const { path, fields } of messagesOf(file)) {
      protos.set(fullName(file, path), "message");
      for (const field of fields) protos.set(fullName(file, field.path), "field");
    }
    for (const { path, values } of enumsOf(file)) {
      protos.set(fullName(file, path), "enum");
      for (const { name } of values) protos.set(`${fullName(file, path)}.${name.text}`, "value");
    }
  }
  return {
    protos,
    images: new Set(model.images.map(({ name }) => name)),
    maps: new Set(model.display.flags.keys()),
    dicts: new Set(model.display.dicts.keys()),
    ofCodes: ofCodes(model),
    entries: new Map(model.images.map(({ name, layout }) => [name, layout.entries?.message ?? ""])),
    types: typesOf(model),
  };
}

/** Returns whether two schemas have the same names, in the same order. */
export function hasSameNames(one: KnownNames, other: KnownNames): boolean {
  return textOf(one) === textOf(other);
}

function textOf(known: KnownNames): string {
  return JSON.stringify(Object.values(known).map((names: Iterable<unknown>) => [...names]));
}

function typesOf({ messages }: Model): Map<string, string> {
  return new Map(
    messages.flatMap((message) =>
      message.fields.flatMap(({ name, type }): [string, string][] =>
        type.kind === "message" ? [[`${message.name}.${name}`, type.name]] : [],
      ),
    ),
  );
}

function ofCodes({ messages }: Model): Map<string, string> {
  const users = new Map<string, string[]>();
  for (const { name: owner, fields } of messages) {
    for (const { name, display } of fields) {
      if (display.dict === undefined) continue;
      const key = `${display.dict}.${name}`;
      users.set(key, [...(users.get(key) ?? []), `${owner}.${name}`]);
    }
  }
  return new Map([...users].flatMap(([key, fields]) => (fields.length === 1 ? [[key, fields[0] ?? ""]] : [])));
}

/** Yields the parts of a path such as `package.message.field` that are names, each with its span. */
export function* namesInPath(path: string, from: number, { protos }: KnownNames): Generator<Occurrence> {
  for (const part of path.matchAll(/\w+/g)) {
    const name = path.slice(0, part.index + part[0].length);
    const kind = protos.get(name);
    if (kind !== undefined) yield reference(kind, name, { from: from + part.index, to: from + name.length });
  }
}

export function reference(kind: NameKind, name: string, { from, to }: Span): Occurrence {
  return { kind, name, from, to, isDeclaration: false };
}

export function declaration(kind: NameKind, name: string, { from, to }: Span): Occurrence {
  return { kind, name, from, to, isDeclaration: true };
}
