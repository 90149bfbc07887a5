import type { Extra, Image, Messages, Model } from "../../model/model.ts";
import type { Declared } from "../../model/naming.ts";
import { partsOf } from "../../model/walk.ts";
import { flatMessage } from "../../plan/columns.ts";
import { referenceTo } from "../../plan/reference.ts";
import { entryName, enumNames, imageNames, messageNames, readerOf, recordNames, writerOf } from "./names.ts";

/** Lists the names that a package declares, for each thing of the schema. */
export function declaredBy(model: Model): Declared[] {
  return [
    ...model.messages.map(({ name, at }) => ({
      ...{ kind: "message" as const, name, at },
      identifiers: ofMessage(model, name),
    })),
    ...model.enums.map(({ name, at }) => ({
      ...{ kind: "enum" as const, name, at },
      identifiers: [enumNames(referenceTo(model, name)).type],
    })),
    ...model.images.map((image) => ({
      ...{ kind: "image" as const, name: image.name, at: image.at },
      identifiers: ofImage(model, image),
    })),
  ];
}

function ofMessage(model: Model, name: string): string[] {
  const { type, read, write, defaults, layout } = messageNames(referenceTo(model, name));
  return [type, `decode${type}`, `encode${type}`, read, write, defaults, layout];
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

function messagesIn(extra: Extra): Messages[] {
  return [...partsOf(extra, "")].flatMap(({ part }) =>
    part.kind === "messages" && part.extra !== undefined ? [part] : [],
  );
}
