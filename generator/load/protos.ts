import { existsSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";
import type { Problem } from "../model/problem.ts";
import { rememberByFile } from "../model/remember.ts";
import { convert, type Declared } from "./convert.ts";
import { MESSAGES, protoFiles, readSource } from "./files.ts";
import { isNamed, refuse } from "./refuse.ts";
import { type Declaration, scanProto } from "./scan.ts";
import { addWellKnown } from "./well-known.ts";

/** A .proto file: what others import it by, where problems say that it is, and what stands in it. */
export interface ProtoText {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/**
 * Reads all .proto files of the schema's `messages/`, and of the folders in it, and those of its extensions. Links are
 * not followed. Where one cannot be parsed, nothing is known of them all.
 */
export function readProtos(schema: string, extensions: readonly string[], problems: Problem[]): Declared | undefined {
  const before = problems.length;
  const texts = readFolder(schema, MESSAGES, problems);
  for (const folder of extensions) {
    if (!existsSync(join(folder, MESSAGES))) continue;
    const more = readFolder("", `${folder}/${MESSAGES}`, problems);
    problems.push(...sameFiles(texts, more));
    texts.push(...more);
  }
  const declared = declareProtos(texts, problems);
  return problems.length > before ? undefined : declared;
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

/** What .proto files declare, all of them as one set. */
export function declareProtos(texts: readonly ProtoText[], problems: Problem[]): Declared | undefined {
  const root = new protobuf.Root();
  const before = problems.length;
  const files = texts.map(({ name }) => name);
  const places = new Map<string, Declaration>();
  const imported = new Set<string>();
  const proto3 = new Set<string>();
  for (const { file, text } of texts) {
    const declarations = scan(file, text, problems);
    const refused = refuse(declarations, { files, declared: (path) => places.get(path) });
    problems.push(...refused);
    for (const declaration of declarations) {
      if (isNamed(declaration)) places.set(declaration.path, declaration);
      else if (declaration.kind === "import") imported.add(declaration.path);
      else if (declaration.path === "proto3") proto3.add(file);
    }
    if (refused.length === 0) parse(root, { file, text, declarations }, problems);
  }
  if (problems.length > before) return undefined;
  addWellKnown(root, imported);
  return convert(root, { places, proto3, problems });
}

function scan(file: string, text: string, problems: Problem[]): Declaration[] {
  try {
    return scanned(file, text);
  } catch (error) {
    problems.push(syntaxProblem({ file, text, declarations: [] }, error));
    return [];
  }
}

const scanned = rememberByFile(scanProto);

interface ProtoFile {
  readonly file: string;
  readonly text: string;
  readonly declarations: readonly Declaration[];
}

function parse(root: protobuf.Root, source: ProtoFile, problems: Problem[]): void {
  // What could not be scanned has been reported, and would not be parsed.
  if (problems.some(({ code, at }) => code === "proto-syntax" && at.file === source.file)) return;
  try {
    protobuf.parse(source.text, root, { keepCase: true, alternateCommentMode: true });
  } catch (error) {
    problems.push(syntaxProblem(source, error));
  }
}

/** What the parser says, where it says it. */
function syntaxProblem({ file, text, declarations }: ProtoFile, error: unknown): Problem {
  const said = (error as Error).message;
  const message = said.replace(/ \((?:[^()]*, )?line \d+\)$/, "");
  // Of a number or a name that is taken it says no line: that is the last declaration that has it.
  const [, id, name, owner] = /(?:id (\d+)|name '(\w+)') .*?(?:Type|Enum) (\w+)$/.exec(message) ?? [];
  const at =
    owner === undefined
      ? undefined
      : declarations.findLast(
          (d) =>
            d.path.split(".").at(-2) === owner && (id === undefined ? d.path.endsWith(`.${name}`) : d.number === id),
        )?.at;
  if (at !== undefined) return { code: "proto-syntax", message, at };
  const line = Number(/line (\d+)\)$/.exec(said)?.[1] ?? 1);
  const token = /'([^']+)'/.exec(message)?.[1] ?? "";
  const column = Math.max(text.split("\n")[line - 1]?.indexOf(token) ?? 0, 0) + 1;
  return { code: "proto-syntax", message, at: { file, line, column } };
}
