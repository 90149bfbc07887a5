import { basename } from "node:path";
import type { PackagePlan } from "../../plan/package.ts";
import type { Reference } from "../../plan/reference.ts";

/** Path of the module. */
export const MODULE = "github.com/checkpoint-restore/go-criu/v8";

/** Name of the target, by which the table has go-criu's own names. */
const TARGET = "go-criu";

/** go-criu's own names of parts, as `IMAGE.part`, and of packages, by their .proto files. */
export type OwnNames = ReadonlyMap<string, string>;

export function ownNames({ spellings }: Pick<PackagePlan, "spellings">): OwnNames {
  return spellings.get(TARGET) ?? new Map();
}

/** Names that generated files use themselves. A package of messages with such a name is imported by another one. */
const TAKEN: ReadonlySet<string> = new Set(["fmt", "proto"]);

/** A package of messages: one for each .proto file. */
export interface MessagePackage {
  readonly path: string;
  /** Name in the code of a file that imports it. */
  readonly name: string;
  /** Tells that the import must name it. */
  readonly isNamed: boolean;
}

/** Returns the package of the messages of a .proto file; its name is the file's, unless go-criu has another. */
export function messagePackage(module: string, source: string, names: OwnNames): MessagePackage {
  const folder = names.get(basename(source)) ?? basename(source, ".proto");
  const own = folder.replaceAll(/\W/g, "_");
  const name = TAKEN.has(own) ? `${own}_pb` : own;
  return { path: `${module}/crit/images/${folder}`, name, isNamed: name !== folder };
}

/** Returns the name that protoc-gen-go gives to the type of a message. */
export function typeName({ name }: Pick<Reference, "name">): string {
  return goCamelCase(name);
}

/** Returns the method that protoc-gen-go makes for reading a field; it returns the default of an absent field. */
export function getterName(field: string): string {
  return `Get${goCamelCase(field)}`;
}

/**
 * Spells a name as protoc-gen-go does: a word begins at the start, after a digit, and at a dot or an underscore before a
 * small letter; these two vanish then.
 */
function goCamelCase(name: string): string {
  const capital = (_: string, before: string, letter: string): string => before + letter.toUpperCase();
  return name
    .replaceAll(/(^|\.)_([a-z]?)/g, (_, before: string, letter: string) => `${before}X${letter.toUpperCase()}`)
    .replaceAll(/[._]()([a-z])/g, capital)
    .replaceAll(".", "_")
    .replaceAll(/(^|[0-9])([a-z])/g, capital);
}
