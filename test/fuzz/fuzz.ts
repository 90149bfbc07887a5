import { corpus } from "../support/corpus.ts";
import {
  checkColumns,
  checkDecode,
  checkDissect,
  checkInfo,
  checkIterate,
  checkJson,
  checkStream,
  checkText,
  checkTolerate,
  decodeAny,
  type Input,
} from "./checks.ts";
import { type Dice, diceFor, once, pick } from "./dice.ts";
import { makeImage, nestedImage } from "./image.ts";
import { mutated } from "./mutate.ts";
import type { Outcome } from "./outcome.ts";
import type { Decoded, Row } from "./rows.ts";

/*
 * Makes inputs, bytes that could be an image of some row, and reads each in all ways. Seed and index alone determine an
 * input, so that it can be made again.
 */

/** Size limit for real images in bytes; larger images only repeat the same kinds of bytes. */
const LARGEST = 2048;

/** Rows and real images to make inputs from. */
export interface Stock {
  readonly rows: readonly Row[];
  /** Real images by row. */
  readonly real: ReadonlyMap<Row, readonly Uint8Array[]>;
  readonly all: readonly Uint8Array[];
}

/** A file that may be an image. */
export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Groups the images of the fixtures, and `others`, by the rows that match their names or their magic. */
export function stockOf(rows: readonly Row[], others: readonly Sample[] = []): Stock {
  const small = [...corpus(), ...others].filter(({ bytes }) => bytes.length <= LARGEST);
  const real = new Map<Row, Uint8Array[]>();
  for (const { name, bytes } of small) {
    const named = rows.filter(({ layout }) => matches(layout.file, name));
    for (const row of named.length > 0 ? named : rows.filter((one) => reads(one, bytes))) {
      real.set(row, [...(real.get(row) ?? []), bytes]);
    }
  }
  return { rows, real, all: small.map(({ bytes }) => bytes) };
}

function reads(row: Row, bytes: Uint8Array): boolean {
  return row.layout.magic !== undefined && checkDecode({ row, bytes }).error?.code !== "bad-magic";
}

function matches(format: string, name: string): boolean {
  const [before = "", after = ""] = format.split(/%\w+/);
  return format.includes("%") ? name.startsWith(before) && name.endsWith(after) : name === format;
}

/** Number of inputs made from one image, because making an image takes longer than reading it. */
const LITTER = 16;

/** Returns the input of this seed and index: an image if it is the first of its litter, a damaged image otherwise. */
export function inputOf(stock: Stock, seed: number, index: number): Chosen {
  const origin = index - (index % LITTER);
  const dice = diceFor(seed, origin);
  const row = pick(dice, stock.rows);
  const bytes = make(stock, row, dice);
  return index === origin ? { row, bytes, dice, thrift: 1 } : tamperedWith({ row, bytes }, stock, diceFor(seed, index));
}

/** Yields the litter that begins at index `origin`: an image, then damaged copies. */
export function* litterOf(stock: Stock, seed: number, origin: number): Generator<Chosen> {
  const first = inputOf(stock, seed, origin);
  yield first;
  for (let i = 1; i < LITTER; i++) yield tamperedWith(first, stock, diceFor(seed, origin + i));
}

/** An input, and the settings of its checks. */
export interface Chosen extends Input {
  readonly dice: Dice;
  /** Divisor for the number of slow checks. */
  readonly thrift: number;
}

function tamperedWith({ row, bytes }: Input, stock: Stock, dice: Dice): Chosen {
  return { row, bytes: mutated(bytes, stock.all, dice), dice, thrift: 10 };
}

function make(stock: Stock, row: Row, dice: Dice): Uint8Array {
  const way = dice(20);
  const real = stock.real.get(row);
  if (way < 7 && real !== undefined) return mutated(pick(dice, real), stock.all, dice);
  const nested = way === 7 ? nestedImage(row.layout, dice) : undefined;
  if (nested !== undefined) return nested;
  const made = makeImage(row.layout, dice, way < 10 ? 0 : way < 15 ? 1 : 2);
  return way % 3 === 0 ? mutated(made, stock.all, dice) : made;
}

/** Runs all checks on bytes, by each row that has their magic. */
export async function checkAll(rows: readonly Row[], bytes: Uint8Array): Promise<void> {
  for (const row of rows) {
    const input = { row, bytes };
    if (!reads(row, bytes)) continue;
    const whole = checkDecode(input);
    checkColumns(input, whole);
    checkTolerate(input, whole);
    checkIterate(input, whole);
    for (let seed = 0; seed < 4; seed++) await checkStream(input, whole, diceFor(seed, 0));
    const any = decodeAny(input);
    await checkDissect(input, any);
    await checkInfo(input, any);
    for (const pretty of [false, true]) checkJson(input, any, pretty);
  }
}

/** Decodes an input, and runs each slower check on a share of the inputs. */
export async function check({ dice, thrift, ...input }: Chosen): Promise<Outcome<Decoded>> {
  const sometimes = (n: number): boolean => once(dice, n * thrift);
  const whole = checkDecode(input);
  if (sometimes(2)) checkColumns(input, whole);
  if (sometimes(4)) checkTolerate(input, whole);
  if (sometimes(8)) checkIterate(input, whole);
  if (sometimes(8)) await checkStream(input, whole, dice);
  if (sometimes(6)) {
    const any = decodeAny(input);
    await checkDissect(input, any);
    await checkInfo(input, any);
    const json = checkJson(input, any, once(dice, 2));
    if (json !== undefined && once(dice, 3)) checkText(tampered(json, dice));
  }
  if (sometimes(500)) checkTruncated(input);
  return whole;
}

function tampered(json: string, dice: Dice): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  return mutated(bytes, [bytes, JSON_PIECES], dice);
}

const JSON_PIECES: Uint8Array = new TextEncoder().encode(
  '"a":-1,"magic":"CORE","entries":[[[[{"$kept":{"unknown":"CAE=","wire":"","padding":"AA=="}}]]]],"extra":"AA==",' +
    '18446744073709551616,1e999,NaN,null,true,"0xffffffffffffffff","\\ud800\\u0000","MAP_SHARED | 0x1","8:1"',
);

/** Checks the image cut at each byte: it is refused, or is a shorter image. */
function checkTruncated({ row, bytes }: Input): void {
  for (let size = 0; size < bytes.length; size++) checkDecode({ row, bytes: bytes.subarray(0, size) });
}
