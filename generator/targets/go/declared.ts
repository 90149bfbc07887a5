import type { Enum, Image, Message, Model } from "../../model/model.ts";
import { codeName } from "../../model/modules.ts";
import type { Naming } from "../../model/naming.ts";
import { planExtra } from "../../plan/image.ts";
import { referenceTo } from "../../plan/reference.ts";
import { declare } from "../declared.ts";
import { entryName, recordNames } from "../records.ts";
import {
  defaultName,
  enumNames,
  extraName,
  fieldNames,
  imageNames,
  mapEntryCode,
  messageNames,
  valueName,
} from "./names.ts";

/** Lists the names that a package declares, for each definition of the schema. */
export const declaredBy: Naming["declaredBy"] = declare({ ofMessage, ofEnum, ofImage });

function ofMessage(model: Model, { name, fields }: Message): string[] {
  const own = { code: codeName(model, name) };
  const { type, layout } = messageNames(own);
  const names = fieldNames(fields.map((field) => field.name));
  const entries = fields
    .filter((field) => field.type.kind === "map")
    .map((field) => messageNames({ code: mapEntryCode(own, field.name) }));
  return [
    ...[type, layout],
    ...fields.flatMap((field, i) => (field.default === undefined ? [] : [defaultName(type, names[i] ?? "")])),
    ...entries.flatMap((entry) => [entry.type, entry.layout]),
  ];
}

function ofEnum(model: Model, { name, values }: Enum): string[] {
  const { type, values: list } = enumNames(referenceTo(model, name));
  return [type, list, ...values.map((value) => valueName(type, value.name))];
}

function ofImage(model: Model, image: Image): string[] {
  const { type, descriptor, decode, encode, stream, format, parse, layout } = imageNames(
    referenceTo(model, image.name),
  );
  return [
    ...[type, descriptor, decode, encode, layout],
    ...(image.magic === undefined ? [] : [stream]),
    ...(image.file.includes("%") ? [format, parse] : []),
    ...recordsOf(model, image, type).flatMap((record) => [record, extraName(record)]),
  ];
}

/** Returns the types of an image's messages with an extra. */
function recordsOf(model: Model, { layout: { entries, extra } }: Image, type: string): string[] {
  if (entries === undefined || extra === undefined) return [];
  return [entryName(type), ...recordNames(type, planExtra(model, entries.message, extra)).values()];
}
