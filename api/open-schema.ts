import {
  imageToJson,
  type JsonImage,
  type JsonOptions,
  type JsonReadOptions,
  jsonToImage,
  parseJson,
  stringifyJson,
} from "criu-images/json";
import type { ImageLayout } from "criu-images/layouts";
import { shown } from "../generator/config/file.ts";
import { BUILT_IN_SCHEMA } from "../generator/own/package-root.ts";
import { loadFormat } from "../generator/project/format.ts";
import { compatOf } from "../inspect/compat/compat.ts";
import { type CompatRecord, compatRecord } from "../inspect/compat/json.ts";
import { dissectImage } from "../inspect/dissect/image.ts";
import type { DissectNode } from "../inspect/dissect/node.ts";
import type { Found, Unsearched } from "../inspect/find/found.ts";
import { type ImageInfo, infoOf } from "../inspect/info/image.ts";
import { schemaOf } from "../inspect/schema/of-model.ts";
import { BUILT_IN, type Schema } from "../inspect/schema/schema.ts";
import type { CritgenError } from "./error.ts";
import { type FindOptions, find } from "./find.ts";
import { guarded, ofImage, thrownBy } from "./image-error.ts";
import { inSteps } from "./steps.ts";

/** Options of opening a schema. */
export interface OpenOptions {
  /** Folders that extend it. */
  readonly extend?: readonly string[] | undefined;
}

/** An image in memory. */
export interface ImageOptions {
  /** Name of its file, without folders: it distinguishes images that share a magic. */
  readonly name?: string | undefined;
}

/** Options of reading an image. */
export interface DecodeOptions extends ImageOptions {
  /**
   * Makes reading lenient: each problem that reading can survive (a wrong or missing head, an image that ends inside an
   * entry) is passed to this function, and reading goes on. Without it, the problem is thrown.
   */
  readonly tolerate?: ((problem: CritgenError) => void) | undefined;
}

/** Options of converting an image into JSON. */
export interface ToJsonOptions extends DecodeOptions {
  /** Whether to write several lines, with names, addresses and hexadecimal for integers as crit shows them. */
  readonly pretty?: boolean | undefined;
  /** Whether to name more than crit does; implies `pretty`. */
  readonly names?: boolean | undefined;
  /** Whether to quote integers beyond 2^53, for programs that would round them. */
  readonly quoteLarge?: boolean | undefined;
}

/** Options of converting JSON into an image. */
export interface FromJsonOptions {
  /** Called if all large integers of the text look as if a program had rounded them. */
  readonly warn?: ((what: string) => void) | undefined;
}

/** Name and file of an image in a schema. */
export interface ImageName {
  readonly name: string;
  /** Name of its file, as a format of printf. */
  readonly file: string;
  /** Absent if the image is raw. */
  readonly magic: number | undefined;
}

/** Reader and writer of the images that a schema describes. Its functions throw `CritgenError`. */
export interface OpenSchema {
  /** Images in the order of the table. */
  readonly images: readonly ImageName[];
  /**
   * Decodes an image into the values of CRIU's JSON. Integers beyond 2^53 are bigints, bytes are base64 text, and what
   * that JSON cannot hold is kept under `$kept`.
   */
  decode(bytes: Uint8Array, options?: DecodeOptions): JsonImage;
  /** Encodes such values: `encode(decode(bytes))` are the same bytes. */
  encode(image: JsonImage): Uint8Array;
  /** Converts an image into CRIU's JSON. */
  toJson(bytes: Uint8Array, options?: ToJsonOptions): string;
  /** Converts CRIU's JSON into an image: plain, pretty or edited by hand. */
  fromJson(json: string | Uint8Array, options?: FromJsonOptions): Uint8Array;
  /** Examines an image as far as it is valid: its type, framing, sizes and problems. */
  info(bytes: Uint8Array, options?: ImageOptions): Promise<ImageInfo>;
  /** Describes each byte of an image on demand. Faults are notes on nodes. */
  dissect(bytes: Uint8Array, options?: ImageOptions): Iterable<DissectNode>;
  /**
   * Finds the releases of CRIU that understand an image or a checkpoint, and the features that the others miss.
   *
   * @param path a file, a folder or an archive
   * @param release such as `3.19`: only features that it misses are listed
   */
  compat(path: string, release?: string): Promise<CompatRecord>;
  /**
   * Searches a checkpoint: its files, its processes with the paths of their memory, and all fields of its images.
   *
   * @param path a folder or an archive
   * @param text part of a text; or a number, also in hexadecimal: fields with exactly this value, and areas with this address
   */
  find(path: string, text: string, options?: FindOptions): AsyncIterable<Found | Unsearched>;
}

export async function openSchema(folder: string | undefined, { extend = [] }: OpenOptions): Promise<OpenSchema> {
  const schema = folder === undefined && extend.length === 0 ? BUILT_IN : schemaIn(folder, extend);
  return createReader(schema, await schema.named());
}

function schemaIn(folder: string = BUILT_IN_SCHEMA, extend: readonly string[]): Schema {
  return schemaOf(loadFormat({ schema: folder, extend: extend.map(shown) }));
}

function createReader(schema: Schema, named: readonly ImageLayout[]): OpenSchema {
  const { layouts } = schema;
  const toJson = (bytes: Uint8Array, options: ToJsonOptions = {}): string =>
    guarded(() => imageToJson(options.names === true ? named : layouts, bytes, jsonOptions(options)));
  const fromJson = (json: string | Uint8Array, { warn }: FromJsonOptions = {}): Uint8Array =>
    guarded(() => jsonToImage(named, json, warn === undefined ? {} : ({ warn } satisfies JsonReadOptions)));
  return {
    images: layouts.map(({ image, file, magic }) => ({ name: image, file, magic })),
    decode: (bytes, { name, tolerate } = {}) => guarded(() => parseJson(toJson(bytes, { name, tolerate }))),
    encode: (image) => fromJson(guarded(() => stringifyJson(image))),
    toJson,
    fromJson,
    info: (bytes, { name } = {}) => examine(schema, bytes, name),
    dissect: (bytes, { name } = {}) => dissectImage(bytes, name, { ...schema, layouts: named }),
    compat: (path, release) => inSteps(undefined, async () => compatRecord(await compatOf(schema, path, release))),
    find: (path, text, options = {}) => find(schema, path, text, options),
  };
}

function jsonOptions({ name, tolerate, pretty, names, quoteLarge }: ToJsonOptions): JsonOptions {
  return {
    pretty: pretty === true || names === true,
    quoteLarge: quoteLarge === true,
    ...(name !== undefined && { file: name }),
    ...(tolerate !== undefined && { tolerate: (problem) => tolerate(ofImage(problem)) }),
  };
}

async function examine(schema: Schema, bytes: Uint8Array, name: string | undefined): Promise<ImageInfo> {
  try {
    return await infoOf(schema, { chunks: [bytes], name, size: bytes.length });
  } catch (error) {
    throw thrownBy(error);
  }
}
