import { tokenize } from "protobufjs";
import type { Location } from "../model/problem.ts";

/*
 * protobufjs parses .proto files but does not say where things stand in them. This goes over the tokens once more and
 * notes the place of each declaration, and what protobufjs rounds (defaults of 64 bits).
 */

/** A declaration in a .proto file. */
export interface Declaration {
  readonly kind:
    | "syntax"
    | "import"
    | "message"
    | "enum"
    | "oneof"
    | "group"
    | "map"
    | "service"
    | "extend"
    | "field"
    | "value";
  /** Its name with all that it stands in, with dots: `message.field`. What is extended, for `extend`. */
  readonly path: string;
  readonly at: Location;
  /** The number of a field or a value, as it is written. */
  readonly number?: string;
  /** The declared default as it is written, and whether it stands in quotes. */
  readonly default?: { readonly text: string; readonly quoted: boolean };
}

const BLOCKS = new Set(["message", "enum", "oneof", "service", "extend"]);
const UNSCOPED = new Set(["syntax", "import", "extend"]);
const NAMELESS = new Set(["option", "reserved", "extensions", "extend", ""]);

interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly quoted: boolean;
}

type More = Pick<Declaration, "number" | "default">;

/** All declarations of a .proto file, in order. The file's own syntax is not checked: protobufjs does that. */
export function scanProto(file: string, text: string): Declaration[] {
  const found: Declaration[] = [];
  const scopes: { kind: string; name: string }[] = [];
  let prefix = "";
  let statement: Token[] = [];
  const note = (kind: Declaration["kind"], name: Token | undefined, more: More = {}): void => {
    if (name === undefined) return;
    const outer = scopes
      .filter((scope) => scope.kind === "message" || scope.kind === "enum")
      .map((scope) => scope.name);
    const path = UNSCOPED.has(kind) ? name.text : [prefix, ...outer, name.text].filter(Boolean).join(".");
    found.push({ kind, path, at: { file, line: name.line, column: name.column }, ...more });
  };
  for (const token of tokensOf(text)) {
    const inOptions = count(statement, "[") > count(statement, "]") || statement[0]?.text === "option";
    const mark = token.quoted || (inOptions && !(token.text === ";" && isClosed(statement))) ? "" : token.text;
    if (mark === "{") {
      const block = blockOf(statement);
      if (block !== undefined) note(block.kind, block.name);
      scopes.push({ kind: block?.kind === "group" ? "message" : (block?.kind ?? ""), name: block?.name.text ?? "" });
    } else if (mark === "}") {
      scopes.pop();
    } else if (mark === ";") {
      const scope = scopes.at(-1)?.kind;
      if (scope === undefined && statement[0]?.text === "package") prefix = statement[1]?.text ?? "";
      else noteStatement(statement, scope, note);
    }
    if (mark === "{" || mark === "}" || mark === ";") statement = [];
    else statement.push(token);
  }
  return found;
}

/** Tokens with their places. protobufjs gives a string as three tokens; here it is one, without its quotes. */
function* tokensOf(text: string): Generator<Token> {
  const tokens = tokenize(text, true);
  const columnOf = columns(text);
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    const quoted = token === '"' || token === "'";
    const column = columnOf(token, tokens.line);
    if (!quoted) {
      yield { text: token, line: tokens.line, column, quoted };
      continue;
    }
    const value = tokens.next() ?? "";
    yield { text: value, line: tokens.line, column: columnOf(value, tokens.line), quoted };
    columnOf(tokens.next() ?? "", tokens.line);
  }
}

/** Tokens know their line. Their columns are found from left to right, in the text without its comments. */
function columns(text: string): (token: string, line: number) => number {
  const strings = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/;
  const commentOrString = new RegExp(`${strings.source}|/\\*[^]*?\\*/|//[^\\n]*`, "g");
  const blank = (found: string): string => (/^["']/.test(found) ? found : found.replaceAll(/[^\n]/g, " "));
  const lines = text.replaceAll(commentOrString, blank).split("\n");
  let last = 0;
  let from = 0;
  return (token, line) => {
    if (line !== last) from = 0;
    last = line;
    const index = lines[line - 1]?.indexOf(token, from) ?? -1;
    if (index < 0) return from + 1;
    from = index + token.length;
    return index + 1;
  };
}

function count(statement: readonly Token[], text: string): number {
  return statement.filter((token) => token.text === text && !token.quoted).length;
}

/** Whether all brackets and braces of a statement are closed: then a semicolon ends it. */
function isClosed(statement: readonly Token[]): boolean {
  return count(statement, "[") === count(statement, "]") && count(statement, "{") === count(statement, "}");
}

function blockOf(statement: readonly Token[]): { kind: Declaration["kind"]; name: Token } | undefined {
  const [first, second] = statement;
  if (first === undefined) return undefined;
  if (BLOCKS.has(first.text)) return second && { kind: first.text as Declaration["kind"], name: second };
  const group = statement.findIndex((token) => token.text === "group");
  const name = statement[group + 1];
  return group >= 0 && name !== undefined ? { kind: "group", name } : undefined;
}

function noteStatement(
  statement: readonly Token[],
  scope: string | undefined,
  note: (kind: Declaration["kind"], name: Token | undefined, more?: More) => void,
): void {
  const word = statement[0]?.text ?? "";
  const equals = statement.findIndex((token) => token.text === "=");
  const name = statement[equals - 1];
  const number = statement[equals + 1]?.text ?? "";
  if (scope === "enum") {
    if (word !== "option" && word !== "reserved") note("value", name, { number });
    return;
  }
  if (scope === undefined && (word === "syntax" || word === "edition")) {
    note("syntax", statement[2]);
    return;
  }
  if (scope === undefined && word === "import") {
    note("import", statement.at(-1));
    return;
  }
  if (NAMELESS.has(word) && statement[1]?.text !== "=") return;
  if (scope !== "message" && scope !== "oneof") return;
  const isMap = word.startsWith("map") && statement.some((token) => token.text.includes(">"));
  note(isMap ? "map" : "field", name, { number, ...defaultOf(statement) });
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
