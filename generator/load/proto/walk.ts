import { join } from "./parse-fields.ts";
import type {
  Block,
  Declaration,
  EnumNode,
  ExtendNode,
  FieldNode,
  MessageNode,
  OptionNode,
  ProtoFile,
} from "./tree.ts";

/** Returns the full name of a declaration: the package, then its path. */
export function fullName(file: ProtoFile, path: string): string {
  return join(file.package?.text ?? "", path);
}

/** Yields all messages of a file, or in a message, outer ones first. */
export function* messagesOf(within: Pick<ProtoFile, "messages">): Generator<MessageNode> {
  for (const message of within.messages) {
    yield message;
    yield* messagesOf(message);
  }
}

export function* enumsOf(file: ProtoFile): Generator<EnumNode> {
  yield* file.enums;
  for (const { enums } of messagesOf(file)) yield* enums;
}

export function* extendsOf(file: ProtoFile): Generator<ExtendNode> {
  yield* file.extends;
  for (const message of messagesOf(file)) yield* message.extends;
}

/** A field, with its message or the `extend` block that declares it. */
export interface FoundField {
  readonly field: FieldNode;
  readonly extend?: ExtendNode;
  readonly owner?: MessageNode;
}

export function* fieldsOf(file: ProtoFile): Generator<FoundField> {
  for (const owner of messagesOf(file)) for (const field of owner.fields) yield { field, owner };
  for (const extend of extendsOf(file)) for (const field of extend.fields) yield { field, extend };
}

/** Yields the direct declarations of a file or a message, in order. */
export function* childrenOf(within: ProtoFile | MessageNode): Generator<Declaration> {
  yield* within.messages;
  for (const node of within.enums) {
    yield node;
    yield* node.values;
  }
  if ("fields" in within) {
    yield* within.fields;
    yield* within.oneofs;
  } else {
    for (const service of within.services) {
      yield service;
      yield* service.methods;
    }
  }
  for (const extend of within.extends) yield* extend.fields;
}

/** Yields the blocks with statements for protobufjs: the file, messages, enums and oneofs. */
export function* blocksOf(file: ProtoFile): Generator<Block> {
  yield file;
  for (const message of messagesOf(file)) {
    yield message;
    yield* message.oneofs;
  }
  yield* enumsOf(file);
}

/** Yields the full names of a declaration and all nested ones. */
export function* namesIn(file: ProtoFile, node: Declaration): Generator<string> {
  yield fullName(file, node.path);
  if (node.kind === "message") for (const child of childrenOf(node)) yield* namesIn(file, child);
}

/** Options of a declaration, the kind of `google.protobuf` options that declares them, and the scope of their names. */
export interface FoundOptions {
  readonly options: readonly OptionNode[];
  readonly kind: string;
  readonly scope: string;
}

const KINDS: Readonly<Record<Declaration["kind"], string>> = {
  message: "Message",
  field: "Field",
  oneof: "Oneof",
  enum: "Enum",
  value: "EnumValue",
  service: "Service",
  method: "Method",
};

/** Yields all options of a file. */
export function* optionsOf(file: ProtoFile): Generator<FoundOptions> {
  yield { options: file.options, kind: "File", scope: fullName(file, "option") };
  yield* optionsIn(file, file);
  for (const message of messagesOf(file)) {
    yield* optionsIn(file, message);
    const scope = fullName(file, message.path);
    for (const { options = [] } of message.extensions) yield { options, kind: "ExtensionRange", scope };
  }
}

function* optionsIn(file: ProtoFile, within: ProtoFile | MessageNode): Generator<FoundOptions> {
  for (const node of childrenOf(within)) {
    yield { options: node.options, kind: KINDS[node.kind], scope: fullName(file, node.path) };
  }
}
