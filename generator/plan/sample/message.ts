import type { Field, FieldType, MapType, Message, Model } from "../../model/model.ts";
import { messageNamed } from "../../model/walk.ts";
import { type Pieces, run, scalar, sized, sizeOf, tagged, varint, type WireValue } from "./wire.ts";

/** Required values by field: of length fields and conditions. */
export type Fixed = ReadonlyMap<string, bigint>;

/** Context for making messages of a model. */
export interface Sampler {
  readonly model: Model;
  /** Nested messages made before, by depth and name. */
  readonly made: Map<string, Pieces | undefined>;
  /** Numbers of each enum's first value. */
  readonly firstValues: ReadonlyMap<string, number>;
}

/** Depth up to which a sample has optional messages. */
const DEPTH = 3;
/** Nesting depth at which a required message counts as endless. */
const TOO_DEEP = 50;
/** Largest size of a nested message in bytes. */
const LARGEST = 1 << 14;

const NOTHING: Fixed = new Map();

export function createSampler(model: Model): Sampler {
  const firstValues = new Map(model.enums.map(({ name, values }) => [name, values[0]?.number ?? 0]));
  return { model, made: new Map(), firstValues };
}

/**
 * Returns a message with a value in every field, and two in each list. Returns nothing if it is endless or too large.
 */
export function sampleMessage(sampler: Sampler, name: string, fixed: Fixed = NOTHING, depth = 0): Pieces | undefined {
  const message = messageNamed(sampler.model, name);
  if (message === undefined || depth > TOO_DEEP) return undefined;
  const pieces: Pieces[] = [];
  for (const field of fieldsOf(message, depth)) {
    const written = sampleField(sampler, field, fixed.get(field.name), depth);
    if (written !== undefined) pieces.push(written);
    else if (field.label === "required") return undefined;
  }
  return pieces.flat();
}

/** Returns a nested message. It is made once for each depth. */
function sampleNested(sampler: Sampler, name: string, depth: number): Pieces | undefined {
  const key = `${depth} ${name}`;
  if (sampler.made.has(key)) return sampler.made.get(key);
  const pieces = sampleMessage(sampler, name, NOTHING, depth);
  const made = pieces !== undefined && sizeOf(pieces) <= LARGEST ? pieces : undefined;
  sampler.made.set(key, made);
  return made;
}

/** Returns the fields of a sample. A oneof has only its first. */
function fieldsOf({ fields }: Message, depth: number): readonly Field[] {
  const begun = new Set<string>();
  return fields.filter(({ oneof, label, type }) => {
    if (oneof !== undefined && begun.has(oneof)) return false;
    if (oneof !== undefined) begun.add(oneof);
    return label === "required" || depth < DEPTH || type.kind === "scalar";
  });
}

function sampleField(sampler: Sampler, field: Field, fixed: bigint | undefined, depth: number): Pieces | undefined {
  const { number, type, label, packed } = field;
  if (type.kind === "map") return sampleMap(sampler, number, type, depth);
  const value = sampleValue(sampler, type, fixed, depth);
  if (value === undefined) return undefined;
  if (label !== "repeated") return tagged(number, value);
  if (packed && value.wire !== 2) return tagged(number, run([...value.pieces, ...value.pieces].flat()));
  return [...tagged(number, value), ...tagged(number, value)];
}

function sampleMap(sampler: Sampler, number: number, { key, value }: MapType, depth: number): Pieces | undefined {
  const inner = sampleValue(sampler, value, undefined, depth);
  return inner && tagged(number, sized([...tagged(1, scalar(key)), ...tagged(2, inner)]));
}

function sampleValue(
  sampler: Sampler,
  type: Exclude<FieldType, MapType>,
  fixed: bigint | undefined,
  depth: number,
): WireValue | undefined {
  if (type.kind === "scalar") return scalar(type.scalar, fixed);
  if (type.kind === "enum") {
    return { wire: 0, pieces: [varint(BigInt(sampler.firstValues.get(type.name) ?? 0))] };
  }
  const pieces = sampleNested(sampler, type.name, depth + 1);
  return pieces && sized(pieces);
}
