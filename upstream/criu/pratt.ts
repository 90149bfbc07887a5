import { TreeError } from "../source/tree-file.ts";
import { quote, type Token } from "./token.ts";

/** Greatest depth of brackets and operators. CRIU's are nested three deep. */
const MOST_NESTED = 200;

/** A list of tokens, and its name in errors. */
export interface Tokens {
  readonly file: string;
  readonly tokens: readonly Token[];
  /** `the macro NAME` */
  readonly what: string;
  /** Line of an error after the last token. */
  readonly line: number;
}

/** Parses expressions by the precedence of their operators, after Pratt. A subclass for each language has the operators. */
export abstract class Pratt<V> {
  readonly #source: Tokens;
  #at = 0;
  #depth = 0;

  constructor(source: Tokens) {
    this.#source = source;
  }

  /** Returns the precedence of an infix operator; `undefined` if the token is not one. */
  protected abstract powerOf(operator: string): number | undefined;

  /** Reads the operand that begins with this token. */
  protected abstract operand(first: Token): V;

  /** Reads the right side of an operator, and applies it. */
  protected abstract infix(operator: Token, left: V, power: number): V;

  /** Reads an expression of operators with at least this precedence. */
  protected expression(least = 0): V {
    if (++this.#depth > MOST_NESTED) this.refuse(`more than ${MOST_NESTED} brackets or operators are nested`);
    let left = this.operand(this.next());
    for (;;) {
      const power = this.powerOf(this.peek() ?? "");
      if (power === undefined || power < least) break;
      left = this.infix(this.next(), left, power);
    }
    this.#depth--;
    return left;
  }

  /** Reads all tokens as one expression. */
  protected all(): V {
    const value = this.expression();
    const [left] = this.#source.tokens.slice(this.#at, this.#at + 1);
    return left === undefined ? value : this.misunderstood(left);
  }

  protected peek(ahead = 0): string | undefined {
    return this.#source.tokens[this.#at + ahead]?.text;
  }

  protected next(wanted?: string): Token {
    const token = this.#source.tokens[this.#at];
    if (token === undefined || (wanted !== undefined && token.text !== wanted)) return this.misunderstood(token);
    this.#at++;
    return token;
  }

  protected misunderstood(token: Token | undefined): never {
    const { what, tokens, line } = this.#source;
    const text = token === undefined ? "the end" : quote(token.text);
    return this.#refuse(`${text} is not understood in ${what}`, token?.line ?? tokens.at(-1)?.line ?? line);
  }

  protected refuse(why: string, at?: number): never {
    const { what, tokens, line } = this.#source;
    return this.#refuse(`${why} in ${what}`, at ?? tokens[this.#at]?.line ?? tokens.at(-1)?.line ?? line);
  }

  #refuse(message: string, line: number): never {
    throw new TreeError(message, { file: this.#source.file, line });
  }
}
