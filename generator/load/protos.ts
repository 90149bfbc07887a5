import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import protobuf from "protobufjs";
import type { Problem } from "../model/problem.ts";
import { convert, type Declared } from "./convert.ts";
import { isNamed, refuse } from "./refuse.ts";
import { type Declaration, scanProto } from "./scan.ts";
import { readSource } from "./source.ts";
import { addWellKnown } from "./well-known.ts";

const FOLDER = "messages";

/**
 * Reads all .proto files of the schema's `messages/`, and of the folders in it. Links are not followed. Where one
 * cannot be parsed, nothing is known of them all.
 */
export function readProtos(schema: string, problems: Problem[]): Declared | undefined {
  const root = new protobuf.Root();
  const before = problems.length;
  const files = protoFiles(join(schema, FOLDER), problems);
  const places = new Map<string, Declaration>();
  const imported = new Set<string>();
  const proto3 = new Set<string>();
  for (const name of files) {
    const file = `${FOLDER}/${name}`;
    const text = readSource(schema, file, problems);
    if (text === undefined) continue;
    const declarations = scanProto(file, text);
    const refused = refuse(declarations, { files, declared: (path) => places.get(path) });
    problems.push(...refused);
    for (const declaration of declarations) {
      if (isNamed(declaration)) places.set(declaration.path, declaration);
      else if (declaration.kind === "import") imported.add(declaration.path);
      else if (declaration.path === "proto3") proto3.add(file);
    }
    if (refused.length === 0) parse(root, file, text, problems);
  }
  if (problems.length > before) return undefined;
  addWellKnown(root, imported);
  return convert(root, { places, proto3, problems });
}

function protoFiles(folder: string, problems: Problem[]): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".proto"))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .sort();
  } catch {
    const message = `there is no folder \`${FOLDER}\` with .proto files`;
    problems.push({ code: "unreadable", message, at: { file: FOLDER, line: 1, column: 1 } });
    return [];
  }
}

function parse(root: protobuf.Root, file: string, text: string, problems: Problem[]): void {
  try {
    protobuf.parse(text, root, { keepCase: true, alternateCommentMode: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/line (\d+)\)$/.exec(message)?.[1] ?? 1);
    const what = message.replace(/ \((?:[^()]*, )?line \d+\)$/, "");
    const token = /'([^']+)'/.exec(what)?.[1] ?? "";
    const column = Math.max(text.split("\n")[line - 1]?.indexOf(token) ?? 0, 0) + 1;
    problems.push({ code: "proto-syntax", message: what, at: { file, line, column } });
  }
}
