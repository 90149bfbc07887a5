import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import protobuf from "protobufjs";
import type { Problem } from "../model/problem.ts";
import { didYouMean } from "../model/suggest.ts";
import { convert, type Declared, type Places } from "./convert.ts";
import { type Declaration, scanProto } from "./scan.ts";
import { readSource } from "./source.ts";

const FOLDER = "messages";
const OPTIONS_EXTENDED = "google.protobuf.FieldOptions";

/** Reads all .proto files of the schema's `messages/`. */
export function readProtos(schema: string, problems: Problem[]): Declared {
  const root = new protobuf.Root();
  const places = new Map<string, Declaration>();
  const before = problems.length;
  const files = readdirSync(join(schema, FOLDER))
    .filter((name) => name.endsWith(".proto"))
    .sort();
  for (const name of files) {
    const file = `${FOLDER}/${name}`;
    const text = readSource(schema, file, problems);
    if (text === undefined) continue;
    const declarations = scanProto(file, text);
    const refused = refuse(declarations, places, files);
    problems.push(...refused);
    for (const declaration of declarations) places.set(declaration.path, declaration);
    if (refused.length === 0) parse(root, file, text, problems);
  }
  addWellKnown(root, places);
  if (problems.length > before) return { messages: [], enums: [] };
  return convert(root, places, problems);
}

const UNSUPPORTED: Partial<Record<Declaration["kind"], string>> = {
  group: "groups",
  map: "map fields",
  oneof: "oneofs",
  service: "services",
};

/** What protobufjs would accept, or mangle, and this compiler does not support. */
function refuse(declarations: readonly Declaration[], earlier: Places, files: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const here = new Set<string>();
  for (const { kind, path, at } of declarations) {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const what = UNSUPPORTED[kind];
    if (what !== undefined) {
      problems.push({ code: "unsupported", message: `${what} are not supported: \`${name}\``, at });
    } else if (kind === "syntax") {
      if (path !== "proto2")
        problems.push({ code: "unsupported", message: `\`${path}\` is not supported`, hint: "write proto2", at });
    } else if (kind === "extend") {
      if (path !== OPTIONS_EXTENDED)
        problems.push({ code: "unsupported", message: `extensions of \`${path}\` are not supported`, at });
    } else if (kind === "import") {
      if (files.includes(path) || isWellKnown(path)) continue;
      const hint = didYouMean(path, files);
      const message = `there is no file \`${path}\` to import`;
      problems.push({ code: "unknown-import", message, ...(hint !== undefined && { hint }), at });
    } else if (name in Object.prototype) {
      const message = `\`${name}\` is a name that every JavaScript object has: a field of that name is never absent`;
      problems.push({ code: "reserved-name", message, hint: "give it another name", at });
    } else if (here.has(path) || earlier.has(path)) {
      problems.push({ code: "duplicate-name", message: `\`${path}\` is declared twice`, at });
    }
    here.add(path);
  }
  return problems;
}

function isWellKnown(path: string): boolean {
  return path === "google/protobuf/descriptor.proto";
}

function parse(root: protobuf.Root, file: string, text: string, problems: Problem[]): void {
  try {
    protobuf.parse(text, root, { keepCase: true, alternateCommentMode: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/line (\d+)\)$/.exec(message)?.[1] ?? 1);
    const what = message.replace(/ \((?:[^()]*, )?line \d+\)$/, "");
    problems.push({ code: "proto-syntax", message: what, at: { file, line, column: 1 } });
  }
}

/** protobufjs carries descriptor.proto, whose FieldOptions the (criu) options extend. */
function addWellKnown(root: protobuf.Root, places: Places): void {
  if (![...places.values()].some((d) => d.kind === "import" && isWellKnown(d.path))) return;
  const folder = dirname(createRequire(import.meta.url).resolve("protobufjs/package.json"));
  protobuf.parse(readFileSync(join(folder, "google/protobuf/descriptor.proto"), "utf8"), root, { keepCase: true });
}
