import { lastOf, layoutMessages, resolvePath } from "../model/field-path.ts";
import type { Model } from "../model/model.ts";
import type { Extents, Key, Size } from "../model/relations.ts";
import { messageNamed } from "../model/walk.ts";
import { planBlocks } from "./blocks.ts";
import { found, planConditions } from "./conditions.ts";
import { messageAt, planCase } from "./relation-cells.ts";
import type { ExtentsPlan, KeyPlan, SizePlan } from "./relation-plan.ts";

/** Plans the extents of an image; none if the model lacks it. */
export function planExtents(model: Model, extents: Extents): ExtentsPlan | undefined {
  const { image, file, of, address, count, unit, where, aligned, blocks, within, sizes } = extents;
  const row = model.images.find(({ name }) => name === image);
  const around = row && layoutMessages(model, row);
  if (around === undefined) return undefined;
  return {
    ...{ file, of, address, count: count.map(({ path }) => path), unit },
    where: where.flatMap((one) => planCase(model, one, around) ?? []),
    ...(aligned !== undefined && { aligned: planConditions(model, aligned, around) ?? {} }),
    ...planBlocks(model, messageNamed(model, row?.layout.entries?.message), blocks),
    ...(within !== undefined && planWithin(model, within)),
    ...planSizes(model, sizes),
  };
}

function planWithin(model: Model, { path, ...conditions }: Key): { readonly within?: KeyPlan } {
  const message = messageAt(model, found(resolvePath(model, path)));
  const when = message && planConditions(model, conditions, [message]);
  return when === undefined ? {} : { within: { path, ...when } };
}

function planSizes(model: Model, sizes: readonly Size[]): { readonly size?: readonly SizePlan[] } {
  const all = sizes.flatMap(({ path, sum, of, ...conditions }) => {
    const owner = found(resolvePath(model, path));
    const when = owner && planConditions(model, conditions, [lastOf(owner).owner]);
    const named = (isSubtracted: boolean): string[] =>
      sum.flatMap((one) => (one.isSubtracted === isSubtracted ? one.field : []));
    const [plus, minus] = [named(false), named(true)];
    const terms = { ...(plus.length > 0 && { plus }), ...(minus.length > 0 && { minus }) };
    return when === undefined ? [] : [{ path, ...terms, of, ...when }];
  });
  return all.length > 0 ? { size: all } : {};
}
