import type { Scalar } from "../../model/model.ts";
import { didYouMean } from "../../text/suggest.ts";
import { entryName } from "./declare.ts";
import type { Faults } from "./faults.ts";
import type { Found, Named, Symbols } from "./symbols.ts";
import type { EnumNode, FieldNode, MessageNode, ProtoFile, Word } from "./tree.ts";
import { type FoundField, fullName } from "./walk.ts";

export const SCALARS: ReadonlySet<string> = new Set<Scalar>([
  ...(["double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"] as const),
  ...(["fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"] as const),
]);

const KEYS: ReadonlySet<string> = new Set([...SCALARS].filter((type) => !["double", "float", "bytes"].includes(type)));

/** Largest number of suggestions: each one searches all names. */
const MOST_HINTS = 20;

/** The message or enum that a field has as its type. */
interface Target {
  readonly node: MessageNode | EnumNode;
  readonly file: ProtoFile;
  readonly name: string;
}

/** Type of a field; `undefined` if it is unknown. That is reported elsewhere, or its file could not be read. */
export type Type =
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | ({ readonly kind: "target" } & Target)
  | undefined;

export interface Context {
  readonly symbols: Symbols;
  readonly faults: Faults;
  /** Returns whether a name may be declared in a part that could not be read. */
  readonly isLost: (name: string) => boolean;
  /** Number of suggestions made. */
  hints: number;
}

/** Resolves the type of a field, or of the values of a map. */
export function resolveType(file: ProtoFile, { field }: FoundField, context: Context): Type {
  const { type } = field;
  if (SCALARS.has(type.text)) return { kind: "scalar", scalar: type.text as Scalar };
  const path = field.key === undefined ? field.path : `${siblingOf(field.path, entryName(field.name.text))}.value`;
  const name = fullName(file, path);
  const found = context.symbols.resolve(type.text, name, file, true);
  if (found !== undefined && "symbol" in found) return targetOf(found.symbol, file, field, type, context);
  if (context.isLost(type.text)) return undefined;
  context.faults.refuse(file, field, { ...unknownType(type, file, found, context), at: type.at });
  return undefined;
}

function siblingOf(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf(".") + 1) + name;
}

function targetOf(symbol: Named, file: ProtoFile, field: FieldNode, type: Word, { faults }: Context): Type {
  const { node } = symbol;
  if (node?.kind === "message" || node?.kind === "enum") {
    if (faults.isRefused(symbol.file, node)) return undefined;
    return { kind: "target", node, file: symbol.file, name: symbol.name };
  }
  const what = symbol.isEntry ? "the type of a map's entries" : `a ${node?.kind ?? "oneof"}`;
  const message = `\`${type.text}\` is ${what}, not a message or an enum`;
  faults.refuse(file, field, { code: "unknown-type", message, at: type.at });
  return undefined;
}

/** Returns the problem of a name that is not found. */
export function unknownType(
  { text }: Word,
  file: ProtoFile,
  found: Found,
  context: Context,
  what = "message, enum or scalar",
): { code: string; message: string; hint?: string } {
  if (found !== undefined && "hidden" in found) {
    const { name, file: other } = found.hidden;
    const message = `\`${name}\` is declared in ${other.name}, but ${file.name} does not import it`;
    return { code: "unknown-type", message, hint: `write \`import "${other.name}";\`` };
  }
  if (found !== undefined && "bound" in found) {
    const message = `\`${text}\` means \`${found.bound}\` here, but that is not declared`;
    return {
      code: "unknown-type",
      message,
      hint: `the innermost name takes precedence: write \`.${text}\` for the outermost one`,
    };
  }
  const message = `there is no ${what} \`${text}\``;
  if (context.hints >= MOST_HINTS) return { code: "unknown-type", message };
  context.hints++;
  const hint = didYouMean(text.replace(/^\./, ""), typeNames(context));
  return { code: "unknown-type", message, ...(hint !== undefined && { hint }) };
}

function* typeNames({ symbols }: Context): Generator<string> {
  for (const name of symbols.names()) {
    const kind = symbols.get(name)?.node?.kind;
    if (kind === "message" || kind === "enum") yield name;
  }
  yield* SCALARS;
}

/** Refuses map keys that are no integer, boolean or string. */
export function checkKey(file: ProtoFile, field: FieldNode, faults: Faults): void {
  if (field.key === undefined || KEYS.has(field.key.text)) return;
  const message = `\`${field.key.text}\` cannot be the type of a map's keys`;
  faults.refuse(file, field, {
    code: "bad-map",
    message,
    at: field.key.at,
    hint: `keys are one of ${[...KEYS].join(", ")}`,
  });
}
