import { ts } from "ts-morph";
import { isAssignedTo, isBindingKey, isLiteralKey, type Name } from "./symbols.ts";

/** The way in which a program uses a name: `type` in types, `name` for all that reads or writes no value. */
export type Access = "read" | "write" | "type" | "name";

/** Returns the way in which a program uses a name of a member. */
export function accessOf(name: Name): Access {
  const { parent } = name;
  if (isBindingKey(name, parent)) return "read";
  if (isLiteralKey(name, parent)) return isAssignedTo(parent.parent) ? "read" : "write";
  if (ts.isLiteralTypeNode(parent)) return "type";
  const access = accessed(name);
  if (access === undefined) return "name";
  return isTarget(access) ? "write" : "read";
}

/** Returns the expression that accesses the member, if the name is in one. */
export function accessed(name: Name): ts.Expression | undefined {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return parent;
  return ts.isElementAccessExpression(parent) && parent.argumentExpression === name ? parent : undefined;
}

/** Returns whether an expression is only assigned to, or deleted. */
function isTarget(expression: ts.Expression): boolean {
  const { parent } = expression;
  if (ts.isDeleteExpression(parent)) return true;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === expression &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

const { SyntaxKind } = ts;

/** Operators that take an absent operand. */
const TOLERANT: ReadonlySet<ts.SyntaxKind> = new Set([
  ...[SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken],
  ...[SyntaxKind.EqualsEqualsToken, SyntaxKind.ExclamationEqualsToken],
]);

/** Operators that take an absent operand on their left. */
const TOLERANT_LEFT: ReadonlySet<ts.SyntaxKind> = new Set([
  ...[SyntaxKind.QuestionQuestionToken, SyntaxKind.BarBarToken, SyntaxKind.AmpersandAmpersandToken],
  ...[SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.CommaToken],
]);

/** Returns whether a program that reads a member expects already that it is absent. */
export function isTolerant(name: Name, checker: ts.TypeChecker): boolean {
  const { parent } = name;
  if (isBindingKey(name, parent)) return parent.initializer !== undefined;
  const expression = accessed(name);
  if (expression === undefined) return false;
  return isTolerated(expression, checker);
}

function isTolerated(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  const { parent } = expression;
  if (ts.isParenthesizedExpression(parent)) return isTolerated(parent, checker);
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    if (TOLERANT.has(kind) || (parent.left === expression && TOLERANT_LEFT.has(kind))) return true;
  }
  return isCondition(expression, parent) || isOptionalUse(expression, parent) || takesAbsent(expression, checker);
}

function isCondition(expression: ts.Expression, parent: ts.Node): boolean {
  if (ts.isConditionalExpression(parent)) return parent.condition === expression;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isSwitchStatement(parent) || ts.isExpressionStatement(parent) || ts.isTypeOfExpression(parent)) return true;
  return ts.isPrefixUnaryExpression(parent) && parent.operator === SyntaxKind.ExclamationToken;
}

/** Returns whether `?.` or `!` follows. */
function isOptionalUse(expression: ts.Expression, parent: ts.Node): boolean {
  if (ts.isNonNullExpression(parent)) return true;
  const isChain =
    ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent);
  return isChain && parent.expression === expression && parent.questionDotToken !== undefined;
}

/** Returns whether the place of an expression takes `undefined`. */
function takesAbsent(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  const wanted = checker.getContextualType(expression);
  if (wanted === undefined) return false;
  const absent = ts.TypeFlags.Undefined | ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Void;
  return (wanted.isUnion() ? wanted.types : [wanted]).some(({ flags }) => (flags & absent) !== 0);
}
