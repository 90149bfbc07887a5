import { TreeError, type TreeFile } from "../../source/tree-file.ts";
import { Pratt } from "../pratt.ts";
import type { Token } from "../token.ts";
import { applyBinary, integerOf, POWERS, UNARY } from "./integer.ts";
import { tokensOf } from "./tokens.ts";

/*
 * Reads the part of Python that tables use: lists, tuples, dictionaries, texts, integers with all operators, and names
 * of other tables.
 */

/** A value; a tuple is a list here. */
export type Python = string | bigint | readonly Python[] | PythonName | ReadonlyMap<string | bigint, Python>;

/** The name of another table, not yet looked up. */
export interface PythonName {
  readonly name: string;
}

/** The tables of a Python file. */
export class PythonFile {
  readonly path: string;
  /** Tokens after the last `name =` at the beginning of a line, by name. */
  readonly #assigned = new Map<string, Token[]>();
  readonly #values = new Map<string, Python>();

  /** @throws {TreeError} if a text in it does not end */
  constructor({ path, text }: TreeFile) {
    this.path = path;
    const tokens = tokensOf({ path, text });
    const starts = tokens.flatMap(({ isFirst }, i) => (isFirst && tokens[i + 1]?.text === "=" ? [i] : []));
    for (const [index, start] of starts.entries()) {
      this.#assigned.set(tokens[start]?.text ?? "", tokens.slice(start + 2, starts[index + 1]));
    }
  }

  /** Reads the value of a name; `undefined` if it has none. */
  valueOf(name: string): Python | undefined {
    const tokens = this.#assigned.get(name);
    const known = this.#values.get(name);
    if (known !== undefined || tokens === undefined) return known;
    const value = PythonValue.read(this.path, name, tokens);
    this.#values.set(name, value);
    return value;
  }

  /** Follows names until it finds another value. */
  resolve(value: Python | undefined): Python | undefined {
    const seen = new Set<string>();
    let found = value;
    while (isName(found)) {
      if (seen.has(found.name)) throw new TreeError(`${this.path}: \`${found.name}\` is defined by itself`);
      seen.add(found.name);
      found = this.valueOf(found.name);
    }
    return found;
  }
}

export function isName(value: Python | undefined): value is PythonName {
  return typeof value === "object" && "name" in value;
}

class PythonValue extends Pratt<Python> {
  static read(file: string, name: string, tokens: readonly Token[]): Python {
    return new PythonValue({ file, tokens, what: `the table \`${name}\``, line: 1 }).expression();
  }

  protected powerOf(operator: string): number | undefined {
    return POWERS.get(operator);
  }

  protected operand(first: Token): Python {
    const { text } = first;
    if (text === "[") return this.#list("]").items;
    if (text === "(") return this.#bracket();
    if (text === "{") return this.#dictionary();
    if (/^[-+~]$/.test(text)) return this.#unary(first);
    if (/^[A-Za-z]*["']/.test(text)) return this.#text(text);
    if (/^\d/.test(text)) return integerOf(text) ?? this.misunderstood(first);
    return /^[A-Za-z_]\w*$/.test(text) ? { name: text } : this.misunderstood(first);
  }

  protected infix(operator: Token, left: Python, power: number): Python {
    const right = this.expression(operator.text === "**" ? power : power + 1);
    if (typeof left !== "bigint" || typeof right !== "bigint") return this.misunderstood(operator);
    return applyBinary(operator.text, left, right) ?? this.refuse(`\`${left} ${operator.text} ${right}\` has no value`);
  }

  #unary(operator: Token): bigint {
    const value = this.expression(UNARY);
    if (typeof value !== "bigint") return this.misunderstood(operator);
    return operator.text === "-" ? -value : operator.text === "~" ? ~value : value;
  }

  /** Joins adjacent texts, as Python does. */
  #text(first: string): string {
    const parts = [contentOf(first)];
    while (/^[A-Za-z]*["']/.test(this.peek() ?? "")) parts.push(contentOf(this.next().text));
    return parts.join("");
  }

  /** Reads brackets: `(value)` is that value, `(value,)` and `()` are lists. */
  #bracket(): Python {
    const { items, isTuple } = this.#list(")");
    const [only] = items;
    return only === undefined || isTuple ? items : only;
  }

  #list(end: string): { readonly items: Python[]; readonly isTuple: boolean } {
    const items: Python[] = [];
    let isTuple = false;
    while (this.peek() !== end) {
      items.push(this.expression());
      if (this.peek() === end) break;
      this.next(",");
      isTuple = true;
    }
    this.next(end);
    return { items, isTuple };
  }

  #dictionary(): Map<string | bigint, Python> {
    const items = new Map<string | bigint, Python>();
    while (this.peek() !== "}") {
      const key = this.expression();
      if (typeof key !== "string" && typeof key !== "bigint")
        return this.refuse("a key that is neither a text nor a number");
      this.next(":");
      items.set(key, this.expression());
      if (this.peek() !== "}") this.next(",");
    }
    this.next("}");
    return items;
  }
}

/** Returns the text between the quotes. */
function contentOf(text: string): string {
  const quoted = text.replace(/^[A-Za-z]*/, "");
  const width = /^(?:"""|''')/.test(quoted) && quoted.length >= 6 ? 3 : 1;
  return quoted.slice(width, -width);
}
