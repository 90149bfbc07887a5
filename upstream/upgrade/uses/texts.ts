import { ts } from "ts-morph";
import { ALL } from "../../../generator/targets/typescript/modules.ts";
import type { Effect } from "../effects/effect.ts";
import { elementKey } from "../element.ts";
import { type Element, elementsOf } from "../program/packages.ts";
import { isName, symbolsOf } from "../program/symbols.ts";
import { comparedWith } from "./enums.ts";
import type { Search, Use } from "./use.ts";

/** Yields the uses of the name of an image as a text: compared with that of an image, or given where names are taken. */
export function* usesOfText(literal: ts.StringLiteralLike, search: Search): Generator<Use> {
  const { packages, effectsOn, all } = search;
  const owners = ownersOf(literal, search).flatMap((owner) => [...elementsOf(owner, packages)]);
  const found = new Map<Effect, Use>();
  for (const { folder, key } of [...owners, ...namesExpected(literal, all(), search)]) {
    for (const effect of effectsOn(folder)?.literals.get(literal.text) ?? []) {
      found.set(effect, { node: literal, effect, folder, key });
    }
  }
  yield* found.values();
}

/** Returns the packages whose names of images are the texts that the place of a literal takes. */
function namesExpected(literal: ts.StringLiteralLike, all: Found, { checker }: Search): Element[] {
  return all.flatMap(({ folder, effects: { literals, images } }) => {
    if (!literals.has(literal.text)) return [];
    const wanted = checker.getContextualType(literal);
    const texts = wanted?.isUnion() === true ? wanted.types : [];
    const isNames =
      texts.length === images.size && texts.every((one) => one.isStringLiteral() && images.has(one.value));
    return isNames ? [{ folder, key: elementKey(ALL, "ImageName") }] : [];
  });
}

type Found = ReturnType<Search["all"]>;

/** Returns the symbols that decide on the type of a text: an alias of its type, or the property that it is for. */
function ownersOf(literal: ts.StringLiteralLike, { checker }: Search): ts.Symbol[] {
  const other = comparedWith(literal);
  if (other !== undefined && ts.isPropertyAccessExpression(other) && isName(other.name)) {
    return symbolsOf(other.name, checker);
  }
  if (other !== undefined) return [checker.getTypeAtLocation(other).aliasSymbol ?? []].flat();
  const { parent } = literal;
  if (ts.isPropertyAssignment(parent) && parent.initializer === literal && isName(parent.name)) {
    return symbolsOf(parent.name, checker);
  }
  return [checker.getContextualType(literal)?.aliasSymbol ?? []].flat();
}
