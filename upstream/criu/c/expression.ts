import { Pratt, type Tokens } from "../pratt.ts";
import type { Token } from "../token.ts";
import { applyBinary, applyUnary, type CInteger, cast, common, int, literalOf, typeOf } from "./integer.ts";

/** Operators from the weakest to the strongest. */
const LEVELS = [
  ["?"],
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const POWERS = new Map(LEVELS.flatMap((level, power) => level.map((operator) => [operator, power] as const)));
const UNARY = LEVELS.length;

/** Computes a constant expression in the types of C: `int` and `long`, signed and unsigned. */
export class CExpression extends Pratt<CInteger> {
  /** Number of operands around the present one that are not computed: `0 && 1 / 0` is 0. */
  #unused = 0;

  /** @throws {TreeError} if the tokens are not a constant expression, or have no value */
  static evaluate(source: Tokens): CInteger {
    return new CExpression(source).all();
  }

  protected powerOf(operator: string): number | undefined {
    return POWERS.get(operator);
  }

  protected operand(first: Token): CInteger {
    const { text } = first;
    if (text === "(") return this.#bracket();
    if (/^[-+~!]$/.test(text)) return applyUnary(text, this.expression(UNARY));
    return literalOf(text) ?? this.misunderstood(first);
  }

  /** Reads `(type) operand`, or `(expression)`. */
  #bracket(): CInteger {
    const words: string[] = [];
    for (let word = this.peek(); word !== undefined && /^[A-Za-z_]\w*$/.test(word); word = this.peek(words.length)) {
      words.push(word);
    }
    const type = this.peek(words.length) === ")" ? typeOf(words) : undefined;
    if (type === undefined) {
      const value = this.expression();
      this.next(")");
      return value;
    }
    for (const word of [...words, ")"]) this.next(word);
    return cast(this.expression(UNARY), type);
  }

  protected infix({ text, line }: Token, left: CInteger, power: number): CInteger {
    if (text === "?") return this.#conditional(left);
    const isTrue = left.value !== 0n;
    if (text === "&&") return int(this.#unless(!isTrue, power + 1).value !== 0n && isTrue);
    if (text === "||") return int(this.#unless(isTrue, power + 1).value !== 0n || isTrue);
    const right = this.expression(power + 1);
    const value = applyBinary(text, left, right);
    if (value !== undefined || this.#unused > 0) return value ?? left;
    return this.refuse(`\`${left.value} ${text} ${right.value}\` has no value`, line);
  }

  #conditional(condition: CInteger): CInteger {
    const isTrue = condition.value !== 0n;
    const then = this.#unless(!isTrue, 0);
    this.next(":");
    const otherwise = this.#unless(isTrue, 0);
    return cast(isTrue ? then : otherwise, common(then, otherwise));
  }

  #unless(isUnused: boolean, least: number): CInteger {
    if (isUnused) this.#unused++;
    const value = this.expression(least);
    if (isUnused) this.#unused--;
    return value;
  }
}
