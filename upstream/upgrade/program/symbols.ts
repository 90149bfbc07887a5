import { ts } from "ts-morph";

/*
 * The symbols that a name in a program stands for: of the type checker, so that equal texts of other things do not
 * matter.
 */

/** A name in a program: an identifier, or a text in its place. */
export type Name = ts.Identifier | ts.StringLiteralLike;

export function isName(node: ts.Node): node is Name {
  return ts.isIdentifier(node) || ts.isStringLiteralLike(node);
}

/** Returns the symbols of a name, with aliases resolved. */
export function symbolsOf(name: Name, checker: ts.TypeChecker): ts.Symbol[] {
  return [...rawSymbols(name, checker)].map((symbol) => resolved(symbol, checker));
}

/** Follows the aliases of a symbol to the declared thing. */
export function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

function* rawSymbols(name: Name, checker: ts.TypeChecker): Generator<ts.Symbol> {
  const { parent } = name;
  if (isBindingKey(name, parent)) {
    yield* propertiesOf(checker.getTypeAtLocation(parent.parent), name.text, checker);
  } else if (isLiteralKey(name, parent)) {
    yield* inLiteral(name, parent, checker);
  } else if (ts.isBinaryExpression(parent) && isKeyIn(name, parent)) {
    yield* propertiesOf(checker.getTypeAtLocation(parent.right), name.text, checker);
  } else {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol !== undefined) yield symbol;
  }
}

/** Returns whether a name is the key of a destructured property. */
export function isBindingKey(name: Name, parent: ts.Node): parent is ts.BindingElement {
  if (!ts.isBindingElement(parent) || !ts.isObjectBindingPattern(parent.parent)) return false;
  return parent.propertyName === undefined
    ? parent.name === name && !parent.dotDotDotToken
    : parent.propertyName === name;
}

/** Returns whether a name is the key of a property in an object literal. */
export function isLiteralKey(name: Name, parent: ts.Node): parent is ts.ObjectLiteralElementLike {
  return ts.isObjectLiteralElement(parent) && parent.name === name;
}

function isKeyIn(name: Name, { left, operatorToken }: ts.BinaryExpression): boolean {
  return left === name && operatorToken.kind === ts.SyntaxKind.InKeyword;
}

function* inLiteral(name: Name, parent: ts.ObjectLiteralElementLike, checker: ts.TypeChecker): Generator<ts.Symbol> {
  const literal = parent.parent as ts.ObjectLiteralExpression;
  if (ts.isIdentifier(name) && isAssignedTo(literal)) {
    const property = checker.getPropertySymbolOfDestructuringAssignment(name);
    if (property !== undefined) yield property;
  }
  const type = checker.getContextualType(literal);
  if (type !== undefined) yield* propertiesOf(type, name.text, checker);
  const value = ts.isShorthandPropertyAssignment(parent) && checker.getShorthandAssignmentValueSymbol(parent);
  if (value) yield value;
}

/** Returns whether an object literal is the target of an assignment, not a value. */
export function isAssignedTo(literal: ts.Node): boolean {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === literal && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  }
  if (ts.isForOfStatement(parent)) return parent.initializer === literal;
  const isPart = ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent);
  return isPart && isAssignedTo(ts.isPropertyAssignment(parent) ? parent.parent : parent);
}

/** Yields the properties of this name of a type, and of the members of a union. */
export function* propertiesOf(type: ts.Type, name: string, checker: ts.TypeChecker): Generator<ts.Symbol> {
  for (const one of type.isUnion() ? type.types : [type]) {
    const property = checker.getPropertyOfType(one, name);
    if (property !== undefined) yield property;
  }
}
