import type { Enum, Model } from "../model/model.ts";
import { paragraphs } from "./docs.ts";
import { type Reference, referenceTo } from "./reference.ts";

export interface EnumPlan extends Reference {
  /** File of the schema that declares it. */
  readonly source: string;
  readonly doc: readonly string[];
  readonly values: readonly { readonly name: string; readonly number: number; readonly doc: readonly string[] }[];
}

export function planEnum(model: Model, { name, comment, values, at }: Enum): EnumPlan {
  return {
    ...referenceTo(model, name),
    source: at.file,
    doc: paragraphs(comment, `The enum \`${name}\`.`),
    values: values.map((value) => ({ name: value.name, number: value.number, doc: paragraphs(value.comment, "") })),
  };
}
