import type { AnyImage, ImageName } from "criu-images/all";
import type { EnumSchema, FieldSchema, MessageSchema, PartSchema } from "criu-images/schema";
import { schemaOf } from "../draft/image-schemas.ts";
import { classOf, type PrivacyClass, UNKNOWN } from "./classes.ts";

/** A decoded message, entry or image. */
type Owner = Record<string, unknown>;

/** A private value of a copied image, which still has to be replaced. */
export interface PrivateValue {
  readonly owner: Owner;
  readonly property: string;
  /** `message.field`, or `IMAGE.extra` and `IMAGE.rest`. */
  readonly field: string;
  readonly route: string;
  readonly privacy: PrivacyClass;
  /** Message with the field; absent for the bytes of an image. */
  readonly message?: MessageSchema;
}

/** A copy of an image with its declared fields alone, and the values to replace. */
export interface Copy {
  readonly image: AnyImage;
  readonly values: readonly PrivateValue[];
  /** Number of runs of unknown fields, and of pads, that are not in the copy. */
  readonly unknown: number;
}

/**
 * Copies an image: each field that the schema declares, and nothing else.
 *
 * @param keepsUnknown whether entries keep fields that the schema does not declare
 */
export function copyOf(image: AnyImage, keepsUnknown: boolean): Copy {
  const copier = new Copier(image.image, keepsUnknown);
  return { image: copier.image(image as unknown as Owner) as unknown as AnyImage, ...copier.found };
}

/** Properties of messages beside their fields. */
const UNKNOWN_FIELDS = "$unknown";
const PADDING = "$padding";

class Copier {
  readonly found = { values: [] as PrivateValue[], unknown: 0 };
  readonly #image: ImageName;
  readonly #keepsUnknown: boolean;

  constructor(image: ImageName, keepsUnknown: boolean) {
    this.#image = image;
    this.#keepsUnknown = keepsUnknown;
  }

  image(image: Owner): Owner {
    const { first, entries, extra = [], magic } = schemaOf(this.#image);
    const { version, byteOrder, rest } = image;
    const copy: Owner = { image: this.#image };
    if (version !== undefined) copy["version"] = version;
    if (byteOrder !== undefined) copy["byteOrder"] = byteOrder;
    if (image["first"] !== undefined && first !== undefined)
      copy["first"] = this.#message(image["first"] as Owner, first(), this.#image, undefined);
    if (image["entries"] !== undefined)
      copy["entries"] = (image["entries"] as Owner[]).map((entry) => this.#entry(entry, entries?.(), extra));
    if (rest !== undefined) {
      const field = magic === undefined ? this.#image : `${this.#image}.rest`;
      this.#private(copy, "rest", rest, field, classOf(field, field) ?? UNKNOWN);
    }
    return copy;
  }

  #entry(entry: Owner, schema: MessageSchema | undefined, extra: readonly PartSchema[]): Owner {
    if (schema === undefined) return {};
    const copy = this.#message(entry, schema, this.#image, undefined);
    if (this.#keepsUnknown && entry[UNKNOWN_FIELDS] !== undefined) copy[UNKNOWN_FIELDS] = entry[UNKNOWN_FIELDS];
    this.#extra(copy, entry, extra, undefined);
    return copy;
  }

  /** Copies a message; `around` is the class of a field that it is in. */
  #message(owner: Owner, schema: MessageSchema, route: string, around: PrivacyClass | undefined): Owner {
    const copy: Owner = {};
    for (const property of [UNKNOWN_FIELDS, PADDING]) if (owner[property] !== undefined) this.found.unknown++;
    for (const field of schema.fields) {
      const value = owner[field.property];
      if (value === undefined) continue;
      const [name, below] = [`${schema.name}.${field.name}`, `${route}.${field.name}`];
      const privacy = classOf(name, below) ?? around;
      copy[field.property] = this.#value(copy, field, value, { message: schema, field: name, route: below, privacy });
    }
    return copy;
  }

  #value(
    copy: Owner,
    schema: FieldSchema,
    value: unknown,
    at: Pick<PrivateValue, "field" | "route"> & {
      readonly message: MessageSchema;
      readonly privacy: PrivacyClass | undefined;
    },
  ): unknown {
    const { type, property } = schema;
    if (type.kind === "message") {
      const one = (owner: unknown): Owner => this.#message(owner as Owner, type.message(), at.route, at.privacy);
      return Array.isArray(value) ? value.map(one) : one(value);
    }
    if (type.kind === "enum") return this.#named(type.enum(), value);
    const privacy = at.privacy ?? (isContent(schema) ? UNKNOWN : undefined);
    const isFlag = type.kind === "scalar" && type.scalar === "bool";
    if (privacy === undefined || isFlag) return Array.isArray(value) ? [...value] : value;
    this.found.values.push({ ...at, owner: copy, property, privacy });
    return value;
  }

  /** Copies values of an enum. One that has no name can be any number: it becomes another one without a name. */
  #named(schema: EnumSchema, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#named(schema, one));
    const numbers = schema.values.map(({ number }) => number);
    if (numbers.includes(value as number)) return value;
    this.found.unknown++;
    return Math.max(...numbers) + 1;
  }

  /** Copies the extra of an entry, or of a message in an extra: bytes, numbers, messages, or several of these by name. */
  #extra(copy: Owner, owner: Owner, parts: readonly PartSchema[], around: PrivacyClass | undefined): void {
    const { extra } = owner;
    if (extra === undefined) return;
    const field = `${this.#image}.extra`;
    const privacy = classOf(field, field) ?? around ?? UNKNOWN;
    // Messages have fields of their own, such as the length of a part.
    const [part] = parts;
    if (part === undefined || typeof part.type !== "function") {
      this.#private(copy, "extra", extra, field, privacy);
      return;
    }
    const message = part.type();
    copy["extra"] = (extra as Owner[]).map((one) => {
      const inner = this.#message(one, message, field, undefined);
      this.#extra(inner, one, part.extra ?? [], privacy);
      return inner;
    });
  }

  #private(owner: Owner, property: string, value: unknown, field: string, privacy: PrivacyClass): void {
    owner[property] = value;
    this.found.values.push({ owner, property, field, route: field, privacy });
  }
}

/** Tells whether a field has texts or bytes, or is a map: without a class, nothing is known about them. */
function isContent({ type }: FieldSchema): boolean {
  return type.kind === "map" || (type.kind === "scalar" && (type.scalar === "string" || type.scalar === "bytes"));
}
