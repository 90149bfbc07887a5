import type { AnyImage, ImageName } from "criu-images/all";
import type { FieldSchema, MessageSchema, PartSchema } from "criu-images/schema";
import type { ImageFile } from "../images/images.ts";
import { schemaOf } from "./image-schemas.ts";
import type { Targets } from "./targets.ts";

/** A decoded message, entry or image. */
export type Owner = Record<string, unknown>;

/** A field of a decoded image: its value can be read and replaced. */
export interface Slot {
  /** Name of the file, without folders. */
  readonly file: string;
  readonly image: ImageName;
  /** Index of the entry; absent for the first message and for the bytes of an image. */
  readonly entry?: number;
  /** `message.field`, or `IMAGE.property` for bytes outside of messages. */
  readonly field: string;
  /** Path from its entry: `vmas[3].shmid`. */
  readonly path: string;
  /** Its description in the schema; absent for the bytes of an image. */
  readonly schema?: FieldSchema | PartSchema;
  /** The message with the field, after those around it. */
  readonly owners: readonly Owned[];
  readonly property: string;
}

/** A message around a field. */
export interface Owned {
  readonly owner: Owner;
  readonly message: MessageSchema | undefined;
}

/** Returns the value of a field. Lists are arrays; `undefined`: it is absent. */
export function valueIn({ owners, property }: Slot): unknown {
  return owners.at(-1)?.owner[property];
}

/** Lists the wanted fields of an image, each before those in it. */
export function* slotsOf(image: AnyImage, { file }: ImageFile, targets: Targets): Generator<Slot> {
  yield* new Walk(file, image.image, targets).image(image as unknown as Owner);
}

class Walk {
  readonly #file: string;
  readonly #image: ImageName;
  readonly #targets: Targets;

  constructor(file: string, image: ImageName, targets: Targets) {
    this.#file = file;
    this.#image = image;
    this.#targets = targets;
  }

  *image(image: Owner): Generator<Slot> {
    const { first, entries, extra = [], ...schema } = schemaOf(this.#image);
    if (first !== undefined && image["first"] !== undefined)
      yield* this.#message({ owner: image["first"] as Owner, message: first() }, this.#image, "", [], undefined);
    for (const [index, entry] of ((image["entries"] ?? []) as Owner[]).entries()) {
      const message = entries?.();
      if (message === undefined) continue;
      const own = { owner: entry, message };
      yield* this.#message(own, this.#image, "", [], index);
      yield* this.#parts(extra, own, "", [], index);
    }
    if (schema.rest === true || schema.magic === undefined) yield* this.#rest(image);
  }

  *#rest(image: Owner): Generator<Slot> {
    const [field, property] = [`${this.#image}.rest`, "rest"];
    if (!this.#targets.has(field, this.#image) || image[property] === undefined) return;
    const owners = [{ owner: image, message: undefined }];
    yield { file: this.#file, image: this.#image, field, path: property, owners, property };
  }

  /** Lists fields of a message; `route` is the path of the message without indexes, from the image. */
  *#message(
    own: Owned & { readonly message: MessageSchema },
    route: string,
    path: string,
    around: readonly Owned[],
    entry: number | undefined,
  ): Generator<Slot> {
    const owners = [...around, own];
    for (const schema of own.message.fields) {
      const { name, property, type } = schema;
      const value = own.owner[property];
      if (value === undefined) continue;
      const [field, below] = [`${own.message.name}.${name}`, `${route}.${name}`];
      const at = path === "" ? name : `${path}.${name}`;
      const place = { file: this.#file, image: this.#image, ...(entry !== undefined && { entry }) };
      if (this.#targets.has(field, below)) yield { ...place, field, path: at, schema, owners, property };
      if (type.kind !== "message") continue;
      const message = type.message();
      if (!this.#targets.reaches(message, below)) continue;
      if (schema.label !== "repeated") {
        yield* this.#message({ owner: value as Owner, message }, below, at, owners, entry);
        continue;
      }
      for (const [index, owner] of (value as Owner[]).entries())
        yield* this.#message({ owner, message }, below, `${at}[${index}]`, owners, entry);
    }
  }

  *#parts(
    parts: readonly PartSchema[],
    own: Owned,
    path: string,
    around: readonly Owned[],
    entry: number,
  ): Generator<Slot> {
    const owners = [...around, own];
    for (const schema of parts) {
      const { property, type, extra = [] } = schema;
      const value = own.owner[property];
      if (value === undefined) continue;
      const at = path === "" ? property : `${path}.${property}`;
      const place = { file: this.#file, image: this.#image, entry };
      // A part has no message: its name is that of the image.
      const field = `${this.#image}.${property}`;
      if (this.#targets.has(field, field)) yield { ...place, field, path: at, schema, owners, property };
      if (typeof type !== "function") continue;
      for (const [index, owner] of (value as Owner[]).entries()) {
        const inner = { owner, message: type() };
        yield* this.#message(inner, field, `${at}[${index}]`, owners, entry);
        yield* this.#parts(extra, inner, `${at}[${index}]`, owners, entry);
      }
    }
  }
}
