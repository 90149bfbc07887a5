import { CompletionItemKind } from "vscode-languageserver-types";
import { importInsertion } from "../../generator/load/proto/add-import.ts";
import type { ProtoFile } from "../../generator/load/proto/tree.ts";
import { SCALARS } from "../../generator/load/proto/types.ts";
import { enumsOf, fullName, messagesOf } from "../../generator/load/proto/walk.ts";
import type { Change } from "../text/change.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Candidate, plain } from "./candidate.ts";

/** Options of fields that control CRIU's JSON, and their values. */
const OPTIONS: readonly (readonly [name: string, value: string])[] = [
  ["hex", "true"],
  ["ipadd", "true"],
  ["dev", "true"],
  ["odev", "true"],
  ["flags", '""'],
  ["dict", '""'],
  ["conv", '"unix_name"'],
];

const KEYWORDS = ["required", "optional", "repeated", "oneof", "message", "enum", "reserved"];

/** Lists the candidates for a place in a .proto file. */
export function inProto({ loaded }: Snapshot, file: string, text: string, offset: number): Candidate[] {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const { display } = loaded.model;
  if (/\/\//.test(line)) return [];
  if (/^\s*import\s+(?:public\s+|weak\s+)?"[^"]*$/.test(line)) return imports(loaded.syntax.files, file);
  const [, option] = /\(criu\)\.(flags|dict)\s*=\s*"[^"]*$/.exec(line) ?? [];
  if (option !== undefined)
    return [...display[option === "flags" ? "flags" : "dicts"].keys()].map((name) => plain(name));
  if (/"[^"]*$/.test(line.replaceAll(/"[^"]*"/g, ""))) return [];
  if (/\(criu\)\.\w*$/.test(line))
    return OPTIONS.map(([name, value]) => ({ ...plain(name), insert: `${name} = ${value}` }));
  if (/[[,]\s*\w*$/.test(line)) return OPTIONS.map(([name, value]) => plain(`(criu).${name} = ${value}`));
  const [, label] = /^\s*(?:(required|optional|repeated)\s+)?[\w.]*$/.exec(line) ?? [undefined, "none"];
  if (label === "none") return [];
  const keywords =
    label === undefined ? KEYWORDS.map((word) => ({ label: word, kind: CompletionItemKind.Keyword })) : [];
  return [...keywords, ...types(loaded.syntax.files, file, text)];
}

function imports(files: readonly ProtoFile[], file: string): Candidate[] {
  const others = files.filter((one) => one.file !== file);
  return others.map(({ name }) => ({ label: name, kind: CompletionItemKind.File }));
}

/** Lists the types of fields. One of a file that is not imported brings its import. */
function types(files: readonly ProtoFile[], file: string, text: string): Candidate[] {
  const own = files.find((one) => one.file === file);
  const seen = new Set(own?.imports.map((one) => one.text));
  const declared = files.flatMap((other): Candidate[] => {
    const also = other === own || seen.has(other.name) ? undefined : importOf(other.name, own, text);
    const detail = other === own ? undefined : other.name;
    const all = [
      ...[...messagesOf(other)].map(({ path }) => ({ path, kind: CompletionItemKind.Struct })),
      ...[...enumsOf(other)].map(({ path }) => ({ path, kind: CompletionItemKind.Enum })),
    ];
    return all.map(({ path, kind }) => ({ label: fullName(other, path), kind, detail, also }));
  });
  const scalars = [...SCALARS].map((label) => ({ label, kind: CompletionItemKind.TypeParameter }));
  return [...scalars, ...declared];
}

/** Returns the change that imports a file. */
export function importOf(name: string, own: ProtoFile | undefined, text: string): Change {
  const { at, text: statement } = importInsertion(name, own, text);
  return { from: at, to: at, text: statement };
}
