import type { Enum, Image, Message, Model } from "../model/model.ts";
import type { Declared } from "../model/naming.ts";

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
