import { TreeError } from "../../source/tree-file.ts";
import { quote, type Token } from "../token.ts";
import { CExpression } from "./expression.ts";
import type { Macros } from "./macros.ts";

/** A condition that is open, from its `#if` to its `#endif`. */
interface Condition {
  readonly line: number;
  /** Whether the lines around it are read. */
  readonly isOuterLive: boolean;
  isLive: boolean;
  /** Whether a branch was read: then no other is. */
  isDone: boolean;
}

/** The conditions of a file: decides if a line is read. */
export class Conditions {
  readonly #file: string;
  readonly #macros: Macros;
  readonly #isLenient: boolean;
  readonly #open: Condition[] = [];

  constructor(file: string, macros: Macros, isLenient: boolean) {
    this.#file = file;
    this.#macros = macros;
    this.#isLenient = isLenient;
  }

  /** Returns whether lines are read here. */
  get isLive(): boolean {
    return this.#open.at(-1)?.isLive ?? true;
  }

  /** Obeys a directive if it belongs to a condition; returns whether it does. */
  obey(directive: Token, rest: readonly Token[], next: readonly Token[] | undefined): boolean {
    const { text, line } = directive;
    if (/^if(?:n?def)?$/.test(text)) {
      const isOuterLive = this.isLive;
      const answer = isOuterLive && this.#answer(directive, rest, next);
      this.#open.push({ line, isOuterLive, isLive: answer !== false, isDone: answer === true });
      return true;
    }
    if (text !== "elif" && text !== "else" && text !== "endif") return false;
    const condition = this.#open.at(-1);
    if (condition === undefined) return this.#refuse(`\`#${text}\` has no #if before it`, line);
    if (text === "endif") this.#open.pop();
    else {
      const isOpen = condition.isOuterLive && !condition.isDone;
      const answer = isOpen && (text === "else" || this.#answer(directive, rest, next));
      condition.isLive = answer !== false;
      condition.isDone ||= answer === true;
    }
    return true;
  }

  /** Refuses a condition that is open at the end of the file. */
  end(): void {
    const condition = this.#open.pop();
    if (condition !== undefined) this.#refuse("this condition has no #endif", condition.line);
  }

  /** Decides a condition; returns `undefined` if this file alone cannot, and the reader is lenient. */
  #answer(directive: Token, rest: readonly Token[], next: readonly Token[] | undefined): boolean | undefined {
    const { text, line } = directive;
    if (text === "if" || text === "elif") return this.#compute(rest, line);
    const name = rest[0]?.text ?? "";
    if (this.#macros.has(name)) return text === "ifdef";
    // A guard against a second inclusion of the file, or a second definition of the number.
    const [mark, define, guarded] = next ?? [];
    if (text === "ifndef" && mark?.text === "#" && define?.text === "define" && guarded?.text === name) return true;
    return this.#unknown(name, line);
  }

  #compute(tokens: readonly Token[], line: number): boolean | undefined {
    const unknown = tokens.find(({ text }) => /^[A-Za-z_]/.test(text));
    if (unknown !== undefined) return this.#unknown(unknown.text, line);
    const wide = tokens.map((token) => ({
      ...token,
      text: token.text.replace(/^\d\w*$/, "$&l").replace(/ll+$/i, "l"),
    }));
    return CExpression.evaluate({ file: this.#file, tokens: wide, what: "this condition", line }).value !== 0n;
  }

  #unknown(name: string, line: number): undefined {
    if (this.#isLenient) return undefined;
    return this.#refuse(`the condition depends on ${quote(name)}, and this file does not define it`, line);
  }

  #refuse(message: string, line: number): never {
    throw new TreeError(message, { file: this.#file, line });
  }
}
