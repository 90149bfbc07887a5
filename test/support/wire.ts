import { concat } from "./build.ts";
import { type FactField, messages } from "./facts.ts";

/* Rewrites messages in other forms that protobuf allows: the same meaning in other bytes. */

/** Returns the next random whole number from 0 to `n`, exclusive. */
export type Dice = (n: number) => number;

/** Returns dice that depend only on the seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

/** The bytes of a field with its tag; pieces of the same number must keep their order. */
interface Piece {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** A parsed field; `body` excludes its length. */
interface WireField {
  readonly number: number;
  readonly wire: number;
  readonly body: Uint8Array;
}

/** Forms that a rewritten message may have. */
export interface Changes {
  /** Fields in any order, overlong varints, packed and unpacked lists, duplicate values. */
  readonly rewrite: boolean;
  /** Unknown fields. */
  readonly unknown: boolean;
  /** Known fields with a wrong wire type. */
  readonly strays: boolean;
}

/** Rewrites a message in another form. */
export function rewritten(message: string, bytes: Uint8Array, changes: Changes, dice: Dice): Uint8Array {
  const fields = new Map(messages[message]?.fields.map((field) => [field.number, field]));
  const pieces: Piece[] = [];
  for (const run of runsOf(split(bytes))) {
    const [{ number } = { number: 0 }] = run;
    const field = fields.get(number);
    if (field === undefined) throw new Error(`${message} has no field ${number}`);
    pieces.push(...(field.label === "repeated" ? listOf(field, run, changes, dice) : oneOf(field, run, changes, dice)));
  }
  for (let i = changes.unknown ? dice(3) : 0; i > 0; i--) {
    pieces.splice(dice(pieces.length + 1), 0, unknownPiece(fields, changes, dice));
  }
  return concat(...(changes.rewrite && dice(2) === 0 ? shuffled(pieces, dice) : pieces).map((piece) => piece.bytes));
}

/** Returns a message in its usual form without the fields of a number. */
export function withoutField(bytes: Uint8Array, number: number): Uint8Array {
  const others = split(bytes).filter((field) => field.number !== number);
  return concat(...others.map((field) => pieceOf(field.number, field.wire, field.body, false, () => 0).bytes));
}

/** Splits a message in its usual form into fields. */
function split(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = [];
  for (let pos = 0; pos < bytes.length; ) {
    const afterTag = endOfVarint(bytes, pos);
    const tag = Number(fromVarint(bytes.subarray(pos, afterTag)));
    const afterNumber = endOfVarint(bytes, afterTag);
    const wire = tag % 8;
    const start = wire === 2 ? afterNumber : afterTag;
    const size = wire === 2 ? Number(fromVarint(bytes.subarray(afterTag, afterNumber))) : wire === 1 ? 8 : 4;
    pos = wire === 0 ? afterNumber : start + size;
    fields.push({ number: Math.floor(tag / 8), wire, body: bytes.subarray(start, pos) });
  }
  return fields;
}

function endOfVarint(bytes: Uint8Array, pos: number): number {
  let end = pos;
  while ((bytes[end++] ?? 0) >= 128);
  return end;
}

function fromVarint(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 7n) | BigInt(byte % 128), 0n);
}

/** Encodes a varint. */
export function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return Uint8Array.from([...bytes, Number(rest)]);
    bytes.push(Number(rest % 128n) + 128);
  }
}

/** Groups adjacent fields of the same number. */
function runsOf(fields: readonly WireField[]): WireField[][] {
  const runs: WireField[][] = [];
  for (const field of fields) {
    const last = runs.at(-1);
    if (last?.[0]?.number === field.number) last.push(field);
    else runs.push([field]);
  }
  return runs;
}

/** Encodes the values of a list: one by one, packed, or mixed. */
function listOf(field: FactField, run: readonly WireField[], changes: Changes, dice: Dice): Piece[] {
  const packable = field.kind !== "message" && !["string", "bytes"].includes(field.type);
  const pieces: Piece[] = [];
  for (let i = 0; i < run.length; ) {
    const size = changes.rewrite && packable && dice(3) === 0 ? dice(run.length - i + 1) : -1;
    const part = run.slice(i, i + (size < 0 ? 1 : size));
    i += part.length;
    if (size < 0) pieces.push(...part.map((one) => valuePiece(field, one, changes, dice)));
    else {
      const values = part.map(({ wire, body }) => (wire === 0 ? numberOf(field, body, dice) : body));
      pieces.push(pieceOf(field.number, 2, concat(...values), true, dice));
    }
  }
  return pieces;
}

/** Encodes one value, possibly after an overridden one. A message may come in two halves. */
function oneOf(field: FactField, [value]: readonly WireField[], changes: Changes, dice: Dice): Piece[] {
  if (value === undefined) return [];
  const twice = changes.rewrite && dice(4) === 0;
  const values = !twice
    ? [value]
    : field.kind === "message"
      ? partsOf(field.type, value, dice)
      : [{ ...value, body: otherBody(value, dice) }, value];
  return values.map((one) => valuePiece(field, one, changes, dice));
}

/** Splits a message into two halves, each with the required fields: CRIU's reader refuses halves without them. */
function partsOf(message: string, value: WireField, dice: Dice): WireField[] {
  const required = (messages[message]?.fields ?? []).filter(({ label }) => label === "required");
  if (required.some(({ kind }) => kind === "message")) return [value];
  const inner = split(value.body);
  const half = dice(inner.length + 1);
  return [0, 1].map((part) => {
    const own = inner.filter(
      ({ number }, i) => (i < half ? 0 : 1) === part || required.some((field) => field.number === number),
    );
    return { ...value, body: concat(...own.map((one) => pieceOf(one.number, one.wire, one.body, false, dice).bytes)) };
  });
}

function otherBody({ wire, body }: WireField, dice: Dice): Uint8Array {
  if (wire === 0) return varint(BigInt(dice(1000)));
  return wire === 2 ? Uint8Array.from({ length: dice(9) }, () => 97 + dice(26)) : body.map((byte) => byte ^ dice(256));
}

function valuePiece(field: FactField, { number, wire, body }: WireField, changes: Changes, dice: Dice): Piece {
  if (field.kind === "message") {
    return pieceOf(number, wire, rewritten(field.type, body, changes, dice), changes.rewrite, dice);
  }
  const value = wire === 0 && changes.rewrite ? numberOf(field, body, dice) : body;
  return pieceOf(number, wire, value, changes.rewrite, dice);
}

/** Encodes a number with bits beyond its type, or with redundant bytes. */
function numberOf({ type }: FactField, body: Uint8Array, dice: Dice): Uint8Array {
  const value = fromVarint(body);
  const above = BigInt(dice(0x10000)) << BigInt(32 + dice(16));
  if (type === "bool") return value === 0n ? stretched(body, dice) : varint(BigInt(1 + dice(200)));
  if (!type.includes("64") && dice(3) === 0) return varint((value & 0xffffffffn) | above);
  return stretched(body, dice);
}

function pieceOf(number: number, wire: number, body: Uint8Array, stretch: boolean, dice: Dice): Piece {
  // Tags and lengths are 32-bit varints: some readers accept no more than five bytes.
  const long = (bytes: Uint8Array): Uint8Array => (stretch ? stretched(bytes, dice, 5) : bytes);
  const tag = long(varint(BigInt(number * 8 + wire)));
  return { number, bytes: concat(tag, wire === 2 ? long(varint(BigInt(body.length))) : new Uint8Array(0), body) };
}

/** Returns a varint, sometimes with redundant bytes. */
function stretched(bytes: Uint8Array, dice: Dice, longest = 10): Uint8Array {
  const more = dice(6) === 0 ? dice(longest + 1 - bytes.length) : 0;
  if (more === 0) return bytes;
  const last = bytes.length - 1;
  const zeros = Array.from({ length: more }, (_, i) => (i < more - 1 ? 0x80 : 0));
  return concat(bytes.subarray(0, last), Uint8Array.of((bytes[last] ?? 0) | 0x80, ...zeros));
}

const WIRES = [0, 1, 2, 3, 5] as const;

function unknownPiece(fields: ReadonlyMap<number, FactField>, { strays }: Changes, dice: Dice): Piece {
  const numbers = [...fields.keys()];
  if (strays && dice(2) === 0) {
    const number = numbers[dice(numbers.length)] ?? 1;
    const { kind, type = "", label } = fields.get(number) ?? {};
    const own = kind === "message" || type === "string" || type === "bytes" ? 2 : type === "fixed64" ? 1 : 0;
    const wires = WIRES.filter((wire) => wire !== own && !(wire === 2 && label === "repeated"));
    return randomPiece(number, wires[dice(wires.length)] ?? 5, dice);
  }
  let number = 1 + dice(40);
  while (fields.has(number)) number += 1 + dice(1000);
  return randomPiece(number, WIRES[dice(WIRES.length)] ?? 0, dice);
}

function randomPiece(number: number, wire: number, dice: Dice): Piece {
  const random = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => dice(256));
  if (wire === 0) return pieceOf(number, wire, varint(BigInt(dice(0x10000)) ** BigInt(1 + dice(3))), true, dice);
  if (wire !== 3) return pieceOf(number, wire, random(wire === 1 ? 8 : wire === 5 ? 4 : dice(12)), true, dice);
  const inner = Array.from({ length: dice(3) }, () => randomPiece(1 + dice(50), WIRES[dice(5)] ?? 0, dice).bytes);
  return { number, bytes: concat(varint(BigInt(number * 8 + 3)), ...inner, varint(BigInt(number * 8 + 4))) };
}

/** Shuffles fields; those of the same number keep their order. */
function shuffled(pieces: readonly Piece[], dice: Dice): Piece[] {
  const numbers = pieces.map(({ number }) => number);
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = dice(i + 1);
    [numbers[i], numbers[j]] = [numbers[j] ?? 0, numbers[i] ?? 0];
  }
  const left = new Map<number, Piece[]>();
  for (const piece of pieces) left.set(piece.number, [...(left.get(piece.number) ?? []), piece]);
  return numbers.flatMap((number) => left.get(number)?.shift() ?? []);
}
