import type { Condition, Extra, Image, Model, Part, Run } from "../model/model.ts";
import { messageNamed } from "../model/walk.ts";
import { type Fixed, sampleMessage } from "./message.ts";
import { type Bytes, integer } from "./wire.ts";

/** How many bytes, integers or messages follow a message of a sample. */
const COUNT = 3;
const REST: Bytes = [1, 2, 3, 4, 5];
const SIZES: Readonly<Record<Run["type"], number>> = { bytes: 1, u16: 2, u32: 4, u64: 8 };

/**
 * An image of two entries with a value in every field, as CRIU would write it on a little-endian machine: put together
 * from the schema alone, not by the codecs. Nothing where a message of it can never end.
 */
export function sampleImage(model: Model, image: Image): Uint8Array | undefined {
  const { magic, head, layout } = image;
  if (magic === undefined) return Uint8Array.from(REST);
  const words = head === "none" ? [magic] : [model.heads[head].value, magic];
  const parts = [words.flatMap(word), sampleFirst(model, image)];
  // Where either entries or the rest of the file follow, entries do.
  if (layout.entries === undefined) parts.push(REST);
  else {
    const entry = sampleEntry(model, image, layout.entries.message, layout.extra);
    parts.push(entry, entry);
  }
  return joined(parts);
}

function joined(parts: readonly (Bytes | undefined)[]): Uint8Array | undefined {
  const there = parts.filter((part) => part !== undefined);
  return there.length < parts.length ? undefined : Uint8Array.from(there.flat());
}

function word(value: number): Bytes {
  return integer(BigInt(value), 4);
}

function framed(bytes: Bytes | undefined): Bytes | undefined {
  return bytes && [...word(bytes.length), ...bytes];
}

function sampleFirst(model: Model, { layout: { first, entries, rest } }: Image): Bytes | undefined {
  if (first === undefined) return [];
  return framed(sampleMessage(model, first.message, fixedBy([entries?.when ?? rest?.when])));
}

function fixedBy(conditions: readonly (Condition | undefined)[]): Map<string, bigint> {
  return new Map(conditions.flatMap((when) => (when === undefined ? [] : [[when.field, when.is ? 1n : 0n]])));
}

function sampleEntry(model: Model, image: Image, name: string, extra: Extra | undefined): Bytes | undefined {
  const version = model.versions.at(0);
  const known: Fixed =
    image.version === undefined || version === undefined
      ? new Map()
      : new Map([[image.version, BigInt(version.value)]]);
  return sampleRecord(model, name, extra, known);
}

/** A framed message, and what follows it. */
function sampleRecord(model: Model, name: string, extra: Extra | undefined, known: Fixed): Bytes | undefined {
  const message = messageNamed(model, name);
  const parts = extra === undefined ? [] : extra.kind === "one" ? [extra.part] : extra.parts.map(({ part }) => part);
  // Of two parts that exclude each other the first one follows.
  const conditions = fixedBy(parts.map(({ when }) => when).reverse());
  const lengths = parts.map((part): [string, bigint] => [
    part.kind === "run" ? part.length : part.count,
    BigInt(COUNT),
  ]);
  const fixed = new Map([...known, ...conditions, ...lengths]);
  const following = parts.filter(({ when }) => when === undefined || fixed.get(when.field) === (when.is ? 1n : 0n));
  const all = [
    framed(message && sampleMessage(model, name, fixed)),
    ...following.map((part) => samplePart(model, part)),
  ];
  return joinedBytes(all);
}

function joinedBytes(parts: readonly (Bytes | undefined)[]): Bytes | undefined {
  const whole = joined(parts);
  return whole && [...whole];
}

function samplePart(model: Model, part: Part): Bytes | undefined {
  if (part.kind === "run") return sampleRun(part);
  return joinedBytes(Array.from({ length: COUNT }, () => sampleRecord(model, part.message, part.extra, new Map())));
}

function sampleRun({ type, pad }: Run): Bytes {
  const size = SIZES[type];
  const bytes = Array.from({ length: COUNT }, (_, i) => integer(2n ** BigInt(8 * size) - 1n - BigInt(i), size)).flat();
  return [...bytes, ...Array.from({ length: (pad - (bytes.length % pad)) % pad }, () => 0)];
}
