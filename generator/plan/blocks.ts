import { isFault, resolveIn } from "../model/field-path.ts";
import type { Message, Model } from "../model/model.ts";
import { BLOCK_ROLES, type BlockField, type BlockForm } from "../model/relations.ts";

/** A form of bytes in blocks, as plain data. */
export interface BlocksPlan {
  readonly codec: string;
  readonly sizes: BlockFieldPlan;
  readonly total?: BlockFieldPlan;
  readonly units?: BlockFieldPlan;
  readonly padded?: BlockFieldPlan;
}

interface BlockFieldPlan {
  readonly path: string;
  readonly numbers?: readonly number[];
  readonly optional?: true;
}

/** Plans the forms of blocks that images of the schema can have: its fields, or numbers that it gives to no field. */
export function planBlocks(
  model: Model,
  entry: Message | undefined,
  forms: readonly BlockForm[],
): { readonly blocks?: readonly BlocksPlan[] } {
  const blocks = forms.flatMap((form) => (entry && planForm(model, entry, form)) ?? []);
  return blocks.length === 0 ? {} : { blocks };
}

/** Plans a form; none if its fields are partly declared, or their numbers belong to other fields. */
function planForm(model: Model, entry: Message, form: BlockForm): BlocksPlan | undefined {
  const present = BLOCK_ROLES.flatMap((role) => form[role] ?? []);
  const isDeclared = ({ path }: BlockField): boolean =>
    !isFault(resolveIn(model, [entry], entry.name, path.split(".")));
  const isFree = ({ numbers: [first] }: BlockField): boolean =>
    first !== undefined && !entry.fields.some(({ number }) => number === first);
  if (present.filter(({ optional }) => !optional).every(isDeclared))
    return withFields(form, (field) => (isDeclared(field) ? planField(field) : undefined));
  if (!present.every(isFree)) return undefined;
  return withFields(form, (field) => ({ ...planField(field), numbers: field.numbers }));
}

function withFields(
  { codec, sizes, ...others }: BlockForm,
  plan: (field: BlockField) => BlockFieldPlan | undefined,
): BlocksPlan | undefined {
  const first = plan(sizes);
  const rest = BLOCK_ROLES.flatMap((role) => {
    const field = role === "sizes" ? undefined : others[role];
    const planned = field && plan(field);
    return planned === undefined ? [] : [[role, planned]];
  });
  return first && { codec, sizes: first, ...Object.fromEntries(rest) };
}

function planField({ path, optional }: BlockField): BlockFieldPlan {
  return { path, ...(optional && { optional }) };
}
