import { ts } from "ts-morph";
import { elementsOf } from "../program/packages.ts";
import { type Name, propertiesOf } from "../program/symbols.ts";
import type { Search, Use } from "./use.ts";

/*
 * Names of members as types: `Pick<T, "a">`, `Omit<T, "a">`, `keyof T`, and texts whose type is `keyof T`.
 */

/** Types of `keyof T` in a program, with their T. Equal types are one object for the type checker. */
export type KeyTypes = Map<ts.Type, ts.Type>;

/** Adds a `keyof T` to the types of keys. */
export function addKeyType(node: ts.TypeOperatorNode, keys: KeyTypes, { checker }: Search): void {
  if (node.operator !== ts.SyntaxKind.KeyOfKeyword) return;
  keys.set(checker.getTypeFromTypeNode(node), checker.getTypeFromTypeNode(node.type));
}

/** Types of the library that take keys of their first argument as their second. */
const KEYED = ["Pick", "Omit"];

/** Returns the type whose member a text names as a key, if the checker finds no symbol for the text itself. */
function keyedType(literal: Name, keys: KeyTypes, { checker }: Search): ts.Type | undefined {
  const { parent } = literal;
  if (ts.isPropertyAssignment(parent) && parent.name === literal) return recordAround(parent, keys, checker);
  if (ts.isIdentifier(literal)) return undefined;
  if (!ts.isLiteralTypeNode(parent)) return keysExpected(literal, keys, checker);
  const [outer, argument] = outOfUnion(parent);
  if (!ts.isTypeReferenceNode(outer) || !KEYED.includes(outer.typeName.getText())) return undefined;
  const [of, list] = outer.typeArguments ?? [];
  return of !== undefined && list === argument ? checker.getTypeFromTypeNode(of) : undefined;
}

/** Returns the node around the unions and parentheses that a type is in, and the outermost of these. */
function outOfUnion(type: ts.TypeNode): [outer: ts.Node, type: ts.Node] {
  let inner: ts.Node = type;
  while (ts.isUnionTypeNode(inner.parent) || ts.isParenthesizedTypeNode(inner.parent)) inner = inner.parent;
  return [inner.parent, inner];
}

/** Returns the type whose keys are those of a record around a property. */
function recordAround({ parent }: ts.PropertyAssignment, keys: KeyTypes, checker: ts.TypeChecker): ts.Type | undefined {
  const record = checker.getContextualType(parent);
  const [listed] = record?.aliasSymbol?.name === "Record" ? (record.aliasTypeArguments ?? []) : [];
  return listed && keys.get(listed);
}

function keysExpected(literal: ts.StringLiteralLike, keys: KeyTypes, checker: ts.TypeChecker): ts.Type | undefined {
  const wanted = checker.getContextualType(literal);
  const known = wanted && keys.get(wanted);
  if (known !== undefined) return known;
  return ts.isCallExpression(literal.parent) ? keyedByCall(literal, literal.parent, keys, checker) : undefined;
}

/** Returns the type whose key a call takes in the place of an argument: `K extends keyof T`. */
function keyedByCall(
  literal: ts.StringLiteralLike,
  call: ts.CallExpression,
  keys: KeyTypes,
  checker: ts.TypeChecker,
): ts.Type | undefined {
  const declared = checker.getResolvedSignature(call)?.declaration?.parameters ?? [];
  const parameters = [...declared].filter((one) => ts.isParameter(one));
  const wanted = parameters[call.arguments.indexOf(literal)]?.type;
  const constraint = wanted && constraintOf(wanted, checker);
  if (constraint === undefined || !ts.isTypeOperatorNode(constraint)) return undefined;
  const type = keys.get(checker.getTypeFromTypeNode(constraint)) ?? checker.getTypeFromTypeNode(constraint.type);
  if (!type.isTypeParameter()) return type;
  const other = parameters.findIndex((one) => one.type !== undefined && checker.getTypeAtLocation(one.type) === type);
  const argument = call.arguments[other];
  return argument && checker.getTypeAtLocation(argument);
}

/** Returns the `keyof` of a parameter's type, or of the type parameter that it is. */
function constraintOf(wanted: ts.TypeNode, checker: ts.TypeChecker): ts.TypeNode | undefined {
  if (!ts.isTypeReferenceNode(wanted)) return wanted;
  const [declaration] = checker.getSymbolAtLocation(wanted.typeName)?.declarations ?? [];
  return declaration !== undefined && ts.isTypeParameterDeclaration(declaration) ? declaration.constraint : undefined;
}

/** Returns the symbols of the members that a text names as a key. */
export function keySymbols(literal: Name, keys: KeyTypes, search: Search): ts.Symbol[] {
  const type = keyedType(literal, keys, search);
  return type === undefined ? [] : [...propertiesOf(type, literal.text, search.checker)];
}

/** Yields the uses of all members at once: records and mapped types over `keyof T`. */
export function* usesOfAllKeys(node: ts.TypeOperatorNode, { checker, packages, effectsOn }: Search): Generator<Use> {
  if (node.operator !== ts.SyntaxKind.KeyOfKeyword || !isComplete(node)) return;
  const { aliasSymbol, symbol } = checker.getTypeFromTypeNode(node.type);
  const named = ts.isTypeQueryNode(node.type)
    ? checker.getSymbolAtLocation(node.type.exprName)
    : (aliasSymbol ?? symbol);
  if (named === undefined) return;
  const target = (named.flags & ts.SymbolFlags.Alias) === 0 ? named : checker.getAliasedSymbol(named);
  for (const { folder, key } of elementsOf(target, packages)) {
    const effects = effectsOn(folder);
    const effect = effects?.members.get(key) ?? effects?.gained.get(key)?.effect;
    if (effect !== undefined) yield { node, effect, folder, key };
  }
}

/** Returns whether a list of keys demands all of them: it is the first argument of `Record`, or that of a mapped type. */
function isComplete({ parent }: ts.TypeNode): boolean {
  if (ts.isTypeParameterDeclaration(parent)) return ts.isMappedTypeNode(parent.parent);
  return ts.isTypeReferenceNode(parent) && parent.typeName.getText() === "Record";
}
