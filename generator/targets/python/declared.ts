import type { Enum, Image, Message, Model } from "../../model/model.ts";
import type { Naming } from "../../model/naming.ts";
import { planExtra } from "../../plan/image.ts";
import { referenceTo } from "../../plan/reference.ts";
import { declare } from "../declared.ts";
import { entryName, recordNames } from "../records.ts";
import { mapEntryName } from "./message.ts";
import { enumNames, extraName, imageNames, messageNames } from "./names.ts";

/** Lists the classes that a package declares, for each definition of the schema. */
export const declaredBy: Naming["declaredBy"] = declare({ ofMessage, ofEnum, ofImage });

/** Returns the classes of a message, and of the entries of its maps. */
function ofMessage(model: Model, { name, fields }: Message): string[] {
  const { type } = messageNames(referenceTo(model, name));
  return [type, ...fields.flatMap((field) => (field.type.kind === "map" ? [mapEntryName(type, field.name)] : []))];
}

function ofEnum(model: Model, { name }: Enum): string[] {
  return [enumNames(referenceTo(model, name)).type];
}

function ofImage(model: Model, image: Image): string[] {
  const { type } = imageNames(referenceTo(model, image.name));
  const { entries, extra } = image.layout;
  if (entries === undefined || extra === undefined) return [type];
  const records = [entryName(type), ...recordNames(type, planExtra(model, entries.message, extra)).values()];
  return [type, ...records.flatMap((record) => [record, extraName(record)])];
}
