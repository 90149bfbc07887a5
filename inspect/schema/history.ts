import type { Model } from "../../generator/model/model.ts";
import { planHistory } from "../../generator/plan/history.ts";
import type { HistoryTables } from "./schema.ts";

/** Makes the tables of a model's history at run time: the same as the generated package has of that model. */
export function historyTables(model: Model): HistoryTables {
  const { releases, heads, versions, images, fields, enumValues, places, notes, formerFiles } = planHistory(model);
  return {
    RELEASES: releases,
    HEADS_SINCE: sinceOf(heads),
    VERSIONS_SINCE: sinceOf(versions),
    IMAGES_SINCE: sinceOf(images),
    FIELDS_SINCE: byOwner(fields),
    ENUM_VALUES_SINCE: byOwner(enumValues),
    PLACES_BYTES_OF: Object.fromEntries(places.map(({ name, images: placed }) => [name, placed])),
    NOTES: Object.fromEntries(notes.map(({ name, note }) => [name, note])),
    FORMER_FILES: formerFiles,
  };
}

type Things = ReturnType<typeof planHistory>["images"];

/** The plan has releases as literals. */
function sinceOf(things: Things): HistoryTables["IMAGES_SINCE"] {
  return Object.fromEntries(things.map(({ name, since }) => [name, JSON.parse(since) as string | null]));
}

function byOwner(owners: readonly { readonly name: string; readonly things: Things }[]): HistoryTables["FIELDS_SINCE"] {
  return Object.fromEntries(owners.map(({ name, things }) => [name, sinceOf(things)]));
}
