import { resolvePath } from "../model/field-path.ts";
import type { Model } from "../model/model.ts";
import type { Space } from "../model/relations.ts";
import { found } from "./conditions.ts";
import { planFiles, planKey } from "./relation-cells.ts";
import type { SpacePlan } from "./relation-plan.ts";

/** Plans a space; none if neither its keys nor its files are in the model. */
export function planSpace(
  model: Model,
  { about, scope, keys, named, files, except, ...facts }: Space,
): SpacePlan | undefined {
  const plan = {
    keys: keys.flatMap((key) => planKey(model, key)),
    named: named.flatMap((key) => planKey(model, key)),
    files: planFiles(model, files),
    except: except.flatMap(
      (one) => (typeof one === "bigint" ? Number(one) : found(resolvePath(model, one.path)) && one.path) ?? [],
    ),
  };
  if (plan.keys.length + plan.named.length + Object.keys(plan.files).length === 0) return undefined;
  return {
    about,
    ...(scope === "file" && { scope }),
    ...(plan.keys.length > 0 && { keys: plan.keys }),
    ...(plan.named.length > 0 && { named: plan.named }),
    ...(Object.keys(plan.files).length > 0 && { files: plan.files }),
    ...(plan.except.length > 0 && { except: plan.except }),
    ...(facts.optional && { optional: true }),
    ...(facts.arbitrary && { arbitrary: true }),
  };
}
