import type { Location } from "../model/problem.ts";
import { type Token, tokensOf } from "./tokens.ts";

/*
 * protobufjs parses .proto files but does not say where things stand in them. This goes over the tokens once more and
 * notes the place of each declaration, and what protobufjs rounds (defaults of 64 bits).
 */

/** A declaration in a .proto file. */
export interface Declaration {
  readonly kind:
    | "syntax"
    | "edition"
    | "package"
    | "import"
    | "message"
    | "enum"
    | "oneof"
    | "group"
    | "map"
    | "service"
    | "extend"
    | "field"
    | "value"
    | "unended";
  /** Its name with all that it stands in, with dots: `message.field`. What is extended, for `extend`. */
  readonly path: string;
  readonly at: Location;
  /** From its first character to behind its last one. */
  readonly range: Range;
  /** What it stands in: `message`, `enum`, `oneof`; nothing at the top of a file, or where that has no such name. */
  readonly within: string;
  /** How many blocks it stands in. */
  readonly depth: number;
  /** The first word of a field, with its place: its label, or its type where it has none. */
  readonly first?: { readonly text: string; readonly at: Location };
  /** The number of a field or a value, as it is written. */
  readonly number?: string;
  /** The declared default as it is written, and whether it stands in quotes. */
  readonly default?: { readonly text: string; readonly quoted: boolean };
}

/** A part of a text: where it begins, and where it has ended. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const BLOCKS = new Set(["message", "enum", "oneof", "service", "extend"]);
const UNSCOPED = new Set(["syntax", "edition", "package", "import", "extend", "unended"]);
const NAMELESS = new Set(["option", "reserved", "extensions", "extend", ""]);

type More = Partial<Pick<Declaration, "number" | "default" | "first">>;
type Draft = Declaration & { range: Range };

/** A block that is not closed yet. */
interface Scope {
  readonly kind: string;
  readonly name: string;
  readonly draft?: Draft | undefined;
}

/** All declarations of a .proto file, in order; one that does not end is the last. Their own syntax protobufjs checks. */
export function scanProto(file: string, text: string): Declaration[] {
  const scanner = new Scanner(file);
  for (const token of tokensOf(text)) scanner.take(token);
  scanner.end(text.length);
  return scanner.found;
}

class Scanner {
  readonly found: Draft[] = [];
  readonly #file: string;
  readonly #scopes: Scope[] = [];
  #prefix = "";
  #statement: Token[] = [];
  /** Brackets and braces within the statement that are not closed. */
  #open = 0;

  constructor(file: string) {
    this.#file = file;
  }

  take(token: Token): void {
    const mark = token.quoted ? "" : token.text;
    const inOptions = this.#open > 0 || this.#statement[0]?.text === "option";
    const ends = (mark === ";" && this.#open === 0) || (!inOptions && (mark === "{" || mark === "}"));
    if (!ends) {
      this.#open += mark === "[" || mark === "{" ? 1 : mark === "]" || mark === "}" ? -1 : 0;
      this.#statement.push(token);
      return;
    }
    if (mark === "{") this.#begin(token.end);
    else if (mark === "}") this.#close(token.end);
    else this.#declare(token.end);
    this.#statement = [];
  }

  /** What is not closed, and what is not finished, is noted at its beginning. */
  end(length: number): void {
    const open = this.#scopes.at(-1)?.draft;
    const [first] = this.#statement;
    if (open !== undefined) this.found.push({ ...open, kind: "unended" });
    else if (first !== undefined) this.#note("unended", first, length);
  }

  #begin(end: number): void {
    const block = blockOf(this.#statement);
    const draft = block && this.#note(block.kind, block.name, end);
    const kind = block?.kind === "group" ? "message" : (block?.kind ?? "");
    this.#scopes.push({ kind, name: block?.name.text ?? "", draft });
  }

  #close(to: number): void {
    const draft = this.#scopes.pop()?.draft;
    if (draft !== undefined) draft.range = { from: draft.range.from, to };
  }

  #declare(end: number): void {
    const statement = this.#statement;
    const scope = this.#scopes.at(-1)?.kind;
    const word = statement[0]?.text ?? "";
    if (scope === undefined) {
      const isPlain = word === "syntax" || word === "edition";
      const name = isPlain ? statement[2] : word === "import" ? statement.at(-1) : statement[1];
      if (isPlain || word === "import" || word === "package") this.#note(word, name, end);
      if (word === "package") this.#prefix = name?.text ?? "";
      return;
    }
    const equals = statement.findIndex((token) => token.text === "=" && !token.quoted);
    const name = equals < 0 ? statement.at(-1) : statement[equals - 1];
    const number = equals < 0 ? "" : (statement[equals + 1]?.text ?? "");
    if (scope === "enum") {
      if (word !== "option" && word !== "reserved") this.#note("value", name, end, { number });
      return;
    }
    if (NAMELESS.has(word) && equals !== 1) return;
    if (scope !== "message" && scope !== "oneof") return;
    const isMap = statement.slice(0, 2).some(({ text }) => text.startsWith("map")) && has(statement, ">");
    const first = statement[0] && { text: word, at: this.#at(statement[0]) };
    this.#note(isMap ? "map" : "field", name, end, { number, ...(first && { first }), ...defaultOf(statement) });
  }

  #at({ line, column }: Token): Location {
    return { file: this.#file, line, column };
  }

  #note(kind: Declaration["kind"], name: Token | undefined, to: number, more: More = {}): Draft | undefined {
    if (name === undefined) return undefined;
    const named = this.#scopes.filter((scope) => scope.kind === "message" || scope.kind === "enum");
    const path = UNSCOPED.has(kind)
      ? name.text
      : [this.#prefix, ...named.map((scope) => scope.name), name.text].filter(Boolean).join(".");
    const within = this.#scopes.at(-1)?.kind ?? "";
    const range = { from: this.#statement[0]?.start ?? name.start, to };
    const draft: Draft = { kind, path, at: this.#at(name), range, within, depth: this.#scopes.length, ...more };
    this.found.push(draft);
    return draft;
  }
}

function has(statement: readonly Token[], part: string): boolean {
  return statement.some(({ text, quoted }) => !quoted && text.includes(part));
}

function blockOf(statement: readonly Token[]): { kind: Declaration["kind"]; name: Token } | undefined {
  const [first, second] = statement;
  if (first === undefined) return undefined;
  if (BLOCKS.has(first.text)) return second && { kind: first.text as Declaration["kind"], name: second };
  const group = statement.findIndex((token) => token.text === "group");
  const name = statement[group + 1];
  return group >= 0 && name !== undefined ? { kind: "group", name } : undefined;
}

function defaultOf(statement: readonly Token[]): Pick<Declaration, "default"> {
  const options = statement.slice(statement.findIndex((token) => token.text === "[") + 1 || statement.length);
  const start = options.findIndex(({ text }, i) => text === "default" && options[i + 1]?.text === "=");
  const [value, ...rest] = start < 0 ? [] : options.slice(start + 2);
  if (value === undefined) return {};
  if (!value.quoted) return { default: { text: value.text, quoted: false } };
  // Several strings in a row are one.
  const end = rest.findIndex((token) => !token.quoted);
  const text = [value, ...rest.slice(0, end < 0 ? rest.length : end)].map((token) => token.text).join("");
  return { default: { text, quoted: true } };
}
