/* Changed images and JSON, the same each time: no panic, in bounded memory, and what is read is written to be read again. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mostOf, vectorsIn } from "./vectors.mjs";

const INPUTS = 20_000;

/** Runs changed inputs. Returns the numbers of images and texts, and of those among them that were accepted. */
export function fuzz(probe) {
  const random = createRandom(1);
  const images = ["images", "corpus", "encodings"].flatMap(vectorsIn).map(({ bytes }) => bytes);
  const changed = Array.from({ length: INPUTS }, () => change(pick(images, random), random));
  const texts = probe(images.map((bytes) => request("json", bytes))).flatMap(({ value }) => value ?? []);
  const parsed = Array.from({ length: INPUTS }, () => change(Buffer.from(pick(texts, random)), random).toString());
  return { images: INPUTS, read: fuzzImages(probe, changed), texts: INPUTS, parsed: fuzzTexts(probe, parsed) };
}

const request = (Op, bytes) => ({ Op, Bytes: bytes.toString("base64") });

function fuzzImages(probe, images) {
  const [read, written] = ["decode", "recode"].map((Op) => probe(images.map((bytes) => request(Op, bytes))));
  const again = probe(written.map(({ value }) => ({ Op: "decode", Bytes: value ?? "" })));
  for (const [i, bytes] of images.entries()) {
    const name = bytes.toString("hex");
    refusePanics(name, bytes, [read[i], written[i]]);
    if (written[i].value !== undefined) deepEqual(again[i].value, read[i].value, name);
  }
  return read.filter(({ value }) => value !== undefined).length;
}

function fuzzTexts(probe, texts) {
  const results = probe(texts.map((text) => ({ Op: "parse", JSON: text })));
  for (const [i, text] of texts.entries()) refusePanics(text, text, [results[i]]);
  return results.filter(({ value }) => value !== undefined).length;
}

function refusePanics(name, input, results) {
  for (const { panic, allocated } of results) {
    equal(panic, undefined, name);
    ok(allocated < mostOf(input), `${name}: ${allocated} bytes`);
  }
}

/** Changes some bytes, or cuts, repeats or removes some. */
function change(bytes, random) {
  const at = random(bytes.length + 1);
  const end = at + random(Math.min(8, bytes.length - at) + 1);
  switch (random(4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), anyBytes(end - at, random), bytes.subarray(end)]);
  }
}

/** Returns bytes that occur in sizes and JSON, or any others. */
function anyBytes(length, random) {
  const odd = Buffer.from([0, 1, 0x7f, 0x80, 0xff, ...Buffer.from('"{}[],:-9')]);
  return Buffer.from(Array.from({ length }, () => (random(2) === 0 ? odd[random(odd.length)] : random(256))));
}

function pick(list, random) {
  return list[random(list.length)];
}

/** Returns a function that returns integers below a limit: xorshift. */
function createRandom(seed) {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
