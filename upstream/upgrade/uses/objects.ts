import { ts } from "ts-morph";
import type { Demand } from "../effects/effect.ts";
import { elementsOf } from "../program/packages.ts";
import { isAssignedTo } from "../program/symbols.ts";
import type { Search, Use } from "./use.ts";

/** Yields the fields that an object literal lacks from now on. */
export function* usesOfObject(literal: ts.ObjectLiteralExpression, search: Search): Generator<Use> {
  const { checker, packages, effectsOn } = search;
  if (isAssignedTo(literal) || ts.isSpreadAssignment(literal.parent)) return;
  const type = checker.getContextualType(literal);
  for (const owner of type === undefined ? [] : typesIn(type, checker)) {
    for (const { folder, key } of elementsOf(owner, packages)) {
      for (const { name, before, effect } of effectsOn(folder)?.demands.get(key) ?? []) {
        if (isGiven({ name, before: before ?? name }, literal, { owner, search })) continue;
        yield { node: literal, effect, folder, key, lacks: name };
      }
    }
  }
}

/** Yields the symbols of an object type, of the members of a union or intersection, and of the types that they extend. */
function* typesIn(type: ts.Type, checker: ts.TypeChecker): Generator<ts.Symbol> {
  for (const one of type.isUnionOrIntersection() ? type.types : [type]) {
    // The names of `Partial` and its kin are aliases: such types have no symbol of an interface.
    if (!one.isClassOrInterface() && !isInstance(one)) continue;
    yield one.symbol;
    for (const base of one.isClassOrInterface() ? checker.getBaseTypes(one) : []) yield* typesIn(base, checker);
  }
}

function isInstance(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0 && (type.symbol?.flags & ts.SymbolFlags.Interface) !== 0;
}

interface Asked {
  readonly owner: ts.Symbol;
  readonly search: Search;
}

/** Returns whether an object literal has the field, itself or by a spread. */
function isGiven(
  field: Pick<Demand, "name"> & { readonly before: string },
  literal: ts.ObjectLiteralExpression,
  asked: Asked,
): boolean {
  const { checker } = asked.search;
  return literal.properties.some((property) => {
    if (!ts.isSpreadAssignment(property)) {
      const { name } = property;
      const text = name !== undefined && "text" in name ? name.text : undefined;
      return text === field.name || text === field.before || (name !== undefined && ts.isComputedPropertyName(name));
    }
    const type = checker.getTypeAtLocation(property.expression);
    if (hasType(type, asked)) return true;
    const given = checker.getPropertyOfType(type, field.name) ?? checker.getPropertyOfType(type, field.before);
    return given !== undefined && (given.flags & ts.SymbolFlags.Optional) === 0;
  });
}

/** Returns whether a spread object is of the type itself: it will have the field. */
function hasType(type: ts.Type, { owner, search }: Asked): boolean {
  if ((type.flags & ts.TypeFlags.Any) !== 0) return true;
  return [...typesIn(type, search.checker)].includes(owner);
}
