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
  /** The declared default as it is written. */
  readonly default?: string;
}

const BLOCKS = new Set(["message", "enum", "oneof", "service", "extend"]);
const UNSCOPED = new Set(["syntax", "import", "extend"]);
const NAMELESS = new Set(["option", "reserved", "extensions", "extend", ""]);

interface Token {
  readonly text: string;
  readonly line: number;
}

/** All declarations of a .proto file, in order. The file's own syntax is not checked: protobufjs does that. */
export function scanProto(file: string, text: string): Declaration[] {
  const lines = text.split("\n");
  const found: Declaration[] = [];
  const scopes: { kind: string; name: string }[] = [];
  let prefix = "";
  let statement: Token[] = [];
  const note = (kind: Declaration["kind"], name: Token | undefined, more: { default?: string } = {}): void => {
    if (name === undefined) return;
    const outer = scopes
      .filter((scope) => scope.kind === "message" || scope.kind === "enum")
      .map((scope) => scope.name);
    const path = UNSCOPED.has(kind) ? name.text : [prefix, ...outer, name.text].filter(Boolean).join(".");
    found.push({ kind, path, at: place(file, lines, name), ...more });
  };
  for (const token of tokensOf(text)) {
    const inBrackets = count(statement, "[") > count(statement, "]");
    if (token.text === "{" && !inBrackets && statement[0]?.text !== "option") {
      const block = blockOf(statement);
      if (block !== undefined) note(block.kind, block.name);
      scopes.push({ kind: block?.kind === "group" ? "message" : (block?.kind ?? ""), name: block?.name.text ?? "" });
      statement = [];
    } else if (token.text === "}" && !inBrackets && statement[0]?.text !== "option") {
      scopes.pop();
      statement = [];
    } else if (token.text === ";") {
      if (statement[0]?.text === "package") prefix = statement[1]?.text ?? "";
      else noteStatement(statement, scopes.at(-1)?.kind, note);
      statement = [];
    } else {
      statement.push(token);
    }
  }
  return found;
}

/** protobufjs gives a string as three tokens; here it is one, without its quotes. */
function* tokensOf(text: string): Generator<Token> {
  const tokens = tokenize(text, true);
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    const { line } = tokens;
    if (token !== '"' && token !== "'") {
      yield { text: token, line };
      continue;
    }
    yield { text: tokens.next() ?? "", line };
    tokens.next();
  }
}

function count(statement: readonly Token[], text: string): number {
  return statement.filter((token) => token.text === text).length;
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
  note: (kind: Declaration["kind"], name: Token | undefined, more?: { default?: string }) => void,
): void {
  const word = statement[0]?.text ?? "";
  const equals = statement.findIndex((token) => token.text === "=");
  const name = statement[equals - 1];
  if (word === "syntax" || word === "edition") note("syntax", statement[2]);
  else if (word === "import") note("import", statement.at(-1));
  else if (NAMELESS.has(word) || name === undefined) return;
  else if (scope === "enum") note("value", name);
  else if (word.startsWith("map") && statement.some((token) => token.text.includes(">"))) note("map", name);
  else if (scope === "message" || scope === "oneof") note("field", name, defaultOf(statement));
}

function defaultOf(statement: readonly Token[]): { default?: string } {
  const options = statement.slice(statement.findIndex((token) => token.text === "[") + 1 || statement.length);
  const start = options.findIndex(({ text }, i) => text === "default" && options[i + 1]?.text === "=");
  const value = start < 0 ? undefined : options[start + 2]?.text;
  return value === undefined ? {} : { default: value };
}

/** The place of a token: tokens know their line, the column is where the line has that word. */
function place(file: string, lines: readonly string[], { text, line }: Token): Location {
  const source = lines[line - 1] ?? "";
  let index = source.indexOf(text);
  while (index >= 0 && (isWord(source[index - 1]) || isWord(source[index + text.length]))) {
    index = source.indexOf(text, index + 1);
  }
  return { file, line, column: Math.max(index, 0) + 1 };
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\w.]/.test(char);
}
