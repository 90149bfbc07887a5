import protobuf from "protobufjs";
import type { Enum, Field, FieldType, Message } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { displayOf } from "./proto/display-options.ts";
import { isTrue, optionNamed } from "./proto/known-options.ts";
import type { LinkedFiles } from "./proto/link.ts";
import { plainName } from "./proto/plain.ts";
import type { EnumNode, FieldNode, MessageNode, ProtoFile } from "./proto/tree.ts";
import type { Type } from "./proto/types.ts";
import { enumsOf, fullName, messagesOf } from "./proto/walk.ts";

/** Declarations of .proto files. */
export interface Declared {
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
}

/** A file, with the declarations that protobufjs parsed from its plain text. */
export interface ReadFile {
  readonly file: ProtoFile;
  readonly root: protobuf.Root;
}

interface Context {
  readonly linked: LinkedFiles;
  readonly problems: Problem[];
  readonly file: ProtoFile;
  readonly messages: ReadonlyMap<string, MessageNode>;
  readonly enums: ReadonlyMap<string, EnumNode>;
}

/** Converts the declarations of protobufjs into messages and enums of the model, in the order of the files. */
export function convert({ file, root }: ReadFile, linked: LinkedFiles, problems: Problem[]): Declared {
  const isLeft = (node: MessageNode | EnumNode): boolean => !linked.faults.isRefused(file, node);
  const context: Context = {
    linked,
    problems,
    file,
    messages: new Map([...messagesOf(file)].filter(isLeft).map((node) => [plainName(node.path), node])),
    enums: new Map([...enumsOf(file)].filter(isLeft).map((node) => [plainName(node.path), node])),
  };
  const all = collect(root);
  return {
    messages: all.filter((type) => type instanceof protobuf.Type).flatMap((type) => toMessage(type, context)),
    enums: all.filter((type) => type instanceof protobuf.Enum).flatMap((type) => toEnum(type, context)),
  };
}

function collect(within: protobuf.NamespaceBase): protobuf.ReflectionObject[] {
  return within.nestedArray.flatMap((child) =>
    child instanceof protobuf.Namespace ? [child, ...collect(child)] : [child],
  );
}

function pathOf(object: protobuf.ReflectionObject): string {
  return object.fullName.replace(/^\./, "");
}

function toMessage(type: protobuf.Type, context: Context): Message[] {
  const node = context.messages.get(pathOf(type));
  if (node === undefined) return [];
  const fields = new Map(node.fields.map((field) => [plainName(field.name.text), field]));
  return [
    {
      name: fullName(context.file, node.path),
      comment: type.comment ?? "",
      ...(isTrue(node, "deprecated") && { deprecated: true as const }),
      fields: type.fieldsArray
        .flatMap((field) => toField(field, fields.get(field.name), context))
        .sort((a, b) => a.number - b.number),
      at: node.name.at,
    },
  ];
}

function toEnum(from: protobuf.Enum, { enums, file }: Context): Enum[] {
  const node = enums.get(pathOf(from));
  if (node === undefined) return [];
  const words = new Map(node.values.map(({ name }) => [plainName(name.text), name]));
  const values = Object.entries(from.values).map(([name, number]) => ({
    name: words.get(name)?.text ?? name,
    number,
    comment: from.comments[name] ?? "",
    at: words.get(name)?.at ?? node.name.at,
  }));
  return [{ name: fullName(file, node.path), comment: from.comment ?? "", values, at: node.name.at }];
}

function toField(field: protobuf.Field, node: FieldNode | undefined, context: Context): Field[] {
  if (node === undefined) return [];
  const { type, default: value } = context.linked.fields.get(node) ?? { type: undefined };
  return [
    {
      name: node.name.text,
      number: field.id,
      label: labelOf(field),
      type: toType(field, type),
      packed: isPacked(node, context),
      ...(node.oneof !== undefined && { oneof: node.oneof.name.text }),
      ...(value !== undefined && { default: value }),
      comment: field.comment ?? "",
      ...(isTrue(node, "deprecated") && { deprecated: true as const }),
      display: displayOf(node, context.problems),
      at: node.name.at,
    },
  ];
}

/** Returns the label as written: protobufjs fills in `required` only when it resolves a whole root. */
function labelOf(field: protobuf.Field): Field["label"] {
  if (field instanceof protobuf.MapField) return "repeated";
  return field.rule === "required" || field.rule === "repeated" ? field.rule : "optional";
}

/** Returns whether a list is packed: if its option says so, otherwise in proto3 only. */
function isPacked(node: FieldNode, { file }: Context): boolean {
  return optionNamed(node, "packed") === undefined ? file.syntax?.text === "proto3" : isTrue(node, "packed");
}

/** Returns the model's type of a field. An unknown type becomes bytes: it is reported elsewhere. */
function toType(field: protobuf.Field, type: Type): FieldType {
  const value: Exclude<FieldType, { kind: "map" }> =
    type === undefined
      ? { kind: "scalar", scalar: "bytes" }
      : type.kind === "scalar"
        ? type
        : { kind: type.node.kind, name: type.name };
  if (!(field instanceof protobuf.MapField)) return value;
  return { kind: "map", key: field.keyType as Extract<FieldType, { kind: "map" }>["key"], value };
}
