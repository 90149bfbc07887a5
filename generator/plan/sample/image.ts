import type { Condition, Extra, Image, Part, Run } from "../../model/model.ts";
import { type Fixed, type Sampler, sampleMessage } from "./message.ts";
import { integer, type Pieces, sizeOf } from "./wire.ts";

/** Number of bytes, integers or messages in each part of a sample. */
const COUNT = 3;
const REST: Pieces = [[1, 2, 3, 4, 5]];
const SIZES: Readonly<Record<Run["type"], number>> = { bytes: 1, u16: 2, u32: 4, u64: 8 };

/** An image in pieces. It has two equal entries. */
export interface Sample {
  readonly begin: Pieces;
  readonly entry: Pieces;
}

/**
 * Returns an image with a value in every field, as CRIU would write it on a little-endian machine. It is built from the
 * schema without the codecs. Returns nothing if a message would be endless.
 */
export function sampleImage(sampler: Sampler, image: Image): Sample | undefined {
  const { magic, head, layout } = image;
  if (magic === undefined) return { begin: REST, entry: [] };
  const words = head === "none" ? [magic] : [sampler.model.heads[head].value, magic];
  const first = sampleFirst(sampler, image);
  // If an image has either entries or a rest, the sample has entries.
  const { entries } = layout;
  const entry = entries === undefined ? [] : sampleEntry(sampler, image, entries.message, layout.extra);
  if (first === undefined || entry === undefined) return undefined;
  return { begin: [...words.map(word), ...first, ...(entries === undefined ? REST : [])], entry };
}

function word(value: number): readonly number[] {
  return integer(BigInt(value), 4);
}

function framed(pieces: Pieces | undefined): Pieces | undefined {
  return pieces && [word(sizeOf(pieces)), ...pieces];
}

function sampleFirst(sampler: Sampler, { layout: { first, entries, rest } }: Image): Pieces | undefined {
  if (first === undefined) return [];
  return framed(sampleMessage(sampler, first.message, fixedBy([entries?.when ?? rest?.when])));
}

function fixedBy(conditions: readonly (Condition | undefined)[]): Map<string, bigint> {
  return new Map(conditions.flatMap((when) => (when === undefined ? [] : [[when.field, when.is ? 1n : 0n]])));
}

function sampleEntry(sampler: Sampler, image: Image, name: string, extra: Extra | undefined): Pieces | undefined {
  const version = sampler.model.versions.at(0);
  const known: Fixed =
    image.version === undefined || version === undefined
      ? new Map()
      : new Map([[image.version, BigInt(version.value)]]);
  return sampleRecord(sampler, name, extra, known);
}

/** Returns a framed message with its extra. */
function sampleRecord(sampler: Sampler, name: string, extra: Extra | undefined, known: Fixed): Pieces | undefined {
  const parts = extra === undefined ? [] : extra.kind === "one" ? [extra.part] : extra.parts.map(({ part }) => part);
  // If two parts exclude each other, the first one is present.
  const conditions = fixedBy(parts.map(({ when }) => when).reverse());
  const lengths = parts.map((part): [string, bigint] => [
    part.kind === "run" ? part.length : part.count,
    BigInt(COUNT),
  ]);
  const fixed = new Map([...known, ...conditions, ...lengths]);
  const following = parts.filter(({ when }) => when === undefined || fixed.get(when.field) === (when.is ? 1n : 0n));
  return joined([framed(sampleMessage(sampler, name, fixed)), ...following.map((part) => samplePart(sampler, part))]);
}

function joined(parts: readonly (Pieces | undefined)[]): Pieces | undefined {
  const there = parts.filter((part) => part !== undefined);
  return there.length < parts.length ? undefined : there.flat();
}

function samplePart(sampler: Sampler, part: Part): Pieces | undefined {
  if (part.kind === "run") return [sampleRun(part)];
  return joined(Array.from({ length: COUNT }, () => sampleRecord(sampler, part.message, part.extra, new Map())));
}

function sampleRun({ type, pad }: Run): readonly number[] {
  const size = SIZES[type];
  const bytes = Array.from({ length: COUNT }, (_, i) => integer(2n ** BigInt(8 * size) - 1n - BigInt(i), size)).flat();
  return [...bytes, ...Array.from({ length: (pad - (bytes.length % pad)) % pad }, () => 0)];
}
