import type { Enum } from "../../../generator/model/model.ts";
import { referenceTo } from "../../../generator/plan/reference.ts";
import { enumNames } from "../../../generator/targets/typescript/names.ts";
import { currentName } from "../../diff/context.ts";
import { elementKey } from "../element.ts";
import type { Effect, Gained } from "./effect.ts";
import { changesOf, type Sides } from "./sides.ts";

/** Effects on the values of all enums. */
export interface EnumEffects {
  readonly byElement: readonly (readonly [key: string, effect: Effect])[];
  readonly gained: ReadonlyMap<string, Gained>;
  readonly numbers: ReadonlyMap<string, ReadonlyMap<number, readonly Effect[]>>;
}

/** Returns the effects on values of enums, by their names and by their numbers. */
export function enumEffects(sides: Sides): EnumEffects {
  const { before, after, context } = sides;
  const byName = new Map(after.format.enums.map((one) => [one.name, one]));
  const kept = before.format.enums.flatMap((one) => {
    const now = byName.get(currentName(one.name, context));
    const { module, type } = enumNames(referenceTo(before, one.name));
    return now === undefined ? [] : [{ key: elementKey(module, type), effects: onValues(one, now, sides), one, now }];
  });
  const isTouched = ({ effects }: (typeof kept)[number]): boolean => effects.length > 0;
  return {
    byElement: kept.flatMap(({ key, effects }) =>
      effects.map(({ value, effect }) => [`${key}.${value.name}`, effect] as const),
    ),
    gained: new Map(kept.flatMap(({ key, one, now }) => gainedBy(key, one, now, sides))),
    numbers: new Map(kept.filter(isTouched).map(({ key, effects }) => [key, byNumber(effects)])),
  };
}

interface OnValue {
  readonly value: Enum["values"][number];
  readonly effect: Effect;
}

function onValues(one: Enum, now: Enum, sides: Sides): OnValue[] {
  const names = new Map(now.values.map((value) => [value.name, value]));
  return one.values.flatMap((value): OnValue[] => {
    const changes = changesOf(sides, "enum value", now.name, [value.name]);
    const same = names.get(value.name);
    const what = `\`${value.name}\` of \`${one.name}\``;
    if (same !== undefined) {
      if (same.number === value.number) return [];
      const message = `${what} was ${value.number}, and is ${same.number} now`;
      return [{ value, effect: { kind: "meaning", message, changes } }];
    }
    const to = changes.find(({ difference: { kind } }) => kind === "renamed")?.difference.name;
    if (to === undefined) return [{ value, effect: { kind: "gone", message: `${what} is gone`, changes } }];
    return [{ value, effect: { kind: "renamed", message: `${what} is \`${to}\` now`, to, changes } }];
  });
}

/** Returns the effects on numbers in programs. A renamed value keeps its number, and so its meaning. */
function byNumber(effects: readonly OnValue[]): Map<number, Effect[]> {
  const numbers = new Map<number, Effect[]>();
  for (const { value, effect } of effects) {
    if (effect.kind === "renamed") continue;
    const { kind: _, ...of } = effect;
    const known = numbers.get(value.number) ?? [];
    numbers.set(value.number, [...known, { ...of, kind: "meaning" }]);
  }
  return numbers;
}

function gainedBy(key: string, one: Enum, now: Enum, sides: Sides): [string, Gained][] {
  const names = new Set(one.values.map(({ name }) => name));
  const numbers = new Set(one.values.map(({ number }) => number));
  const isNew = ({ name, number }: OnValue["value"]): boolean => !names.has(name) && !numbers.has(number);
  const values = now.values.filter(isNew).map(({ name, number }) => ({ name, number }));
  if (values.length === 0) return [];
  const fresh = values.map(({ name }) => name);
  const message = `\`${now.name}\` has got ${fresh.map((name) => `\`${name}\``).join(", ")}`;
  const changes = changesOf(sides, "enum value", now.name, fresh);
  return [[key, { values, effect: { kind: "value-missed", message, changes } }]];
}
