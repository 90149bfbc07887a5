import { codecs, formatName, type ImageDescriptor, type ImageId, identifyImage } from "criu-images";
import { type BuildOptions, beginning, concat, framed } from "../../support/build.ts";
import { data, EXTRAS } from "../../support/extras.ts";
import { images, layouts } from "../../support/facts.ts";
import type { Plain } from "../../support/reference.ts";
import { toHex, type Vector } from "../vector.ts";
import { valuesOf } from "./values.ts";

/* Makes images of every row, in both byte orders and both versions. Their bytes come from the facts and protobufjs. */

/** Little-endian v1.1: what JSON is written to. */
export const USUAL: Required<BuildOptions> = { littleEndian: true, heads: true };

const OTHERS: readonly Required<BuildOptions>[] = [
  { littleEndian: true, heads: false },
  { littleEndian: false, heads: true },
  { littleEndian: false, heads: false },
];

/** Ids to try in a file name. Some rows share names, except of some ids. */
const IDS = [42, -1, "dump"];

/** Returns a file name that identifies the image. */
export function nameOf(image: string): string {
  const descriptor = codecs.find((codec) => codec.descriptor.image === image)?.descriptor;
  if (descriptor === undefined) throw new Error(`no image ${image}`);
  const names = descriptor.file.includes("%") ? IDS.map((id) => formatted(descriptor, id)) : [descriptor.file];
  const found = names.find((name) => name !== undefined && identifyImage(beginning(image), name) === image);
  if (found === undefined) throw new Error(`no file name is that of ${image} alone`);
  return found;
}

function formatted(descriptor: ImageDescriptor, id: ImageId): string | undefined {
  try {
    return formatName(descriptor, id);
  } catch {
    return undefined;
  }
}

/** The bytes of an image in one form. */
type Body = (littleEndian: boolean) => Uint8Array;

/** Returns the contents that each image is made with, by name. */
function bodiesOf(image: string): Readonly<Record<string, Body>> {
  const { first, entry } = layouts[image] ?? {};
  const opening = (le: boolean): Uint8Array[] =>
    first === undefined ? [] : [framed(first, valuesOf(first, "some"), le)];
  if (image === "GHOST_FILE") return ghostBodies(first ?? "");
  if (entry === undefined || entry === null) return { "50 bytes": () => data(50) };
  const extras = EXTRAS[image];
  if (extras !== undefined) {
    return {
      "no entries": () => new Uint8Array(),
      entries: (le) =>
        concat(...extras.map((make) => make(le)).flatMap(({ entry: one, bytes }) => [framed(entry, one, le), bytes])),
    };
  }
  const entries: readonly Plain[] = (["some", "least", "most"] as const).map((kind) => valuesOf(entry, kind));
  return {
    "no entries": (le) => concat(...opening(le)),
    entries: (le) => concat(...opening(le), ...entries.map((one) => framed(entry, one, le))),
  };
}

/** A ghost file is its rest, or chunks. */
function ghostBodies(first: string): Readonly<Record<string, Body>> {
  const whole = { uid: 1, gid: 2, mode: 3 };
  const chunk = (off: bigint, le: boolean): Uint8Array =>
    concat(framed("ghost_chunk_entry", { len: 6n, off }, le), data(6));
  return {
    "an empty file": (le) => framed(first, whole, le),
    "a whole file": (le) => concat(framed(first, whole, le), data(9)),
    "a file in chunks": (le) => concat(framed(first, { ...whole, chunks: true }, le), chunk(0n, le), chunk(4096n, le)),
  };
}

/** Makes the vectors of all images, without their JSON. */
export function imageVectors(): Vector[] {
  return images.flatMap(({ name: image }) => {
    const about = { image, file: nameOf(image) };
    return Object.entries(bodiesOf(image)).map(([content, body]): Vector => {
      const name = `${image}: ${content}`;
      if (layouts[image]?.raw === true) return { name, ...about, bytes: toHex(body(true)) };
      const whole = (options: Required<BuildOptions>): string =>
        toHex(concat(beginning(image, options), body(options.littleEndian)));
      const bytes = whole(USUAL);
      const forms = [...new Set(OTHERS.map(whole))].filter((form) => form !== bytes);
      return { name, ...about, bytes, forms };
    });
  });
}
