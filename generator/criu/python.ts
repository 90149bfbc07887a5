import { type Token, TreeError, type TreeFile, tokensOf } from "./text.ts";

/*
 * As much of Python as tables are written in: lists, tuples, dictionaries, texts, integers with << and |, and names of
 * other tables.
 */

/** A value; a tuple is a list here. */
export type Python = string | number | readonly Python[] | PythonName | ReadonlyMap<string | number, Python>;

/** The name of another table, not yet looked up. */
export interface PythonName {
  readonly name: string;
}

const TOKEN = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\w+|<<|[^\s\w]/g;

/** Reads the value that is given to `name` at the beginning of a line; `undefined` where there is none. */
export function readAssignment({ path, text }: TreeFile, name: string): Python | undefined {
  const found = new RegExp(`^${name}\\s*=`, "m").exec(text);
  if (found === null) return undefined;
  const line = text.slice(0, found.index).split("\n").length;
  const blank = (part: string): string => (part.startsWith("#") ? "" : part);
  const rest = text.slice(found.index + found[0].length).replaceAll(/"[^"\n]*"|'[^'\n]*'|#[^\n]*/g, blank);
  return new Literals(path, tokensOf(rest, TOKEN, line)).value();
}

class Literals {
  readonly #file: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(file: string, tokens: readonly Token[]) {
    this.#file = file;
    this.#tokens = tokens;
  }

  value(): Python {
    let value = this.#operand();
    while (this.#peek() === "<<" || this.#peek() === "|") {
      const operator = this.#next();
      const right = this.#operand();
      if (typeof value !== "number" || typeof right !== "number") return this.#refuse(operator);
      value = operator.text === "|" ? value | right : value * 2 ** right;
    }
    return value;
  }

  #operand(): Python {
    const token = this.#next();
    const { text } = token;
    if (text === "[") return this.#list("]");
    if (text === "(") return this.#list(")");
    if (text === "{") return this.#dictionary();
    if (/^["']/.test(text)) return text.slice(1, -1);
    if (/^\d/.test(text)) return integerOf(text) ?? this.#refuse(token);
    return /^\w+$/.test(text) ? { name: text } : this.#refuse(token);
  }

  #list(end: string): Python[] {
    const items: Python[] = [];
    while (this.#peek() !== end) {
      items.push(this.value());
      if (this.#peek() !== end) this.#next(",");
    }
    this.#next(end);
    return items;
  }

  #dictionary(): Map<string | number, Python> {
    const items = new Map<string | number, Python>();
    while (this.#peek() !== "}") {
      const first = this.#tokens[this.#at];
      const key = this.value();
      if (first === undefined || (typeof key !== "string" && typeof key !== "number")) return this.#refuse(first);
      this.#next(":");
      items.set(key, this.value());
      if (this.#peek() !== "}") this.#next(",");
    }
    this.#next("}");
    return items;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]?.text;
  }

  #next(wanted?: string): Token {
    const token = this.#tokens[this.#at++];
    return token === undefined || (wanted !== undefined && token.text !== wanted) ? this.#refuse(token) : token;
  }

  #refuse(token: Token | undefined): never {
    const { text, line } = token ?? { text: "the end of the file", line: this.#tokens.at(-1)?.line ?? 1 };
    throw new TreeError(`\`${text}\` is not understood in a table of names`, { file: this.#file, line });
  }
}

/** Decimal, hexadecimal, and octal in the ways of both Pythons. */
function integerOf(text: string): number | undefined {
  if (/^0o?[0-7]+$/i.test(text)) return Number.parseInt(text.replace(/^0o?/i, "0"), 8);
  return /^(?:0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : undefined;
}
