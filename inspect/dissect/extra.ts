import { type Condition, type ExtraLayout, fieldsOf, type MessagesLayout, type PartLayout } from "criu-images/layouts";
import type { Source } from "../wire/wire.ts";
import { type Frame, frameNodes } from "./frame.ts";
import { count, type DissectNode, error, info, inside, type Note, nodeAt, type Place } from "./node.ts";
import { type PartStart, runNodes } from "./run.ts";

/** Describes the extra of a message, and returns its end. */
export function* extraNodes(
  source: Source,
  extra: ExtraLayout,
  owner: Frame,
  place: Place,
): Generator<DissectNode, number> {
  const path = `${place.prefix}extra`;
  if (!("parts" in extra)) return yield* partNodes(source, extra, owner, owner.end, place, path);
  let pos = owner.end;
  for (const [name, part] of Object.entries(extra.parts)) {
    pos = yield* partNodes(source, part, owner, pos, place, `${path}.${name}`);
  }
  return pos;
}

function* partNodes(
  source: Source,
  part: PartLayout,
  owner: Frame,
  pos: number,
  place: Place,
  path: string,
): Generator<DissectNode, number> {
  const follows = holds(owner, part.when);
  if (follows === false) return pos;
  const field = "run" in part ? part.length : part.count;
  const length = numberIn(owner, field);
  if (follows === undefined || length === undefined) {
    const unknown = follows === undefined ? part.when?.field : field;
    const { length: end } = source.bytes;
    const notes = [error(`the size of the extra is unknown: the message was not read as far as ${unknown}`)];
    yield nodeAt("gap", place, pos, end - pos, notes, { path });
    return end;
  }
  const notes = lengthNotes(owner, field, length);
  const many = length < 0n ? 0n : length;
  if ("run" in part) return yield* runNodes(source, part, many, { pos, place, path, notes });
  return yield* manyNodes(source, part, many, { pos, place, path, notes });
}

function lengthNotes({ integers }: Frame, field: string, length: bigint): Note[] {
  if (length < 0n) return [error(`${field} is negative: ${length}`)];
  return integers.has(field) ? [] : [info(`${field} is absent: its default is ${length}`)];
}

/** Returns an integer of a message, or its default if absent; `undefined` if that cannot be decided. */
function numberIn({ layout, integers, partial }: Frame, name: string): bigint | undefined {
  const value = integers.get(name);
  if (value !== undefined || partial) return value;
  const field = fieldsOf(layout).byName.get(name)?.layout;
  const otherwise = field !== undefined && "default" in field ? field.default : undefined;
  return otherwise === undefined || typeof otherwise === "string" ? 0n : BigInt(otherwise);
}

/** Evaluates a condition on a message; `undefined` if that cannot be decided. */
export function holds(owner: Frame, condition: Condition | undefined): boolean | undefined {
  if (condition === undefined) return true;
  const value = numberIn(owner, condition.field);
  return value === undefined ? undefined : (value === 1n) === condition.is;
}

/** Describes framed messages, each with its extra. */
function* manyNodes(
  source: Source,
  part: MessagesLayout,
  many: bigint,
  { pos: start, place, path, notes }: PartStart,
): Generator<DissectNode, number> {
  const { bytes } = source;
  if (notes.length > 0) yield nodeAt("extra", place, start, 0, notes, { path });
  let pos = start;
  for (let i = 0; i < many; i++) {
    if (pos >= bytes.length) {
      const missing = [error(`the file ends: ${i} of ${count(many, "message")} are there (${part.count})`)];
      yield nodeAt("extra", place, pos, 0, missing, { path: `${path}[${i}]` });
      return pos;
    }
    const inner = inside(place, `${path}[${i}].`);
    const frame = yield* frameNodes(source, part.messages, pos, inner);
    pos = part.extra === undefined ? frame.end : yield* extraNodes(source, part.extra, frame, inner);
  }
  return pos;
}
