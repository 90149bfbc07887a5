import { decodeAnyImage } from "criu-images/all";
import { imageToJson, jsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { dissectImage } from "../../inspect/dissect/image.ts";
import { infoOf } from "../../inspect/info/image.ts";
import { BUILT_IN } from "../../inspect/schema/schema.ts";
import { disagreement, tiling } from "../support/dissect.ts";
import { type Dice, once } from "./dice.ts";
import { checkOracle } from "./oracle.ts";
import { Finding, type Outcome, outcome, outcomeOf, same, sameBytes } from "./outcome.ts";
import type { Decoded, Row } from "./rows.ts";

/* Checks properties that hold for any bytes. */

/** Bytes, and the row to read them by. */
export interface Input {
  readonly row: Row;
  readonly bytes: Uint8Array;
}

/**
 * Decodes at once; on success, encoding must return bytes of the same meaning, and encoding those again must change
 * nothing.
 */
export function checkDecode({ row, bytes }: Input): Outcome<Decoded> {
  const read = outcome("decode", bytes.length, () => row.decode(bytes));
  if (read.error !== undefined) return read;
  const written = outcome("encode", bytes.length, () => row.encode(read.value));
  if (written.error !== undefined) throw new Finding(`encode refuses what decode gave: ${written.error.message}`);
  const again = outcome("decode of encode", written.value.length, () => row.decode(written.value));
  if (again.error !== undefined) throw new Finding(`decode refuses what encode gave: ${again.error.message}`);
  sameBytes("encode of decode of encode", row.encode(again.value), written.value);
  return read;
}

/** Checks that lenient reading returns or throws the same as strict reading, unless it reports a problem. */
export function checkTolerate({ row, bytes }: Input, strict: Outcome<Decoded>): void {
  const told: Error[] = [];
  const read = outcome("tolerate", bytes.length, () =>
    row.decode(bytes, { tolerate: (problem) => told.push(problem) }),
  );
  if (strict.error === undefined) {
    if (told.length > 0) throw new Finding(`tolerate complains where nothing is wrong: ${told[0]?.message}`);
    same("tolerate", strict, read);
  } else if (told.length === 0) same("tolerate", strict, read);
}

/** Checks that entries read one by one equal those of the whole image. */
export function checkIterate({ row, bytes }: Input, whole: Outcome<Decoded>): void {
  const { iterate } = row;
  if (iterate === undefined) return;
  const read = outcome("iterate", bytes.length, () => {
    const image = iterate(bytes);
    return { ...image, entries: [...image.entries] };
  });
  same("iterate", whole, read);
}

/** Checks that a stream, cut at random, returns the whole image. */
export async function checkStream({ row, bytes }: Input, whole: Outcome<Decoded>, dice: Dice): Promise<void> {
  const { stream } = row;
  if (stream === undefined) return;
  const read = await outcomeOf("stream", bytes.length, async () => {
    const { rest, ...image } = await stream(chunksOf(bytes, dice));
    const entries: unknown[] = [];
    for await (const entry of image.entries) entries.push(entry);
    const parts: Uint8Array[] = [];
    for await (const part of rest) parts.push(part);
    return { ...image, entries, rest: Uint8Array.from(Buffer.concat(parts)) };
  });
  // A stream always has a rest; it is empty if the image has none.
  same("stream", whole.error === undefined ? { value: { ...whole.value, rest: restOf(whole.value) } } : whole, read);
}

function restOf({ rest }: Decoded): Uint8Array {
  return rest instanceof Uint8Array ? Uint8Array.from(rest) : new Uint8Array(0);
}

/** Yields chunks of random sizes, some of them empty. */
function* chunksOf(bytes: Uint8Array, dice: Dice): Generator<Uint8Array> {
  const most = once(dice, 3) ? 2 : 40;
  for (let pos = 0; pos < bytes.length; ) {
    const size = dice(most + 1);
    yield bytes.slice(pos, pos + size);
    pos += size;
  }
}

/** Checks that columns and entries hold the same values. */
export function checkColumns({ row, bytes }: Input, whole: Outcome<Decoded>): void {
  const { columns } = row;
  if (columns === undefined) return;
  const read = outcome("columns", bytes.length, () => columns(bytes));
  // Columns need all sizes first, so that an error in a size comes before an error in a field.
  if (read.error !== undefined || whole.error !== undefined) {
    if ((read.error === undefined) !== (whole.error === undefined)) same("columns", whole, read);
    return;
  }
  const names = Object.keys(read.value).filter((name) => !name.startsWith("$"));
  const entries = whole.value["entries"] as readonly Readonly<Record<string, unknown>>[];
  const present = read.value["$present"] as ArrayLike<number>;
  for (const [i, entry] of entries.entries()) {
    for (const [bit, name] of names.entries()) {
      const value = (read.value[name] as ArrayLike<number | bigint>)[i];
      const has = ((present[i] ?? 0) >>> bit) & 1;
      const wanted = typeof entry[name] === "boolean" ? Number(entry[name]) : entry[name];
      if (has !== (wanted === undefined ? 0 : 1)) throw new Finding(`columns: ${name} of entry ${i} is there or not`);
      if (wanted !== undefined && value !== wanted) throw new Finding(`columns: ${name} of ${i}: ${value}, ${wanted}`);
    }
  }
  if (entries.length !== read.value["$length"]) throw new Finding("columns: another number of entries");
}

/** Decodes bytes by their file name, as JSON, `info` and `dissect` do. */
export function decodeAny({ row, bytes }: Input): Outcome<Decoded> {
  const { file } = row;
  return outcome("decodeAny", bytes.length, () => decodeAnyImage(bytes, { file }) as unknown as Decoded);
}

/** Checks that JSON keeps the whole image: it converts back to the same bytes. */
export function checkJson({ row, bytes }: Input, any: Outcome<Decoded>, pretty: boolean): string | undefined {
  const { file } = row;
  const json = outcome("JSON", bytes.length, () => imageToJson(imageLayouts, bytes, { pretty, file }));
  if (json.error?.code === "raw-image") return undefined;
  if (json.error !== undefined || any.error !== undefined) {
    // JSON counts the elements of a list from 0 again in each run of adjacent elements.
    same("JSON", any, json, (path) => path.replace(/\[\d+\]/g, "[]"));
    return undefined;
  }
  const back = outcome("JSON back", json.value.length, () => jsonToImage(imageLayouts, json.value));
  if (back.error !== undefined) throw new Finding(`our own JSON is refused: ${back.error.message}`);
  sameBytes("JSON there and back", back.value, bytes);
  return json.value;
}

/** Checks that JSON, possibly damaged, converts to a readable image or is refused; returns the outcome. */
export function checkText(json: Uint8Array): Outcome<Uint8Array> {
  const image = outcome("JSON read", json.length, () => jsonToImage(imageLayouts, json));
  if (image.error !== undefined) return image;
  const { value } = image;
  // Rows can share a magic, and no file name selects one of them here.
  const texts = imageLayouts
    .filter(({ magic }) => magic !== undefined)
    .map((layout) => outcome("JSON of JSON", value.length, () => imageToJson([layout], value)));
  if (texts.every(({ error }) => error !== undefined)) throw new Finding("JSON gave an image that is refused");
  return image;
}

/**
 * Checks that the dissection covers each byte once, finds errors at the codec's offsets, and agrees with protobufjs.
 */
export async function checkDissect({ row, bytes }: Input, any: Outcome<Decoded>): Promise<void> {
  const nodes = [...dissectImage(bytes, row.file)];
  const gap = tiling(nodes, bytes.length);
  if (gap !== undefined) throw new Finding(`dissect leaves out, or repeats, bytes: ${gap}`);
  const other = disagreement(nodes, any.error);
  if (other !== undefined) throw new Finding(`dissect does not agree with the codec: ${other}`);
  for (const { kind, type, offset, value } of nodes) {
    const start = offset + 4;
    if (kind === "size" && type !== undefined) await checkOracle(type, bytes.subarray(start, start + Number(value)));
  }
}

/** Checks that `info` describes a damaged image, and that its sizes add up to the size of the file. */
export async function checkInfo({ row, bytes }: Input, any: Outcome<Decoded>): Promise<void> {
  const info = await outcomeOf("info", bytes.length, () => infoOf(BUILT_IN, { chunks: [bytes], name: row.file }));
  if (info.error !== undefined) {
    if (any.error === undefined) throw new Finding(`info refuses what decode takes: ${info.error.message}`);
    return;
  }
  const { file, ...parts } = info.value.sizes;
  const sum = Object.values(parts).reduce((total, part) => total + part, 0);
  if (!info.value.raw && sum !== file) throw new Finding(`info: parts of ${sum} bytes in a file of ${file}`);
  // An inventory with an unknown version is still read.
  const broken = info.value.problems.filter(({ code }) => code !== "unknown-version");
  if (broken.length > 0 !== (any.error !== undefined)) {
    throw new Finding(`info has problems or not: ${broken[0]?.message}; ${any.error?.message}`);
  }
}
