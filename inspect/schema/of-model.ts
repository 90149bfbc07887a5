import { withNames } from "criu-images/names";
import type { Magic, Model } from "../../generator/model/model.ts";
import { namesOfFields } from "../../generator/plan/names.ts";
import { planRelations } from "../../generator/plan/relations.ts";
import { historyTables } from "./history.ts";
import { imageLayoutsOf } from "./image-layouts.ts";
import type { Schema } from "./schema.ts";

/** Creates the schema of commands from a model. */
export function schemaOf(model: Model): Schema {
  const heads = Object.entries(model.heads).map(([kind, { value }]): [string, number] => [kind, value]);
  const towns = townsOf(model);
  const layouts = imageLayoutsOf(model);
  return {
    layouts,
    named: async () => withNames(layouts, Object.fromEntries(namesOfFields(model))),
    heads: Object.fromEntries(heads),
    versions: versionsOf(model),
    townOf: (magic) => towns.get(magic),
    history: async () => historyTables(model),
    format: async () => ({
      ...planRelations(model),
      layouts,
      former: historyTables(model).FORMER_FILES,
      versions: versionsOf(model),
    }),
  };
}

function versionsOf({ versions }: Model): Schema["versions"] {
  return versions.map(({ name, value, heads }) => ({ name, value, heads }));
}

function townsOf({ heads, images, reserved }: Model): ReadonlyMap<number, string> {
  const rows = images.flatMap(({ magic: value, town }) => (value === undefined ? [] : [{ value, town }]));
  const all: readonly { readonly value: Magic["value"]; readonly town?: string | undefined }[] = [
    ...Object.values(heads),
    ...rows,
    ...reserved,
  ];
  return new Map(all.flatMap(({ value, town }) => (town ? [[value, town]] : [])));
}
