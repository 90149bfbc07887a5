import type { Extra, Image, Message, Messages, Model } from "../../model/model.ts";
import type { Declared } from "../../model/naming.ts";
import { partsOf } from "../../model/walk.ts";
import { referenceTo } from "../../plan/reference.ts";
import { mapEntryName } from "./message.ts";
import { enumNames, extraName, imageNames, messageNames, recordName } from "./names.ts";

/** Lists the classes that a package declares, for each thing of the schema. */
export function declaredBy(model: Model): Declared[] {
  return [
    ...model.messages.map((message) => ({
      ...{ kind: "message" as const, name: message.name, at: message.at },
      identifiers: ofMessage(model, message),
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

/** Returns the classes of a message, and of the entries of its maps. */
function ofMessage(model: Model, { name, fields }: Message): string[] {
  const { type } = messageNames(referenceTo(model, name));
  return [type, ...fields.flatMap((field) => (field.type.kind === "map" ? [mapEntryName(type, field.name)] : []))];
}

function ofImage(model: Model, image: Image): string[] {
  const { type } = imageNames(referenceTo(model, image.name));
  const { entries, extra } = image.layout;
  if (entries === undefined || extra === undefined) return [type];
  const inner = messagesIn(extra).map((part) => recordName(type, referenceTo(model, part.message)));
  return [type, ...new Set([recordName(type), ...inner].flatMap((record) => [record, extraName(record)]))];
}

function messagesIn(extra: Extra): Messages[] {
  return [...partsOf(extra, "")].flatMap(({ part }) =>
    part.kind === "messages" && part.extra !== undefined ? [part] : [],
  );
}
