import { ts } from "ts-morph";
import { elementsOf } from "../program/packages.ts";
import { isName, resolved, symbolsOf } from "../program/symbols.ts";
import type { Search, Use } from "./use.ts";

/** An enum of a package. */
interface Found {
  readonly folder: string;
  readonly key: string;
}

/** Yields the use of an enum by a switch that misses a new value. */
export function* usesOfSwitch(statement: ts.SwitchStatement, search: Search): Generator<Use> {
  const { clauses } = statement.caseBlock;
  if (clauses.some((clause) => ts.isDefaultClause(clause) && !isRefusal(clause))) return;
  const cases = clauses.filter((clause) => ts.isCaseClause(clause)).map(({ expression }) => expression);
  if (cases.length === 0) return;
  const texts = new Set(cases.map(valueText));
  for (const { folder, key } of unique([statement.expression, ...cases].flatMap((one) => enumsOf(one, search)))) {
    const gained = search.effectsOn(folder)?.gained.get(key);
    if (gained === undefined) continue;
    const isMissed = gained.values.some(({ name, number }) => !texts.has(name) && !texts.has(String(number)));
    if (isMissed) yield { node: statement.expression, effect: gained.effect, folder, key };
  }
}

/** Returns whether a default clause refuses other values: it throws, or passes the value on as `never`. */
function isRefusal({ statements }: ts.DefaultClause): boolean {
  return statements.some((statement) => ts.isThrowStatement(statement) || /never/i.test(statement.getText()));
}

/** Returns the name of a value, or the digits of a number. */
function valueText(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

/** Yields the uses of a number in place of a value of an enum, if its meaning changed. */
export function* usesOfNumber(literal: ts.NumericLiteral, search: Search): Generator<Use> {
  const other = comparedWith(literal);
  if (other === undefined) return;
  for (const { folder, key } of unique(enumsOf(other, search))) {
    for (const effect of search.effectsOn(folder)?.numbers.get(key)?.get(Number(literal.text)) ?? []) {
      yield { node: literal, effect, folder, key };
    }
  }
}

/** Returns the expression that a literal is compared with, in a comparison or a case. */
export function comparedWith(literal: ts.Expression): ts.Expression | undefined {
  const { parent } = literal;
  if (ts.isCaseClause(parent)) return parent.parent.parent.expression;
  if (!ts.isBinaryExpression(parent) || !COMPARISONS.has(parent.operatorToken.kind)) return undefined;
  return parent.left === literal ? parent.right : parent.left;
}

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ...[ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken],
  ...[ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken],
]);

/** Returns the enums of an expression: by its type, by its field, or by the enum that it names. */
function enumsOf(expression: ts.Expression, search: Search): Found[] {
  const { checker, packages, effectsOn } = search;
  const alias = checker.getTypeAtLocation(expression).aliasSymbol;
  const byType = alias === undefined ? [] : [...elementsOf(alias, packages)];
  const last = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const symbols = isName(last) ? symbolsOf(last, checker).map((symbol) => resolved(symbol, checker)) : [];
  const byName = symbols.flatMap((symbol) => [...elementsOf(symbol, packages)]);
  const owners = byName.map(({ folder, key }) => ({ folder, key: effectsOn(folder)?.enumOf.get(key) ?? ownerOf(key) }));
  return [...byType, ...owners];
}

function ownerOf(key: string): string {
  return key.replace(/\.[^.#]*$/, "");
}

function unique(all: readonly Found[]): Found[] {
  return [...new Map(all.map((found) => [`${found.folder} ${found.key}`, found])).values()];
}
