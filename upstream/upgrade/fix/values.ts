import { ts } from "ts-morph";
import { accessed } from "../program/access.ts";
import { isBindingKey, isLiteralKey, type Name } from "../program/symbols.ts";
import { comparedWith } from "../uses/enums.ts";
import type { Use } from "../uses/use.ts";
import { type Edit, insert } from "./edit.ts";

/** Returns the edits that make the default of the schema explicit, where a field can be absent now. */
export function defaultEdits({ node, effect: { value } }: Use): Edit[] | undefined {
  const name = node as Name;
  if (value === undefined) return undefined;
  if (isBindingKey(name, name.parent)) {
    return ts.isIdentifier(name.parent.name) ? [insert(name.parent.getEnd(), ` = ${value}`)] : undefined;
  }
  const expression = accessed(name);
  if (expression === undefined) return undefined;
  if (isAlone(expression)) return [insert(expression.getEnd(), ` ?? ${value}`)];
  return [insert(expression.getStart(), "("), insert(expression.getEnd(), ` ?? ${value})`)];
}

/** Returns whether an operator after an expression needs no brackets. */
function isAlone(expression: ts.Expression): boolean {
  const { parent } = expression;
  if (ts.isCallExpression(parent)) return parent.expression !== expression;
  if (ts.isBinaryExpression(parent)) {
    return parent.right === expression && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  }
  const isInside = ts.isVariableDeclaration(parent) || ts.isReturnStatement(parent) || ts.isPropertyAssignment(parent);
  return isInside || ts.isTemplateSpan(parent) || ts.isArrowFunction(parent) || ts.isParenthesizedExpression(parent);
}

/** Returns the edits that give an object a new list or map: an empty one is what it had. */
export function givenEdits({ node, effect: { value }, lacks }: Use): Edit[] | undefined {
  if (value === undefined || lacks === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
  const text = `${lacks}: ${value}`;
  const last = node.properties.at(-1);
  if (last === undefined) return [{ start: node.getStart(), end: node.getEnd(), text: `{ ${text} }` }];
  const source = node.getSourceFile().text;
  const line = source.slice(source.lastIndexOf("\n", last.getStart()) + 1, last.getStart());
  return [insert(last.getEnd(), /^\s*$/.test(line) ? `,\n${line}${text}` : `, ${text}`)];
}

/** Returns the edits of a literal that is written to a retyped number, or compared with it. */
export function numberEdits({ node, effect: { number } }: Use): Edit[] | undefined {
  const literal = number === undefined ? undefined : literalFor(node as Name);
  if (literal === undefined) return undefined;
  const text = literal.getText();
  if (number === "bigint" && ts.isNumericLiteral(literal) && /^(?:\d[\d_]*|0x[\da-f_]+)$/i.test(text)) {
    return [insert(literal.getEnd(), "n")];
  }
  const isSafe = ts.isBigIntLiteral(literal) && Number.isSafeInteger(Number(text.slice(0, -1).replaceAll("_", "")));
  return number === "number" && isSafe ? [{ start: literal.getEnd() - 1, end: literal.getEnd(), text: "" }] : undefined;
}

/** Returns the value that is written to a member, or strictly compared with it. */
function literalFor(name: Name): ts.Expression | undefined {
  const { parent } = name;
  if (isLiteralKey(name, parent)) return ts.isPropertyAssignment(parent) ? parent.initializer : undefined;
  const expression = accessed(name);
  const outer = expression?.parent;
  if (expression === undefined || outer === undefined || !ts.isBinaryExpression(outer)) return undefined;
  if (outer.left === expression && outer.operatorToken.kind === ts.SyntaxKind.EqualsToken) return outer.right;
  return comparedWith(expression);
}
