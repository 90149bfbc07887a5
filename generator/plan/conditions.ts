import { isFault, lastOf, type ResolvedPath, resolveAround, type resolvePath } from "../model/field-path.ts";
import type { Message, Model } from "../model/model.ts";
import { namedValues } from "../model/named-values.ts";
import type { Conditions, Term } from "../model/relations.ts";

/** A condition, with numbers for names of bits and values. Without a field, it is one on the value itself. */
interface TermPlan {
  readonly field?: string;
  readonly value?: number;
  readonly bits?: number;
}

export interface ConditionsPlan {
  readonly if?: readonly TermPlan[];
  readonly unless?: readonly TermPlan[];
}

/** Returns a path that could be resolved. */
export function found(result: ReturnType<typeof resolvePath>): ResolvedPath | undefined {
  return isFault(result) ? undefined : result;
}

/** Returns the numbers of a field's named values and bits. */
export function numbersOf(model: Model, path: ResolvedPath | undefined): ReadonlyMap<string, bigint> | undefined {
  if (path === undefined) return undefined;
  const { field, owner } = lastOf(path);
  return namedValues(model, owner.name, field);
}

/** Plans conditions; none if one of them names something that the model lacks. */
export function planConditions(model: Model, when: Conditions, around: readonly Message[]): ConditionsPlan | undefined {
  const all = when.if.map((term) => planTerm(model, term, around));
  const none = when.unless.map((term) => planTerm(model, term, around));
  if ([...all, ...none].includes(undefined)) return undefined;
  const terms = (planned: readonly (TermPlan | undefined)[]): TermPlan[] =>
    planned.filter((term) => term !== undefined);
  return { ...(all.length > 0 && { if: terms(all) }), ...(none.length > 0 && { unless: terms(none) }) };
}

function planTerm(model: Model, term: Term, around: readonly Message[]): TermPlan | undefined {
  if (term.kind === "itself") return { value: Number(term.value) };
  if (term.kind === "itself-has") return { bits: Number(term.value) };
  const { path } = term;
  const numbers = numbersOf(model, found(resolveAround(model, path, around)));
  if (numbers === undefined) return undefined;
  if (term.kind === "set") return { field: path };
  const numberOf = (name: string): number => Number(numbers.get(name) ?? name);
  if (term.kind === "equals") return { field: path, value: numberOf(term.value) };
  // Bits of fields with 64 bits are beyond the operators of numbers, so they are added.
  return { field: path, bits: [...new Set(term.bits)].map(numberOf).reduce((sum, bit) => sum + bit, 0) };
}
