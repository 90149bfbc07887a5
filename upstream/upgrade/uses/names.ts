import { ts } from "ts-morph";
import type { Effect } from "../effects/effect.ts";
import { withOuter } from "../element.ts";
import { accessOf, isTolerant } from "../program/access.ts";
import { elementsOf } from "../program/packages.ts";
import { type Name, symbolsOf } from "../program/symbols.ts";
import { isOfProgram } from "./aliases.ts";
import { type KeyTypes, keySymbols } from "./keys.ts";
import type { Search, Use } from "./use.ts";

/** Yields the uses of a name of a package, wherever the type checker finds one. */
export function* usesOfName(name: Name, keys: KeyTypes, search: Search): Generator<Use> {
  const { checker, packages, effectsOn } = search;
  if (isGivenBy(name)) return;
  const seen = new Set<Effect>();
  for (const symbol of [...symbolsOf(name, checker), ...keySymbols(name, keys, search)]) {
    for (const { folder, key } of elementsOf(symbol, packages)) {
      const effects = effectsOn(folder);
      if (effects === undefined) continue;
      for (const outer of withOuter(key)) {
        for (const effect of effects.byElement.get(outer) ?? []) {
          if (seen.has(effect) || !isTouched(name, effect, { key, outer, checker })) continue;
          seen.add(effect);
          yield { node: name, effect, folder, key: outer, ...(outer !== key && { isInner: true }) };
        }
      }
    }
  }
}

/** Returns whether a name is the one that the program gives by `as`. */
function isGivenBy(name: Name): boolean {
  const { parent } = name;
  const isSpecifier = ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent);
  return isSpecifier && parent.propertyName !== undefined && parent.name === name;
}

interface At {
  readonly key: string;
  readonly outer: string;
  readonly checker: ts.TypeChecker;
}

/** Returns whether an effect on a name, or on an outer one, touches this use. */
function isTouched(name: Name, effect: Effect, { key, outer, checker }: At): boolean {
  if (key !== outer) return effect.isDeep === true;
  const last = key.slice(Math.max(key.lastIndexOf("."), key.indexOf("#")) + 1);
  if (effect.kind === "renamed") return name.text === last && !isOfProgram(name, checker);
  if (effect.kind !== "became-optional") return true;
  const access = accessOf(name);
  if (access === "type") return ts.isIndexedAccessTypeNode(name.parent.parent);
  return access === "read" && !isTolerant(name, checker);
}
