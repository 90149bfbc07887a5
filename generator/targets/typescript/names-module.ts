import { camelCase } from "../../model/names.ts";
import type { NamesPlan, PlannedNames } from "../../plan/names.ts";
import { distinct } from "./locals.ts";

export interface NamesView {
  /** Constants with names. */
  readonly sets: readonly SetView[];
  readonly fields: readonly { readonly path: string; readonly variable: string }[];
}

interface SetView {
  readonly variable: string;
  readonly name: string;
  readonly values: PlannedNames["values"];
  readonly pairs: PlannedNames["pairs"];
  readonly bits: PlannedNames["bits"];
  readonly items: PlannedNames["items"];
}

/** Returns the view of the module of names for people. */
export function namesView({ sets, fields }: NamesPlan): NamesView {
  const variables = distinct(sets.map(({ name }) => `${camelCase(name.replaceAll(/\W/g, "_"))}Names`));
  return {
    sets: sets.map(({ name, values, pairs, bits, items }, i) => {
      return { variable: variables[i] ?? "", name, values, pairs, bits, items };
    }),
    fields: fields.map(({ path, set }) => ({ path, variable: variables[set] ?? "" })),
  };
}
