import type { Enum, Extra, Image, Message, Messages, Model } from "../model/model.ts";
import type { Declared } from "../model/naming.ts";
import { partsOf } from "../model/walk.ts";

/** Functions that return the identifiers of a language for each definition of a schema. */
interface Identifiers {
  readonly ofMessage: (model: Model, message: Message) => string[];
  readonly ofEnum: (model: Model, declared: Enum) => string[];
  readonly ofImage: (model: Model, image: Image) => string[];
}

/** Returns the function that lists the names of a package, for each definition of the schema. */
export function declare({ ofMessage, ofEnum, ofImage }: Identifiers): (model: Model) => Declared[] {
  return (model) => [
    ...model.messages.map((message) => named("message", message, ofMessage(model, message))),
    ...model.enums.map((declared) => named("enum", declared, ofEnum(model, declared))),
    ...model.images.map((image) => named("image", image, ofImage(model, image))),
  ];
}

function named(kind: Declared["kind"], { name, at }: Pick<Declared, "name" | "at">, identifiers: string[]): Declared {
  return { kind, name, at, identifiers };
}

/** Lists the messages of an extra that have an extra of their own, outer ones first. */
export function messagesIn(extra: Extra): Messages[] {
  return [...partsOf(extra, "")].flatMap(({ part }) =>
    part.kind === "messages" && part.extra !== undefined ? [part] : [],
  );
}
