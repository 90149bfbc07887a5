import type { Model } from "../../generator/model/model.ts";
import { planHistory } from "../../generator/plan/history.ts";
import type { HistoryTables } from "./schema.ts";

/** Creates the tables of a model's history at run time: the same as in its generated package. */
export function historyTables(model: Model): HistoryTables {
  const { releases, heads, versions, images, fields, enumValues, notes, formerFiles, ...view } = planHistory(model);
  return {
    RELEASES: releases,
    HEADS_SINCE: sinceOf(heads),
    VERSIONS_SINCE: sinceOf(versions),
    IMAGES_SINCE: sinceOf(images),
    FIELDS_SINCE: byOwner(fields),
    ENUM_VALUES_SINCE: byOwner(enumValues),
    PLACES_BYTES_OF: imagesBy(view.places),
    PLACING_MESSAGES: imagesBy(view.placing),
    PLACING_VALUES: Object.fromEntries(view.placingValues.map(({ name, bits, values }) => [name, { bits, values }])),
    NOTES: Object.fromEntries(notes.map(({ name, note }) => [name, note])),
    FORMER_FILES: formerFiles,
  };
}

type Definitions = ReturnType<typeof planHistory>["images"];

function imagesBy(places: ReturnType<typeof planHistory>["places"]): HistoryTables["PLACES_BYTES_OF"] {
  return Object.fromEntries(places.map(({ name, images }) => [name, images]));
}

function sinceOf(definitions: Definitions): HistoryTables["IMAGES_SINCE"] {
  return Object.fromEntries(definitions.map(({ name, since }) => [name, since]));
}

function byOwner(
  owners: readonly { readonly name: string; readonly definitions: Definitions }[],
): HistoryTables["FIELDS_SINCE"] {
  return Object.fromEntries(owners.map(({ name, definitions }) => [name, sinceOf(definitions)]));
}
