import { join } from "node:path";
import protobuf from "protobufjs";
import type { IsLost } from "../model/lost.ts";
import type { Skipped } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { convert, type Declared } from "./convert.ts";
import { MESSAGES, type ProtoText, type SchemaFiles } from "./files.ts";
import { withoutOptions } from "./options-only.ts";
import type { ProtoFault } from "./proto/lexer.ts";
import { type LinkedFiles, link } from "./proto/link.ts";
import { type Parsed, parseProto } from "./proto/parse.ts";
import { plainText } from "./proto/plain.ts";
import type { ProtoFile } from "./proto/tree.ts";
import { namesIn } from "./proto/walk.ts";
import { rememberByFile, rememberTexts } from "./remember.ts";
import { wellKnown } from "./well-known.ts";

/** Declarations of .proto files as far as they could be read. */
export interface ReadProtos extends Declared {
  /** Features of protobuf that images do not need. */
  readonly skipped: readonly Skipped[];
  readonly isLost: IsLost;
  readonly syntax: ProtoSyntax;
}

/** Declarations of a schema's .proto files, also those that images do not need. */
export interface LinkedProtos extends Omit<ReadProtos, keyof Declared> {
  readonly declared: Declared;
  /** Types of options. */
  readonly options: Iterable<string>;
  readonly problems: readonly Problem[];
}

/** Syntax trees of the schema's own files, with resolved names. */
export interface ProtoSyntax {
  readonly files: readonly ProtoFile[];
  readonly linked: LinkedFiles;
}

/**
 * Reads all .proto files below the schema's `messages/`, and those of its extensions. Files that stay the same give the
 * same `linked`.
 */
export function readProtos(
  schema: string,
  extensions: readonly string[],
  problems: Problem[],
  files: SchemaFiles,
): { readonly linked: LinkedProtos; readonly isLost: IsLost } {
  const before = problems.length;
  const texts = readFolder(schema, MESSAGES, problems, files);
  for (const folder of extensions) {
    if (!files.has(join(folder, MESSAGES))) continue;
    const more = readFolder("", `${folder}/${MESSAGES}`, problems, files);
    problems.push(...sameFiles(texts, more));
    texts.push(...more);
  }
  // Any missing name may be in a file that was not read.
  const isUnread = problems.length > before;
  const linked = linkedOf(texts);
  problems.push(...linked.problems);
  return { linked, isLost: (name) => isUnread || linked.isLost(name) };
}

function readFolder(schema: string, folder: string, problems: Problem[], files: SchemaFiles): ProtoText[] {
  return files.protosIn(join(schema, folder), problems).flatMap((name) => {
    const file = `${folder}/${name}`;
    const text = files.read(schema, file, problems);
    return text === undefined ? [] : [{ name, file, text }];
  });
}

/** Refuses a file of an extension if another file has its import path, the path below `messages/`. */
function sameFiles(texts: readonly ProtoText[], more: readonly ProtoText[]): Problem[] {
  const known = new Map(texts.map(({ name, file }) => [name, file]));
  return more.flatMap(({ name, file }) => {
    const other = known.get(name);
    if (other === undefined) return [];
    const message = `\`${name}\` is a file of the schema already: ${other}`;
    return [{ code: "duplicate-name", message, hint: "rename this one", at: { file, line: 1, column: 1 } }];
  });
}

/**
 * Declares the content of .proto files as one set. Refused declarations are left out.
 *
 * @param entries messages that rows of the table name: they are kept even if options of .proto files use them too
 */
export function declareProtos(
  texts: readonly ProtoText[],
  problems: Problem[],
  entries: Iterable<string> = [],
): ReadProtos {
  const linked = linkedOf(texts);
  problems.push(...linked.problems);
  return neededOf(linked, entries);
}

/** Drops declarations that images do not need; those that rows of the table name are needed. */
export function neededOf(
  { declared, options, problems: _, ...rest }: LinkedProtos,
  entries: Iterable<string>,
): ReadProtos {
  return { ...withoutOptions(declared, options, entries), ...rest };
}

/** Links .proto files. All of them are linked again if one changes, since each can declare what others use. */
const linkedOf = rememberTexts((texts: readonly ProtoText[]): LinkedProtos => {
  const problems: Problem[] = [];
  const parsed = texts.map(({ name, file, text }) => named(parsedOf(file, text), name));
  const lost = new Set(parsed.flatMap(lostIn));
  problems.push(...parsed.flatMap(({ fault }) => (fault === undefined ? [] : [toProblem(fault)])));
  const own = new Map(
    parsed
      .toReversed()
      .map(({ tree }) => [tree.name, tree])
      .toReversed() as [string, ProtoFile][],
  );
  const files = withWellKnown(own);
  const linked = link(withOptions(files), [...own.values()], isLostIn(lost), problems);
  for (const file of own.values()) {
    for (const node of linked.faults.refusedOf(file)) for (const name of namesIn(file, node)) addName(lost, name);
  }
  const ends = new Map(parsed.map(({ tree, end }) => [tree, end]));
  const declared = [...files.values()].flatMap((file) => {
    const root = readPlain(file, ends.get(file) ?? file.text.length, linked, problems);
    return root === undefined ? [] : [convert({ file, root }, linked, problems)];
  });
  const messages = declared.flatMap((one) => one.messages);
  const enums = declared.flatMap((one) => one.enums);
  const { options, skipped } = linked;
  const syntax = { files: [...own.values()], linked };
  return { declared: { messages, enums }, options, problems, skipped, isLost: isLostIn(lost), syntax };
});

const parsedOf = rememberByFile((file, text) => parseProto(file, text));

function named(parsed: Parsed, name: string): Parsed {
  return { ...parsed, tree: { ...parsed.tree, name } };
}

function toProblem({ at, code, message, hint }: ProtoFault): Problem {
  return { code, message, ...(hint !== undefined && { hint }), at };
}

/** Lists the names that a file may declare if only part of it could be parsed. */
function lostIn({ tree, fault }: Parsed): string[] {
  if (fault === undefined) return [];
  return [...tree.text.matchAll(/\b(?:message|enum)\s+(\w+)/g)].flatMap(([, name]) => name ?? []);
}

/** Adds a full name and its last part: types are also looked up by shorter names. */
function addName(lost: Set<string>, name: string): void {
  lost.add(name);
  lost.add(name.slice(name.lastIndexOf(".") + 1));
}

function isLostIn(lost: ReadonlySet<string>): IsLost {
  return (name) => lost.has(name) || lost.has(name.slice(name.lastIndexOf(".") + 1));
}

/** Adds the files of Google's that the files import, directly or not. */
function withWellKnown(
  own: ReadonlyMap<string, ProtoFile>,
  more: readonly string[] = [],
): ReadonlyMap<string, ProtoFile> {
  const files = new Map(own);
  const add = (name: string): void => {
    const text = files.has(name) ? undefined : wellKnown(name)?.text;
    if (text !== undefined) files.set(name, named(parsedOf(name, text), name).tree);
  };
  for (const name of more) add(name);
  // A Map visits entries that are added during the loop.
  for (const { imports } of files.values()) for (const { text } of imports) add(text);
  return files;
}

/** Adds the file that declares all options, even if no file imports it. */
function withOptions(files: ReadonlyMap<string, ProtoFile>): ReadonlyMap<string, ProtoFile> {
  const isThere = [...files.values()].some(
    ({ package: name, messages }) =>
      name?.text === "google.protobuf" && messages.some((message) => message.name.text === "FieldOptions"),
  );
  return isThere ? files : withWellKnown(files, ["google/protobuf/descriptor.proto"]);
}

/** Parses a file without its refused parts. */
function readPlain(
  file: ProtoFile,
  end: number,
  { faults }: LinkedFiles,
  problems: Problem[],
): protobuf.Root | undefined {
  const plain = plainText(file, [...faults.rangesOf(file), { from: end, to: file.text.length }]);
  const { root, error } = plainOf(file.file, plain);
  if (error !== undefined && !problems.some((problem) => problem.at.file === file.file)) {
    const at = { file: file.file, line: 1, column: 1 };
    problems.push({ code: "proto-syntax", message: `the file cannot be read: ${error}`, at });
  }
  return root;
}

const plainOf = rememberByFile((_, plain): { readonly root?: protobuf.Root; readonly error?: string } => {
  try {
    return { root: protobuf.parse(plain, { keepCase: true, alternateCommentMode: true }).root };
  } catch (error) {
    return { error: (error as Error).message };
  }
});
