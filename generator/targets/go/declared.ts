import type { Extra, Image, Message, Messages, Model } from "../../model/model.ts";
import { codeName } from "../../model/modules.ts";
import type { Declared } from "../../model/naming.ts";
import { partsOf } from "../../model/walk.ts";
import { referenceTo } from "../../plan/reference.ts";
import {
  defaultName,
  entryName,
  enumNames,
  extraName,
  fieldNames,
  imageNames,
  mapEntryCode,
  messageNames,
  recordNames,
  valueName,
} from "./names.ts";

/** Lists the names that a package declares, for each thing of the schema. */
export function declaredBy(model: Model): Declared[] {
  return [
    ...model.messages.map((message) => ({
      ...{ kind: "message" as const, name: message.name, at: message.at },
      identifiers: ofMessage(model, message),
    })),
    ...model.enums.map(({ name, at, values }) => {
      const { type, values: list } = enumNames(referenceTo(model, name));
      const constants = values.map((value) => valueName(type, value.name));
      return { kind: "enum" as const, name, at, identifiers: [type, list, ...constants] };
    }),
    ...model.images.map((image) => ({
      ...{ kind: "image" as const, name: image.name, at: image.at },
      identifiers: ofImage(model, image),
    })),
  ];
}

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
  const parts = messagesIn(extra).map((part) => [part, referenceTo(model, part.message)] as const);
  return [entryName(type), ...recordNames(type, parts).values()];
}

function messagesIn(extra: Extra): Messages[] {
  return [...partsOf(extra, "")].flatMap(({ part }) =>
    part.kind === "messages" && part.extra !== undefined ? [part] : [],
  );
}
