import type { Location } from "../../model/problem.ts";

/*
 * Tokens of .proto files, as protoc splits them. One pass finds them, in time linear in the text.
 */

/** A token of a .proto file. */
export interface Token {
  readonly kind: "name" | "integer" | "float" | "string" | "symbol" | "end";
  /** The token as written, quotes included. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
}

/** Fault of syntax in a .proto file. */
export class ProtoFault extends Error {
  readonly at: Location;
  readonly hint: string | undefined;
  readonly code: string;

  constructor(at: Location, message: string, hint?: string, code = "proto-syntax") {
    super(message);
    this.name = "ProtoFault";
    this.at = at;
    this.hint = hint;
    this.code = code;
  }
}

const SPACE = /[ \t\n\v\f\r]+/y;
const NAME = /[A-Za-z_]\w*/y;
const HEXADECIMAL = /0[xX][0-9a-fA-F]+/y;
const LEADING_ZERO = /0\d+/y;
const DECIMAL = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:[abfnrtv\\?'"0-7]|x[0-9a-fA-F]|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})/y;

/** Splits a text into tokens. The last one is its end. */
export function tokensOf(file: string, text: string): Token[] {
  const lexer = new Lexer(file, text);
  const tokens: Token[] = [];
  do {
    tokens.push(lexer.next(tokens.at(-1)));
  } while (tokens.at(-1)?.kind !== "end");
  return tokens;
}

class Lexer {
  readonly #file: string;
  readonly #text: string;
  #offset: number;
  #line = 1;
  #lineStart = 0;
  /** Offset of the next line end. */
  #lineEnd: number;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    this.#offset = text.startsWith("\ufeff") ? 1 : 0;
    this.#lineEnd = text.indexOf("\n");
  }

  next(previous: Token | undefined): Token {
    this.#skipBlanks();
    const from = this.#offset;
    const [line, column] = [this.#line, from - this.#lineStart + 1];
    const kind = this.#kind(previous);
    return { kind, text: this.#text.slice(from, this.#offset), from, to: this.#offset, line, column };
  }

  #kind(previous: Token | undefined): Token["kind"] {
    const char = this.#text[this.#offset];
    if (char === undefined) return "end";
    if (this.#take(NAME)) return "name";
    if (char === '"' || char === "'") return this.#string(char);
    if (/\d/.test(char) || (char === "." && /\d/.test(this.#text[this.#offset + 1] ?? ""))) {
      if (char === "." && previous?.kind === "name" && previous.to === this.#offset) {
        this.#fail("a space is missing between the name and the number");
      }
      return this.#number();
    }
    if (!/[!-~]/.test(char)) this.#fail(`${shown(char)} is not allowed outside of strings and comments`);
    this.#offset++;
    return "symbol";
  }

  #skipBlanks(): void {
    for (;;) {
      const from = this.#offset;
      if (this.#text.startsWith("//", from)) this.#skipTo(this.#text.indexOf("\n", from), 1);
      else if (this.#text.startsWith("/*", from)) this.#skipComment();
      else if (!this.#take(SPACE)) return;
      this.#countLines();
    }
  }

  /** Skips a comment. Comments do not nest. */
  #skipComment(): void {
    const end = this.#text.indexOf("*/", this.#offset + 2);
    if (end < 0) this.#fail("the comment is not closed", "a `*/` is missing");
    const inner = this.#text.slice(this.#offset + 2, end + 2).indexOf("/*");
    if (inner >= 0) this.#fail("there is a `/*` in the comment: comments do not nest");
    this.#skipTo(end, 2);
  }

  #skipTo(index: number, length: number): void {
    const end = index < 0 ? this.#text.length : index + length;
    if (this.#text.slice(this.#offset, end).includes("\0")) this.#fail("there is a NUL character in the comment");
    this.#offset = end;
  }

  #countLines(): void {
    while (this.#lineEnd >= 0 && this.#lineEnd < this.#offset) {
      this.#line++;
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#text.indexOf("\n", this.#lineStart);
    }
  }

  #string(quote: string): "string" {
    const start = this.#offset++;
    for (;;) {
      const char = this.#text[this.#offset];
      if (char === "\\") {
        if (!this.#take(ESCAPE)) this.#fail("there is no such escape sequence", "`\\\\` is a backslash");
        continue;
      }
      if (char === undefined || char === "\n" || char === "\0") {
        this.#offset = start;
        this.#fail("the string is not closed", "close it on the same line, with the quote that opens it");
      }
      this.#offset++;
      if (char === quote) return "string";
    }
  }

  #number(): "integer" | "float" {
    const start = this.#offset;
    const isInteger = this.#take(HEXADECIMAL) || this.#take(LEADING_ZERO) || !this.#take(DECIMAL);
    const text = this.#text.slice(start, this.#offset);
    const next = this.#text[this.#offset] ?? "";
    const wrong =
      /^0\d*[89]/.test(text) && isInteger
        ? "a number with a leading zero is octal: it cannot contain 8 or 9"
        : /[A-Za-z_.]/.test(next)
          ? `\`${text}${next}\` is not a number`
          : undefined;
    if (wrong !== undefined) {
      this.#offset = start;
      this.#fail(wrong);
    }
    return isInteger || /^\d+$/.test(text) ? "integer" : "float";
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#offset;
    if (!pattern.test(this.#text)) return false;
    this.#offset = pattern.lastIndex;
    return true;
  }

  #fail(message: string, hint?: string): never {
    const at = { file: this.#file, line: this.#line, column: this.#offset - this.#lineStart + 1 };
    throw new ProtoFault(at, message, hint);
  }
}

function shown(char: string): string {
  return char < " " || char === "\u007f" ? `the control character 0x${char.charCodeAt(0).toString(16)}` : `\`${char}\``;
}
