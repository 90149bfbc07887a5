import { type Place, TreeError, type TreeFile } from "../../source/tree-file.ts";
import { quote, type Token } from "../token.ts";
import { Conditions } from "./conditions.ts";
import { CExpression } from "./expression.ts";
import type { CInteger } from "./integer.ts";
import { type Line, linesOf } from "./lines.ts";
import { Expansion, type Macro, type Macros } from "./macros.ts";

/** The definition of a macro in a file. */
export interface Definition {
  readonly name: string;
  readonly at: Place;
  readonly macro: Macro;
  /** Comment after it. */
  readonly comment?: string;
}

const IGNORED = ["include", "pragma", "line", "warning"];

/** Reads a C file as the preprocessor does: obeys directives and expands macros, but includes no file. */
export class Preprocessor {
  readonly #file: string;
  readonly #lines: readonly Line[];
  #line = 0;
  readonly #macros: Macros = new Map();
  readonly #conditions: Conditions;
  readonly #expansion: Expansion;
  readonly #isLenient: boolean;
  /** All definitions, in order. */
  readonly definitions: Definition[] = [];

  /** @param isLenient reads both branches of a condition if the file alone cannot decide it, instead of refusing it */
  constructor(file: TreeFile, isLenient = false) {
    this.#file = file.path;
    this.#isLenient = isLenient;
    this.#lines = linesOf(file);
    this.#conditions = new Conditions(file.path, this.#macros, isLenient);
    this.#expansion = new Expansion(file.path, this.#macros, () => this.#nextLine());
  }

  /** Takes the next token, with macros expanded; `undefined` at the end. */
  next(): Token | undefined {
    return this.#expansion.next();
  }

  /** Takes the tokens of all lines except directives, without expanding macros. */
  unexpanded(): Token[] {
    const tokens: Token[] = [];
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine())
      for (const token of line) tokens.push(token);
    return tokens;
  }

  /** Returns whether a macro has this name here. */
  isDefined(name: string): boolean {
    return this.#macros.has(name);
  }

  /**
   * Computes the number of a macro without parameters.
   *
   * @throws {TreeError} if it has no value, or names itself
   */
  valueOf({ name, at, macro }: Definition): CInteger {
    const tokens = this.#expansion.expandAll([{ text: name, line: at.line }]);
    const itself = tokens.find(({ isFinal }) => isFinal);
    if (itself !== undefined) throw new TreeError(`\`${name}\` has no value: ${quote(itself.text)} names itself`, at);
    const what = `the macro ${name}`;
    if (macro.body.length === 0) throw new TreeError(`${what} has no value`, at);
    return CExpression.evaluate({ file: at.file, tokens, what, line: at.line });
  }

  /** Returns the tokens of the next line that is read and is no directive. */
  #nextLine(): readonly Token[] | undefined {
    for (let line = this.#lines[this.#line++]; line !== undefined; line = this.#lines[this.#line++]) {
      const [mark, directive, ...rest] = line.tokens;
      if (mark?.text === "#") {
        if (directive !== undefined) this.#obey(directive, rest, line);
      } else if (this.#conditions.isLive) return line.tokens;
    }
    this.#conditions.end();
    return undefined;
  }

  #obey(directive: Token, rest: readonly Token[], line: Line): void {
    const next = this.#lines[this.#line]?.tokens;
    if (this.#conditions.obey(directive, rest, next) || !this.#conditions.isLive) return;
    const { text } = directive;
    if (text === "define") this.#define(rest, line);
    else if (text === "undef") this.#macros.delete(rest[0]?.text ?? "");
    else if (!this.#isLenient && !IGNORED.includes(text)) this.#refuse(directive, rest);
  }

  #define([name, ...rest]: readonly Token[], { comment }: Line): void {
    if (name === undefined) return;
    const at = { file: this.#file, line: name.line };
    const macro = this.#macroOf(name, rest);
    this.#macros.set(name.text, macro);
    this.definitions.push({ name: name.text, at, macro, ...(comment !== undefined && { comment }) });
  }

  #macroOf(name: Token, rest: readonly Token[]): Macro {
    // Only a bracket without a blank before it begins the parameters.
    if (rest[0]?.text !== "(" || rest[0].isApart === true) return { name: name.text, body: rest, isBusy: false };
    const end = rest.findIndex(({ text }) => text === ")");
    const words = rest.slice(1, end).filter(({ text }) => text !== ",");
    if (end < 0 || words.some(({ text }) => !/^(?:\w+|\.\.\.)$/.test(text))) this.#refuse(name, rest);
    const parameters = new Map(words.map(({ text }, i) => [text === "..." ? "__VA_ARGS__" : text, i]));
    return { name: name.text, parameters, body: rest.slice(end + 1), isBusy: false };
  }

  #refuse(first: Token, rest: readonly Token[]): never {
    const words = [first, ...rest].slice(0, 8).map(({ text }) => text);
    throw new TreeError(`${quote(`#${words.join(" ")}`)} is not understood`, { file: this.#file, line: first.line });
  }
}
