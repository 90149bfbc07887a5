import { flatMessage } from "./flat.ts";
import type { Extra, Image, Messages, Model } from "./model.ts";
import { codeName, enumNames, imageNames, messageNames } from "./modules.ts";
import { pascalCase } from "./names.ts";
import type { Location } from "./problem.ts";
import { partsOf } from "./walk.ts";

/** A message, an enum or an image, and the names that generated code declares for it. */
export interface Declared {
  readonly kind: "message" | "enum" | "image";
  readonly name: string;
  readonly at: Location;
  readonly identifiers: readonly string[];
}

/** Lists the names that generated code declares, for each thing of the schema. */
export function declaredBy(model: Model): Declared[] {
  return [
    ...model.messages.map(({ name, at }) => ({
      kind: "message" as const,
      name,
      at,
      identifiers: ofMessage(model, name),
    })),
    ...model.enums.map(({ name, at }) => ({
      ...{ kind: "enum" as const, name, at },
      identifiers: [enumNames(model, name).type],
    })),
    ...model.images.map((image) => ({
      ...{ kind: "image" as const, name: image.name, at: image.at },
      identifiers: ofImage(model, image),
    })),
  ];
}

function ofMessage(model: Model, name: string): string[] {
  const { type, read, write, defaults, layout } = messageNames(model, name);
  return [type, `decode${type}`, `encode${type}`, read, write, defaults, layout];
}

function ofImage(model: Model, image: Image): string[] {
  const names = imageNames(model, image.name);
  const { type, descriptor, decode, encode, iterate, stream, format, parse, layout } = names;
  const isFramed = image.magic !== undefined;
  const records = [...recordNames(model, image).values()];
  return [
    ...[type, descriptor, decode, encode, layout],
    ...(isFramed ? [iterate, stream] : []),
    ...(image.file.includes("%") ? [format, parse] : []),
    ...(isFramed && flatMessage(model, image) !== undefined ? [names.columnsType, names.decodeColumns] : []),
    ...records.flatMap((record) => [record, readerOf(record), writerOf(record)]),
  ];
}

/** Returns the name of the function that reads an entry or part with its extra. */
export function readerOf(record: string): string {
  return `read${record}`;
}

/** Returns the name of the function that writes the extra of an entry or part. */
export function writerOf(record: string): string {
  return `write${record}Extra`;
}

/** Owner of an extra: the image, for its entries, or a part of messages. */
type Owner = Image | Messages;

/** Names the types of an image's messages with an extra. A message may occur several times in an image. */
export function recordNames(model: Model, image: Image): ReadonlyMap<Owner, string> {
  const { entries, extra } = image.layout;
  if (entries === undefined || extra === undefined) return new Map();
  const { type } = imageNames(model, image.name);
  const names = new Map<Owner, string>([[image, `${type}Entry`]]);
  const taken = new Set(names.values());
  for (const part of recordsIn(extra)) {
    const name = `${type}${pascalCase(codeName(model, part.message))}`;
    let free = name;
    for (let i = 2; taken.has(free); i++) free = `${name}${i}`;
    taken.add(free);
    names.set(part, free);
  }
  return names;
}

function recordsIn(extra: Extra): Messages[] {
  return [...partsOf(extra, "")].flatMap(({ part }) =>
    part.kind === "messages" && part.extra !== undefined ? [part] : [],
  );
}
