import type { Location } from "../../model/problem.ts";
import type { Faults } from "./faults.ts";
import type { AreTogether } from "./imports.ts";
import { join } from "./parse-fields.ts";
import { prefixesOf, type Symbols } from "./symbols.ts";
import type { Declaration, FieldNode, MessageNode, ProtoFile } from "./tree.ts";
import { childrenOf, fullName } from "./walk.ts";

/** Declares all names of a file, and refuses declarations whose name is taken. */
export function declareNames(file: ProtoFile, symbols: Symbols, areTogether: AreTogether, faults: Faults): void {
  declarePackage(file, symbols, faults);
  declareIn(file, { file, symbols, areTogether, faults });
}

interface Context {
  readonly file: ProtoFile;
  readonly symbols: Symbols;
  readonly areTogether: AreTogether;
  readonly faults: Faults;
}

function declarePackage(file: ProtoFile, symbols: Symbols, faults: Faults): void {
  if (file.package === undefined) return;
  const { text, at } = file.package;
  const other = symbols.addPackage(text, at);
  if (other !== undefined) faults.add(at, taken(other.name, other.at));
}

/**
 * Declares the names in a file or a message. If a name is taken, the names inside of it are not declared: one problem
 * is enough.
 */
function declareIn(within: ProtoFile | MessageNode, context: Context): void {
  const children = [...childrenOf(within)].sort((a, b) => a.range.from - b.range.from);
  for (const node of children) {
    if (!declareNode(node, context)) continue;
    if (node.kind === "message") declareIn(node, context);
  }
  if (!("fields" in within)) return;
  for (const field of within.fields) if (field.key !== undefined) declareEntry(field, context);
  for (const [name, field] of syntheticOneofs(within, context.file)) {
    declareImplied(join(within.path, name), `the oneof \`${name}\` that protobuf adds for it`, field, context);
  }
}

function declareNode(node: Declaration, { file, symbols, areTogether, faults }: Context): boolean {
  const name = fullName(file, node.path);
  const known = symbols.add({ name, file, at: node.name.at, node });
  // protoc compiles a file with its imports: values in files that are never compiled together do not clash.
  const areApart = node.kind === "value" && known?.node?.kind === "value" && !areTogether(known.file, file);
  const other = areApart ? undefined : known?.at;
  if (other !== undefined)
    faults.refuse(file, node, node.kind === "value" ? takenValue(node, name, other) : taken(name, other));
  return other === undefined;
}

/** Declares the message of a map's entries: it has its name from the field. */
function declareEntry(field: FieldNode, context: Context): void {
  const path = join(field.path.slice(0, Math.max(field.path.lastIndexOf("."), 0)), entryName(field.name.text));
  declareImplied(path, `the message \`${entryName(field.name.text)}\` of its entries`, field, context, true);
}

function declareImplied(path: string, what: string, field: FieldNode, context: Context, isEntry?: true): void {
  const { file, symbols, faults } = context;
  const name = fullName(file, path);
  const other = symbols.add({ name, file, at: field.name.at, ...(isEntry && { isEntry }) })?.at;
  if (other === undefined) return;
  const message = `\`${fullName(file, field.path)}\` needs the name of ${what}, but it is declared already in ${place(other)}`;
  faults.refuse(file, field, { code: "duplicate-name", message, hint: "rename one of them" });
}

export function entryName(field: string): string {
  return `${field.replaceAll(/(?:_+|^)([a-z]?)/g, (_, letter: string) => letter.toUpperCase())}Entry`;
}

/** Returns the implied oneofs: in proto3 each `optional` field has one, named after the field. */
function* syntheticOneofs({ fields, oneofs }: MessageNode, file: ProtoFile): Generator<[string, FieldNode]> {
  if (file.syntax?.text !== "proto3") return;
  const names = new Set([...fields, ...oneofs].map(({ name }) => name.text));
  for (const field of fields) {
    if (field.label?.text !== "optional") continue;
    let name = field.name.text.startsWith("_") ? field.name.text : `_${field.name.text}`;
    while (names.has(name)) name = `X${name}`;
    names.add(name);
    yield [name, field];
  }
}

function taken(name: string, other: Location): { code: string; message: string; hint: string } {
  const message = `\`${name}\` is declared already in ${place(other)}`;
  return { code: "duplicate-name", message, hint: "rename one of them" };
}

function takenValue(node: Declaration, name: string, other: Location): ReturnType<typeof taken> {
  const scope = prefixesOf(name).at(-2);
  const where = scope === undefined ? "outside of it" : `in \`${scope}\``;
  const message = `\`${node.name.text}\` is declared already ${where} in ${place(other)}`;
  return {
    code: "duplicate-name",
    message,
    hint: "values of an enum are siblings of the enum, not members: rename one of them",
  };
}

function place({ file, line }: Location): string {
  return `${file}:${line}`;
}
