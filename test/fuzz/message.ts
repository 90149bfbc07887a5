import { fieldsOf, type MessageLayout, type WireField } from "criu-images/layouts";
import { anyNumber, put, putVarint, type Sink } from "./bytes.ts";
import { type Dice, once, pick } from "./dice.ts";

/* Writes messages of a layout in all encodings that protobuf allows, and in some invalid ones. */

/** Wildness of a message: 0 for one as CRIU writes it, 1 for another valid encoding, 2 if it may be invalid. */
export type Wildness = 0 | 1 | 2;

/** Writes the fields of a message. `given` fixes the values of some fields, by name. */
export function putMessage(
  sink: Sink,
  layout: MessageLayout,
  dice: Dice,
  wild: Wildness,
  given: ReadonlyMap<string, bigint> = new Map(),
  depth = 0,
): void {
  const { inOrder } = fieldsOf(layout);
  const pieces: Sink[] = [];
  for (const field of inOrder) {
    const value = given.get(field.layout.name);
    for (let count = value === undefined ? occurrences(field, dice, wild, depth) : 1; count > 0; count--) {
      const piece: Sink = [];
      putField(piece, field, dice, wild, depth, value);
      pieces.push(piece);
    }
  }
  if (wild > 0 && once(dice, 3)) pieces.splice(dice(pieces.length + 1), 0, strayField(inOrder, dice));
  if (wild > 0 && once(dice, 4) && pieces.length > 1) swap(pieces, dice);
  for (const piece of pieces) put(sink, piece);
}

function occurrences({ layout, repeated }: WireField, dice: Dice, wild: Wildness, depth: number): number {
  const deep = layout.type === "message" && depth > 3;
  if (layout.label === "required") return wild > 1 && once(dice, 40) ? 0 : wild > 0 && once(dice, 20) ? 2 : 1;
  if (deep || !once(dice, depth > 0 ? 3 : 2)) return 0;
  if (repeated) return 1 + dice(3);
  return wild > 0 && once(dice, 10) ? 2 : 1;
}

function swap(pieces: Sink[], dice: Dice): void {
  const [a, b] = [dice(pieces.length), dice(pieces.length)];
  [pieces[a], pieces[b]] = [pieces[b] ?? [], pieces[a] ?? []];
}

const rare: Readonly<Record<Wildness, number>> = { 0: 1 << 30, 1: 12, 2: 8 };

function putField(
  sink: Sink,
  field: WireField,
  dice: Dice,
  wild: Wildness,
  depth: number,
  given: bigint | undefined,
): void {
  const { layout, number, wire, packable } = field;
  const packed = packable && given === undefined && (layout.packed === true) !== (wild > 0 && once(dice, 6));
  const odd = wild > 1 && once(dice, 60) ? dice(8) : packed ? 2 : wire;
  putVarint(sink, BigInt(number * 8 + odd), dice, rare[wild] * 4);
  if (wire !== 2 && !packed) {
    putNumber(sink, field, dice, wild, given);
    return;
  }
  const body: Sink = [];
  if (packed) for (let count = dice(4); count > 0; count--) putNumber(body, field, dice, wild, undefined);
  else if (layout.type === "message") putMessage(body, layout.message(), dice, wild, new Map(), depth + 1);
  else put(body, text(dice, wild));
  const size = wild > 1 && once(dice, 80) ? Number(anyNumber(dice) & 0xffff_ffffn) : body.length;
  putVarint(sink, BigInt(size), dice, rare[wild] * 4);
  put(sink, body);
}

function putNumber(
  sink: Sink,
  { layout, wire }: WireField,
  dice: Dice,
  wild: Wildness,
  given: bigint | undefined,
): void {
  if (wire !== 0) {
    for (let i = 0; i < (wire === 1 ? 8 : 4); i++) sink.push(dice(256));
    return;
  }
  putVarint(sink, given ?? numberOf(layout, dice, wild), dice, rare[wild]);
}

/** Returns a number that the field can hold or, in a wild message, any number. */
function numberOf(layout: WireField["layout"], dice: Dice, wild: Wildness): bigint {
  if (wild > 0 && once(dice, 6)) return anyNumber(dice);
  if (layout.type === "enum") return BigInt(pick(dice, Object.values(layout.values)));
  if (layout.type === "bool") return BigInt(dice(2));
  const value = anyNumber(dice);
  if (layout.type === "int32") return BigInt.asIntN(32, value);
  return layout.type.endsWith("64") ? value : BigInt.asUintN(32, value);
}

const TEXTS = ["", "/", "a", "/dev/pts/7", "tmpfs", "é", "\u{1f600}", '"\\\n', "__proto__", "0x1f", "\0"].map((one) =>
  new TextEncoder().encode(one),
);

function text(dice: Dice, wild: Wildness): Uint8Array {
  if (!once(dice, wild > 0 ? 4 : 8)) return pick(dice, TEXTS);
  return Uint8Array.from({ length: dice(24) }, () => dice(256));
}

/** Returns an unknown field, a group, a field with a wrong wire type, or invalid bytes. */
function strayField(fields: readonly WireField[], dice: Dice): Sink {
  const sink: Sink = [];
  const known = fields.length > 0 && once(dice, 4) ? pick(dice, fields).number : 0;
  const number = known || pick(dice, [0, 1 + dice(40), 1 + dice(5000), 0x1fff_ffff]);
  putStray(sink, number, dice(once(dice, 10) ? 8 : 4), dice);
  return sink;
}

function putStray(sink: Sink, number: number, wire: number, dice: Dice): void {
  putVarint(sink, BigInt(number) * 8n + BigInt(wire), dice, 20);
  if (wire === 0) putVarint(sink, anyNumber(dice), dice, 8);
  else if (wire === 1 || wire === 5) for (let i = 0; i < (wire === 1 ? 8 : 4); i++) sink.push(dice(256));
  else if (wire === 2) {
    const size = dice(6);
    putVarint(sink, BigInt(size), dice, 20);
    for (let i = 0; i < size; i++) sink.push(dice(256));
  } else if (wire === 3) {
    // Groups may nest up to a hundred levels.
    const levels = once(dice, 20) ? 90 + dice(30) : dice(4);
    for (let i = 0; i < levels; i++) putVarint(sink, BigInt(number) * 8n + 3n, dice, 1000);
    for (let i = 0; i <= levels; i++) putVarint(sink, BigInt(number) * 8n + 4n, dice, 1000);
  }
}
