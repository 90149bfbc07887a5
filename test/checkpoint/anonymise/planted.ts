import { type AnyImage, encodeAnyImage } from "criu-images/all";
import { PRIVACY } from "criu-images/relations";
import { type FieldSchema, type ImageSchema, imageSchemas, type MessageSchema } from "criu-images/schema";
import { bytesField } from "../../support/blocks.ts";

/* Images with a canary in each field of the schema: texts, bytes and numbers that are nowhere else. */

/** A message, an entry or an image. */
type Owner = Record<string, unknown>;

/** A planted image, as an object and as bytes. */
interface Planted {
  readonly file: string;
  readonly schema: ImageSchema;
  readonly image: AnyImage;
  readonly bytes: Uint8Array;
}

/** Makes values that differ, and remembers them. */
export class Canaries {
  readonly texts: string[] = [];
  readonly numbers: bigint[] = [];
  #count = 0;

  text(): string {
    const text = `Canary${(this.#next() * 7919).toString(36)}Bird`;
    this.texts.push(text);
    return text;
  }

  bytes(): Uint8Array {
    return new TextEncoder().encode(this.text());
  }

  /** Returns a number of up to 31 or 63 bits. */
  number(bits: 32 | 64): bigint {
    const value =
      bits === 32
        ? 0x4000_0000n + ((BigInt(this.#next()) * 0x9e37_79b1n) % 0x3fff_ffffn)
        : 0x4000_0000_0000_0000n + ((BigInt(this.#next()) * 0x9e37_79b9_7f4a_7c15n) % 0x3fff_ffff_ffff_ffffn);
    this.numbers.push(value);
    return value;
  }

  #next(): number {
    return ++this.#count;
  }
}

/** Fields whose lists are keys and values in turn, with the private keys. */
const PAIRS = new Map(
  Object.values(PRIVACY).flatMap(({ pairs = [], content }) =>
    pairs.length === 0 ? [] : content.map((field) => [field, pairs] as const),
  ),
);

/** Deepest message that has messages of its own kind in it. */
const DEPTH = 6;

/** Number of a field that no message has. */
const UNKNOWN = 1999;

const CLASSIFIED = new Set(Object.values(PRIVACY).flatMap(({ content }) => content));

/** Images with a canary in each field, and the names of the number fields without a class of privacy. */
export interface Garden {
  readonly images: readonly Planted[];
  readonly canaries: Canaries;
  /** `message.field`; their numbers are 1. */
  readonly numbers: ReadonlySet<string>;
}

/** Makes an image of each kind. */
export function plantedImages(): Garden {
  const planter = new Planter();
  // Two rows can have the same names of files: the first takes precedence.
  const rows = new Map(imageSchemas.toReversed().map((schema) => [schema.file.replace("%d", "%u"), schema]));
  const images = [...rows.values()].toReversed().flatMap((schema) => planter.images(schema));
  return { images, canaries: planter.canaries, numbers: planter.numbers };
}

class Planter {
  readonly canaries = new Canaries();
  readonly numbers = new Set<string>();

  images(schema: ImageSchema): Planted[] {
    const { name, first, entries, rest, magic, entriesWhen } = schema;
    const image: Owner = { image: name };
    if (magic === undefined) image["rest"] = this.canaries.bytes();
    else {
      if (first !== undefined) image["first"] = this.message(first(), name);
      image["entries"] = entries === undefined ? [] : [this.#entry(entries(), schema)];
    }
    if (rest !== true || magic === undefined) return [planted(schema, image)];
    // Either entries or a rest can be there.
    const other = { ...image, entries: [], rest: this.canaries.bytes() };
    if (entriesWhen === undefined) return [planted(schema, other)];
    const when = (is: boolean): Owner => ({ ...(image["first"] as Owner), [entriesWhen.field]: is });
    return [
      planted(schema, { ...image, first: when(entriesWhen.is) }),
      planted(schema, { ...other, first: when(!entriesWhen.is) }, 2),
    ];
  }

  /** @param isInside whether the message is that of a classified field */
  message(schema: MessageSchema, route: string, depth = 0, isInside = false): Owner {
    const message: Owner = {};
    for (const field of schema.fields) {
      const value = this.#field(`${schema.name}.${field.name}`, field, `${route}.${field.name}`, depth, isInside);
      if (value !== undefined) message[field.property] = value;
    }
    message["$unknown"] = [
      { after: UNKNOWN - 1, bytes: Uint8Array.from(bytesField(UNKNOWN, [...this.canaries.bytes()])) },
    ];
    return message;
  }

  #field(name: string, field: FieldSchema, route: string, depth: number, isInside: boolean): unknown {
    const { type, label } = field;
    const isPrivate = isInside || CLASSIFIED.has(name) || CLASSIFIED.has(route);
    const isList = label === "repeated";
    if (type.kind === "message") {
      if (depth > DEPTH) return isList ? [] : undefined;
      const inner = this.message(type.message(), route, depth + 1, isPrivate);
      return isList ? [inner] : inner;
    }
    const keys = PAIRS.get(name);
    if (keys !== undefined) return keys.flatMap((key) => [BigInt(key), this.canaries.number(32)]);
    const value = this.#scalar(name, field, isPrivate);
    return isList ? [value, this.#scalar(name, field, isPrivate)] : value;
  }

  #scalar(name: string, { type }: FieldSchema, isPrivate: boolean): unknown {
    if (type.kind === "enum") return type.enum().values[0]?.number ?? 0;
    if (type.kind !== "scalar") throw new TypeError("no message is here");
    if (type.scalar === "bool") return true;
    if (type.scalar === "string") return this.canaries.text();
    if (type.scalar === "bytes") return this.canaries.bytes();
    const isWide = type.scalar.endsWith("64");
    if (!isPrivate) this.numbers.add(name);
    const value = isPrivate ? this.canaries.number(isWide ? 64 : 32) : 1n;
    return isWide ? value : Number(value);
  }

  #entry(message: MessageSchema, { name, extra = [] }: ImageSchema): Owner {
    const entry = this.message(message, name);
    const [part, ...others] = extra;
    if (part === undefined) return entry;
    if (part.when !== undefined) entry[part.when.field] = part.when.is;
    if (others.length > 0) {
      const parts = extra.map(({ property, length }) => {
        const bytes = this.canaries.bytes();
        entry[length] = bytes.length;
        return [property, bytes];
      });
      return { ...entry, extra: Object.fromEntries(parts) };
    }
    if (typeof part.type === "function") {
      const inner = this.message(part.type(), `${name}.extra`);
      const bytes = this.canaries.bytes();
      const [own] = part.extra ?? [];
      if (own !== undefined) inner[own.length] = bytes.length;
      return { ...entry, [part.length]: 1, extra: [{ ...inner, extra: bytes, $padding: padding(bytes) }] };
    }
    const bytes = this.canaries.bytes();
    const values = part.type === "bytes" ? bytes : wordsOf(bytes);
    const field = message.fields.find((one) => one.name === part.length);
    const isWide = field?.type.kind === "scalar" && field.type.scalar.endsWith("64");
    return { ...entry, [part.length]: isWide ? BigInt(values.length) : values.length, extra: values };
  }
}

/** Returns words of 16 bits whose bytes, in the order of the machine, are the given ones. */
function wordsOf(bytes: Uint8Array): number[] {
  return Array.from(
    { length: Math.ceil(bytes.length / 2) },
    (_, i) => (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8),
  );
}

/** Returns the pads after bytes, up to a multiple of eight. */
function padding(bytes: Uint8Array): Uint8Array {
  return new Uint8Array((8 - (bytes.length % 8)) % 8).fill(0xee);
}

function planted(schema: ImageSchema, image: Owner, id = 1): Planted {
  const decoded = image as unknown as AnyImage;
  const file = schema.file.replace(/%(?:l[ud]|[udx])/, `${id}`).replace("%s", "dump");
  return { file, schema, image: decoded, bytes: encodeAnyImage(decoded) };
}
