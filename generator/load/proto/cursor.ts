import type { Location } from "../../model/problem.ts";
import { joinBytes } from "../../text/bytes.ts";
import { integerOf } from "./integer.ts";
import { ProtoFault, type Token } from "./lexer.ts";
import { bytesOf, textOf } from "./strings.ts";
import type { NumberNode, Range, Word } from "./tree.ts";

/** Cursor over the tokens of a file. It refuses unexpected tokens. */
export class Cursor {
  readonly file: string;
  readonly tokens: readonly Token[];
  #index = 0;
  #statement: Token;

  /** @param tokens the last one is the end of the text */
  constructor(file: string, tokens: readonly Token[]) {
    this.file = file;
    this.tokens = tokens;
    this.#statement = this.token;
  }

  /** Notes the beginning of a statement: if the file ends within it, the fault names this place. */
  begin(): void {
    this.#statement = this.token;
  }

  get token(): Token {
    const token = this.tokens[this.#index];
    if (token === undefined) throw new Error("there is no token after the last one");
    return token;
  }

  /** End of the token before this one. */
  get end(): number {
    return this.tokens[this.#index - 1]?.to ?? 0;
  }

  peek(): Token {
    return this.tokens[this.#index + 1] ?? this.token;
  }

  get atEnd(): boolean {
    return this.token.kind === "end";
  }

  get at(): Location {
    return this.placeOf(this.token);
  }

  placeOf({ line, column }: Token): Location {
    return { file: this.file, line, column };
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== "end") this.#index++;
    return token;
  }

  is(text: string): boolean {
    return this.token.text === text;
  }

  accept(text: string): boolean {
    const found = this.is(text);
    if (found) this.next();
    return found;
  }

  /** Parses a body in braces, which `parse` reads a statement of. `owner` names it if the file ends inside. */
  body(owner: Word, parse: () => void): void {
    this.expect("{");
    while (!this.accept("}")) {
      if (this.atEnd) throw unended(owner);
      parse();
    }
  }

  /** Returns the range of the tokens that `parse` consumes. */
  ranged(parse: () => void): Range {
    const { from } = this.token;
    parse();
    return { from, to: this.end };
  }

  expect(text: string, hint?: string): Token {
    if (!this.is(text)) this.unexpected(`\`${text}\``, hint);
    return this.next();
  }

  /** Refuses the token. `wanted` names the expected one. */
  unexpected(wanted?: string, hint?: string): never {
    const { token, at } = this;
    // An aggregate value has its closing brace as end token, with a text.
    if (token.kind === "end" && token.text === "")
      throw unended({ text: this.#statement.text, at: this.placeOf(this.#statement) });
    const message =
      wanted === undefined ? `unexpected \`${token.text}\`` : `expected ${wanted}, found \`${token.text}\``;
    throw new ProtoFault(at, message, hint);
  }

  name(what: string): Word {
    if (this.token.kind !== "name") this.unexpected(what);
    return this.#word(this.next());
  }

  #word({ from, to, text, ...place }: Token): Word {
    return { text, at: { file: this.file, line: place.line, column: place.column }, range: { from, to } };
  }

  /** Reads a name with dots, such as that of a package. */
  path(what: string): Word {
    const { text, at, range } = this.name(what);
    const parts = [text];
    while (this.accept(".")) parts.push(this.name(what).text);
    return { text: parts.join("."), at, range: { from: range.from, to: this.end } };
  }

  /** Reads the name of a type. A full one begins with a dot. */
  typeName(): Word {
    const { at, token } = this;
    const dot = this.accept(".") ? "." : "";
    const { text, range } = this.path("a type");
    return { text: dot + text, at, range: { from: token.from, to: range.to } };
  }

  /** Reads an integer without a sign. Numbers out of range are refused later, with the range in the message. */
  integer(what: string): NumberNode {
    if (this.token.kind !== "integer") this.unexpected(what);
    const word = this.#word(this.next());
    return { ...word, value: integerOf(word.text) ?? 0n };
  }

  signedInteger(what: string): NumberNode {
    const { at, token } = this;
    const isNegative = this.accept("-");
    const { text, value, range } = this.integer(what);
    const sign = isNegative ? "-" : "";
    return { text: sign + text, at, value: isNegative ? -value : value, range: { from: token.from, to: range.to } };
  }

  /** Reads a string. Adjacent string literals are one string. */
  bytes(what: string): Uint8Array {
    if (this.token.kind !== "string") this.unexpected(what);
    const parts: Uint8Array[] = [];
    while (this.token.kind === "string") parts.push(bytesOf(this.next().text));
    return joinBytes(parts);
  }

  /** Reads a string and decodes it as UTF-8. */
  string(what: string): Word {
    const { at, token } = this;
    const text = textOf(this.bytes(what));
    if (text === undefined) throw new ProtoFault(at, "the string is not UTF-8");
    // The place is that of the text inside the quotes.
    return { text, at: { ...at, column: at.column + 1 }, range: { from: token.from, to: this.end } };
  }
}

/** Returns the fault of a file that ends within a declaration. */
export function unended({ text, at }: Pick<Word, "text" | "at">): ProtoFault {
  return new ProtoFault(at, `\`${text}\` is not closed before the file ends`, "a `}` or a `;` is missing");
}
