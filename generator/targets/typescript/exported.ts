import type { Enum, Image, Message, Model } from "../../model/model.ts";
import type { CodeNames } from "../../model/modules.ts";
import { flatMessage } from "../../plan/columns.ts";
import { planExtra } from "../../plan/image.ts";
import { referenceTo } from "../../plan/reference.ts";
import { entryName, recordNames } from "../records.ts";
import { IMAGE_LAYOUTS, MESSAGE_LAYOUTS, SCHEMA } from "./modules.ts";
import { enumNames, imageNames, messageNames, schemaName } from "./names.ts";

/** An export of a package: its module, its name, and its role for the thing of the schema that it belongs to. */
export interface Exported {
  readonly module: string;
  readonly name: string;
  /** Key of the name, such as `decode`: the same for all messages, or for all images. */
  readonly role: string;
}

/** The parts of a model that decide on the exports. A format has them, too. */
export type Exporting = Pick<Model, "messages"> & CodeNames;

/** The parts of a row that decide on its exports. */
export type ExportingImage = Pick<Image, "name" | "file" | "magic" | "layout">;

/** Lists the exports for a message. */
export function exportsOfMessage(model: Exporting, { name, fields }: Pick<Message, "name" | "fields">): Exported[] {
  const { module, layout, defaults, ...names } = messageNames(referenceTo(model, name));
  const hasDefaults = fields.some((field) => field.default !== undefined);
  return [
    ...exportedBy(module, names),
    ...(hasDefaults ? exportedBy(module, { defaults }) : []),
    ...exportedBy(MESSAGE_LAYOUTS, { layout }),
    ...exportedBy(SCHEMA, { schema: schemaName(referenceTo(model, name)) }),
  ];
}

/** Lists the exports for an enum. */
export function exportsOfEnum(model: Exporting, { name }: Pick<Enum, "name">): Exported[] {
  const { module, ...names } = enumNames(referenceTo(model, name));
  return [...exportedBy(module, names), ...exportedBy(SCHEMA, { schema: schemaName(referenceTo(model, name)) })];
}

/** Lists the exports for an image. */
export function exportsOfImage(model: Exporting, image: ExportingImage): Exported[] {
  const { module, columnsModule, ...names } = imageNames(referenceTo(model, image.name));
  const { layout, schema, iterate, stream, format, parse, columnsType, decodeColumns, ...always } = names;
  const isFramed = image.magic !== undefined;
  const records = Object.fromEntries(recordsOf(model, image).map((record, i) => [`record ${i}`, record]));
  return [
    ...exportedBy(module, always),
    ...exportedBy(IMAGE_LAYOUTS, { layout }),
    ...exportedBy(SCHEMA, { schema }),
    ...(isFramed ? exportedBy(module, { iterate, stream }) : []),
    ...(image.file.includes("%") ? exportedBy(module, { format, parse }) : []),
    ...(isFramed && flatMessage(model, image) !== undefined
      ? exportedBy(columnsModule, { columnsType, decodeColumns })
      : []),
    ...exportedBy(module, records),
  ];
}

/** Returns the types of an image's messages with an extra. */
export function recordsOf(model: Exporting, { name, layout: { entries, extra } }: ExportingImage): string[] {
  if (entries === undefined || extra === undefined) return [];
  const { type } = imageNames(referenceTo(model, name));
  return [entryName(type), ...recordNames(type, planExtra(model, entries.message, extra)).values()];
}

function exportedBy(module: string, names: Readonly<Record<string, string>>): Exported[] {
  return Object.entries(names).map(([role, name]) => ({ module, name, role }));
}
