import type { Skipped } from "../../model/model.ts";
import type { Problem } from "../../model/problem.ts";
import { declareNames } from "./declare.ts";
import { checkEnum } from "./enums.ts";
import { checkExtend, type Extended, isOptions } from "./extends.ts";
import { Faults } from "./faults.ts";
import { checkDefault, checkEnumUse, checkLabel, checkPacked } from "./fields.ts";
import { createTogether, type Files, linkImports } from "./imports.ts";
import { checkMessage } from "./messages.ts";
import type { OptionContext } from "./option-context.ts";
import { checkOptions } from "./options.ts";
import { checkService } from "./services.ts";
import { Symbols } from "./symbols.ts";
import type { FieldNode, MessageNode, ProtoFile } from "./tree.ts";
import { type Context, checkKey, resolveType, type Type } from "./types.ts";
import { enumsOf, extendsOf, fieldsOf, fullName, messagesOf } from "./walk.ts";

/** A field's type, and its default if it has one. */
interface Linked {
  readonly type: Type;
  readonly default?: number | bigint | boolean | string;
}

/** Files with resolved names, and their faults. */
export interface LinkedFiles {
  readonly fields: ReadonlyMap<FieldNode, Linked>;
  readonly faults: Faults;
  /** Types of the options that the files declare. */
  readonly options: readonly string[];
  readonly skipped: readonly Skipped[];
}

/**
 * Resolves all names of a set of files as protoc does, and refuses all that protoc refuses.
 *
 * @param own the files of the schema; the others are Google's, and have no faults
 */
export function link(
  files: Files,
  own: readonly ProtoFile[],
  isLost: Context["isLost"],
  problems: Problem[],
): LinkedFiles {
  const faults = new Faults(problems);
  const symbols = new Symbols();
  const context: Context = { symbols, faults, isLost, hints: 0 };
  const areTogether = createTogether(files);
  for (const file of files.values()) declareNames(file, symbols, areTogether, faults);
  linkImports(files, own, symbols, faults);
  for (const file of own) for (const message of messagesOf(file)) checkMessage(file, message, faults);
  for (const file of own) for (const node of enumsOf(file)) checkEnum(file, node, faults);
  const { extendees, options, skipped } = linkExtensions(own, context);
  const fields = new Map([...files.values()].flatMap((file) => [...linkFields(file, context)]));
  const optionContext: OptionContext = {
    symbols,
    faults,
    typeOf: (field) => fields.get(field)?.type,
    extendeeOf: (field) => extendees.get(field),
  };
  for (const file of own) checkOptions(file, optionContext);
  return { fields, faults, skipped, options: options.flatMap((field) => targetName(fields.get(field)) ?? []) };
}

/** Extensions of a schema, and its parts that generated code does not have. */
interface Extensions {
  /** Messages that fields extend. */
  readonly extendees: ReadonlyMap<FieldNode, MessageNode>;
  /** Fields that declare options. */
  readonly options: readonly FieldNode[];
  readonly skipped: readonly Skipped[];
}

/** Checks the extensions and the services of a schema. */
function linkExtensions(own: readonly ProtoFile[], context: Context): Extensions {
  const extended: Extended = new Map();
  const skipped: Skipped[] = [];
  const options: FieldNode[] = [];
  const extendees = new Map<FieldNode, MessageNode>();
  for (const file of own) {
    for (const node of extendsOf(file)) {
      const extendee = checkExtend(file, node, extended, context);
      for (const field of node.fields) if (extendee !== undefined) extendees.set(field, extendee.node);
      if (extendee !== undefined && isOptions(extendee.name)) options.push(...node.fields);
      else skipped.push(...node.fields.map(({ name, path }) => skippedAt("extension", file, path, name.at)));
    }
    for (const service of file.services) {
      checkService(file, service, context);
      skipped.push(skippedAt("service", file, service.path, service.name.at));
    }
  }
  return { extendees, options, skipped };
}

function skippedAt(kind: Skipped["kind"], file: ProtoFile, path: string, at: Skipped["at"]): Skipped {
  return { kind, name: fullName(file, path), at };
}

function targetName(linked: Linked | undefined): string | undefined {
  return linked?.type?.kind === "target" ? linked.type.name : undefined;
}

function* linkFields(file: ProtoFile, context: Context): Generator<[FieldNode, Linked]> {
  for (const found of fieldsOf(file)) {
    const { field } = found;
    if (field.type.text === "group") continue;
    checkLabel(file, found, context.faults);
    const type = resolveType(file, found, context);
    checkKey(file, field, context.faults);
    checkEnumUse(file, field, type, context.faults);
    checkPacked(file, field, type, context.faults);
    const value = checkDefault(file, field, type, context.faults);
    yield [field, { type, ...(value !== undefined && { default: value }) }];
  }
}
