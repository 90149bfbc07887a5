import type { Enum, Image, Message, Model } from "../../model/model.ts";
import type { Naming } from "../../model/naming.ts";
import { flatMessage } from "../../plan/columns.ts";
import { referenceTo } from "../../plan/reference.ts";
import { declare, messagesIn } from "../declared.ts";
import { entryName, recordNames } from "../record-names.ts";
import { enumNames, imageNames, messageNames, readerOf, writerOf } from "./names.ts";

/** Lists the names that a package declares, for each thing of the schema. */
export const declaredBy: Naming["declaredBy"] = declare({ ofMessage, ofEnum, ofImage });

function ofMessage(model: Model, { name }: Message): string[] {
  const { type, read, write, defaults, layout } = messageNames(referenceTo(model, name));
  return [type, `decode${type}`, `encode${type}`, read, write, defaults, layout];
}

function ofEnum(model: Model, { name }: Enum): string[] {
  return [enumNames(referenceTo(model, name)).type];
}

function ofImage(model: Model, image: Image): string[] {
  const names = imageNames(referenceTo(model, image.name));
  const { type, descriptor, decode, encode, iterate, stream, format, parse, layout } = names;
  const isFramed = image.magic !== undefined;
  return [
    ...[type, descriptor, decode, encode, layout],
    ...(isFramed ? [iterate, stream] : []),
    ...(image.file.includes("%") ? [format, parse] : []),
    ...(isFramed && flatMessage(model, image) !== undefined ? [names.columnsType, names.decodeColumns] : []),
    ...recordsOf(model, image, type).flatMap((record) => [record, readerOf(record), writerOf(record)]),
  ];
}

/** Returns the types of an image's messages with an extra. */
function recordsOf(model: Model, { layout: { entries, extra } }: Image, type: string): string[] {
  if (entries === undefined || extra === undefined) return [];
  const parts = messagesIn(extra).map((part) => [part, referenceTo(model, part.message)] as const);
  return [entryName(type), ...recordNames(type, parts).values()];
}
