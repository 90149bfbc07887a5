import { existsSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";
import type { IsLost } from "../model/lost.ts";
import type { Problem } from "../model/problem.ts";
import { rememberByFile } from "../model/remember.ts";
import { blank } from "./blank.ts";
import { convert, type Declared } from "./convert.ts";
import { MESSAGES, protoFiles, readSource } from "./files.ts";
import { isNamed, type Refusal, refuse } from "./refuse.ts";
import { type Declaration, scanProto } from "./scan.ts";
import { syntaxProblem } from "./syntax.ts";
import { addWellKnown } from "./well-known.ts";

/** A .proto file: what others import it by, where problems say that it is, and what stands in it. */
export interface ProtoText {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** What .proto files declare as far as they could be read, and what of them is not there because it could not. */
export interface ReadProtos extends Declared {
  readonly isLost: IsLost;
}

/**
 * Reads all .proto files of the schema's `messages/`, and of the folders in it, and those of its extensions. Links are
 * not followed.
 */
export function readProtos(schema: string, extensions: readonly string[], problems: Problem[]): ReadProtos {
  const before = problems.length;
  const texts = readFolder(schema, MESSAGES, problems);
  for (const folder of extensions) {
    if (!existsSync(join(folder, MESSAGES))) continue;
    const more = readFolder("", `${folder}/${MESSAGES}`, problems);
    problems.push(...sameFiles(texts, more));
    texts.push(...more);
  }
  // Whatever is missed may stand in a file that was not read.
  const isUnread = problems.length > before;
  const declared = declareProtos(texts, problems);
  return { ...declared, isLost: (name) => isUnread || declared.isLost(name) };
}

function readFolder(schema: string, folder: string, problems: Problem[]): ProtoText[] {
  return protoFiles(join(schema, folder), problems).flatMap((name) => {
    const file = `${folder}/${name}`;
    const text = readSource(schema, file, problems);
    return text === undefined ? [] : [{ name, file, text }];
  });
}

/** Files are imported by their path below `messages/`: no two have one. */
function sameFiles(texts: readonly ProtoText[], more: readonly ProtoText[]): Problem[] {
  return more.flatMap(({ name, file }) => {
    const other = texts.find((text) => text.name === name);
    if (other === undefined) return [];
    const message = `\`${name}\` is a file of the schema already: ${other.file}`;
    return [{ code: "duplicate-name", message, hint: "rename this one", at: { file, line: 1, column: 1 } }];
  });
}

/** What .proto files declare, all of them as one set: each declaration that is refused is left out. */
export function declareProtos(texts: readonly ProtoText[], problems: Problem[]): ReadProtos {
  const root = new protobuf.Root();
  const files = texts.map(({ name }) => name);
  const places = new Map<string, Declaration>();
  const imported = new Set<string>();
  const proto3 = new Set<string>();
  const lost = new Set<string>();
  for (const source of texts) {
    const scan = scanned(source.file, source.text);
    const refused = refuse(scan.declarations, { files, declared: (path) => places.get(path) });
    for (const declaration of scan.declarations) {
      if (isNamed(declaration) && !places.has(declaration.path)) places.set(declaration.path, declaration);
      else if (declaration.kind === "import") imported.add(declaration.path);
      else if (declaration.kind === "syntax" && declaration.path === "proto3") proto3.add(source.file);
    }
    problems.push(...refused.map(({ problem }) => problem));
    for (const name of lostNames(scan.declarations, refused)) lost.add(name);
    const problem = scan.problem ?? (refused.some(isOfWholeFile) ? "told" : parse(root, source, scan, refused));
    if (problem === undefined) continue;
    if (problem !== "told") problems.push(problem);
    for (const [, name = ""] of source.text.matchAll(/\b(?:message|enum)\s+(\w+)/g)) lost.add(name);
  }
  addWellKnown(root, imported);
  const isLost: IsLost = (name) => lost.has(name) || lost.has(name.slice(name.lastIndexOf(".") + 1));
  return { ...convert(root, { places, proto3, problems, isLost }), isLost };
}

interface Scan {
  readonly declarations: readonly Declaration[];
  /** Why there are none. */
  readonly problem?: Problem;
}

const scanned = rememberByFile((file, text): Scan => {
  try {
    return { declarations: scanProto(file, text) };
  } catch (error) {
    return { declarations: [], problem: syntaxProblem(file, text, [], error) };
  }
});

/** Whether there is no sense in what is left of a file without the declaration. */
function isOfWholeFile({ declaration: { kind } }: Refusal): boolean {
  return kind === "syntax" || kind === "edition" || kind === "package" || kind === "unended";
}

/** The names of what is refused, and of all that stands in it. */
function lostNames(declarations: readonly Declaration[], refused: readonly Refusal[]): string[] {
  let end = 0;
  const all = new Set(refused.map(({ declaration }) => declaration));
  return declarations.flatMap((declaration) => {
    const { kind, path, range } = declaration;
    if (all.has(declaration)) end = Math.max(end, range.to);
    if (range.from >= end) return [];
    // Types are asked for by less than their full names too.
    return kind === "field" || kind === "map" ? [path] : [path, path.slice(path.lastIndexOf(".") + 1)];
  });
}

/** Parses all of a file but what is refused; of what cannot be parsed, what stands before that is known. */
function parse(
  root: protobuf.Root,
  { file, text }: ProtoText,
  { declarations }: Scan,
  refused: readonly Refusal[],
): Problem | undefined {
  const left = blank(
    text,
    refused.map(({ declaration }) => declaration.range),
  );
  try {
    protobuf.parse(left, root, { keepCase: true, alternateCommentMode: true });
    return undefined;
  } catch (error) {
    return syntaxProblem(file, text, declarations, error);
  }
}
