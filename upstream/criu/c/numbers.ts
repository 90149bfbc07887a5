import type { TreeFile } from "../../source/tree-file.ts";
import type { Token } from "../token.ts";
import { CExpression } from "./expression.ts";
import { Preprocessor } from "./preprocessor.ts";

/**
 * Reads the numbers with matching names from the macros and enumerations of a C file. Macros that depend on other files
 * are skipped.
 *
 * @throws {TreeError} if a macro has no value, or names itself
 */
export function namedNumbers(file: TreeFile, names: RegExp): Map<string, bigint> {
  const source = new Preprocessor(file, true);
  const numbers = new Map<string, bigint>();
  const tokens = source.unexpanded();
  for (const definition of source.definitions) {
    const { name, macro } = definition;
    if (!names.test(name) || !source.isDefined(name) || macro.parameters !== undefined) continue;
    if (isNumber(macro.body, (word) => source.isDefined(word))) numbers.set(name, source.valueOf(definition).value);
  }
  for (const [name, value] of enumerators(file.path, tokens)) {
    if (names.test(name) && !numbers.has(name)) numbers.set(name, value);
  }
  return numbers;
}

/** Returns whether tokens are an expression without unknown words. */
function isNumber(tokens: readonly Token[], isKnown: (word: string) => boolean): boolean {
  return tokens.length > 0 && tokens.every(({ text }) => !/^[A-Za-z_"]/.test(text) || isKnown(text));
}

/** Lists the members of `enum NAME { A, B = 2, … }`: a member without a value is one more than the one before it. */
function* enumerators(file: string, tokens: readonly Token[]): Generator<[string, bigint]> {
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text !== "enum") continue;
    at += tokens[at + 1]?.text === "{" ? 1 : 2;
    if (tokens[at]?.text !== "{") continue;
    let value: bigint | undefined = -1n;
    while (at < tokens.length && tokens[at]?.text !== "}") {
      const start = ++at;
      while (at < tokens.length && !/^[,}]$/.test(tokens[at]?.text ?? "")) at++;
      const [name, equals, ...given] = tokens.slice(start, at);
      if (name === undefined) break;
      value = equals === undefined ? next(value) : computed(file, given);
      if (value !== undefined) yield [name.text, value];
    }
  }
}

const next = (value: bigint | undefined): bigint | undefined => (value === undefined ? undefined : value + 1n);

/** Computes the value of a member; `undefined` if it depends on names. */
function computed(file: string, tokens: readonly Token[]): bigint | undefined {
  if (!isNumber(tokens, () => false)) return undefined;
  return CExpression.evaluate({ file, tokens, what: "this enumeration", line: tokens[0]?.line ?? 1 }).value;
}
