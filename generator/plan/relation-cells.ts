import { lastOf, type ResolvedPath, resolvePath } from "../model/field-path.ts";
import type { Message, Model } from "../model/model.ts";
import type { Case, ExpectedFile, Key } from "../model/relations.ts";
import { messageNamed } from "../model/walk.ts";
import { type ConditionsPlan, found, planConditions } from "./conditions.ts";
import type { ByName, CasePlan, CountPlan, KeyPlan } from "./relation-plan.ts";

/* Parts that sections of relations share. */

/** Plans things by name, and drops those without a plan. */
export function byName<T, R>(
  all: readonly T[],
  nameOf: (one: T) => string,
  plan: (one: T) => R | undefined,
): ByName<R> {
  return Object.fromEntries(
    all.flatMap((one): [string, R][] => {
      const planned = plan(one);
      return planned === undefined ? [] : [[nameOf(one), planned]];
    }),
  );
}

export function messageAt(model: Model, path: ResolvedPath | undefined): Message | undefined {
  const type = path && lastOf(path).field.type;
  return type?.kind === "message" ? messageNamed(model, type.name) : undefined;
}

/** Plans expected files. One whose conditions name an image that the model lacks is optional. */
export function planFiles(model: Model, files: readonly ExpectedFile[]): ByName<ConditionsPlan | null> {
  const here = files.filter(({ image }) => model.images.some(({ name }) => name === image));
  return byName(
    here,
    ({ image }) => image,
    ({ always }) => (always && planConditions(model, always, [])) ?? null,
  );
}

export function planKey(model: Model, key: Key): KeyPlan[] {
  const path = found(resolvePath(model, key.path));
  const when = path && planConditions(model, key, path.messages.toReversed());
  return when === undefined ? [] : [{ path: key.path, ...when }];
}

export function planCount(model: Model, one: Case, around: readonly Message[]): CountPlan | undefined {
  const when = planConditions(model, one, around);
  return when && { count: Number(one.to), ...when };
}

export function planCase(model: Model, one: Case, around: readonly Message[]): CasePlan | undefined {
  const { to, weak, of, without } = one;
  const when = planConditions(model, one, around);
  const bits = without === undefined ? {} : { without: Number(without) };
  return when && { to, ...(weak && { weak }), ...(of !== undefined && { of }), ...bits, ...when };
}
