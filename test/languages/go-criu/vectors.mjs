/* Vectors of all languages, with the generated files. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDERS } from "../go/package.mjs";

/** Vectors with errors that go-criu does not report: it takes either head, and messages of Go's protobuf can be deeper. */
const ACCEPTED = /: (?:the other head|\d+ (?:groups|folders) in each other)$/;

/** Vectors with strings that Go's protobuf refuses. */
const NOT_TEXT = /: a string with /;

/** Vectors with unknown fields: Go's protobuf writes them after all others, and its JSON lacks them. */
const MOVED = /unknown|wrong wire type/;

/** Largest number of bytes that reading an image allocates, whatever its sizes say. */
export const mostOf = (bytes) => (1 << 20) + 100 * bytes.length;

/** Runs the vectors. Returns the number of images that were written again to their bytes, and that of refused ones. */
export function runVectors(probe) {
  const plain = ["images", "corpus"].flatMap(vectorsIn).filter(({ image }) => !RAW.has(image));
  const encodings = vectorsIn("encodings").filter(({ name }) => !NOT_TEXT.test(name));
  const same = [...plain, ...encodings.filter(({ name }) => !MOVED.test(name))];
  checkBytes(probe, same);
  checkJson(probe, plain);
  checkAgain(probe, [...plain, ...encodings]);
  return { same: same.length, refused: checkErrors(probe, vectorsIn("errors")) };
}

export function vectorsIn(name) {
  const lines = readFileSync(join(FOLDERS.VECTORS, `${name}.jsonl`), "utf8")
    .trim()
    .split("\n");
  return lines
    .map((line) => JSON.parse(line))
    .map((vector) => ({ ...vector, bytes: Buffer.from(vector.bytes, "hex") }));
}

/** Images without messages: go-criu does not read them. */
const RAW = new Set(vectorsIn("images").flatMap(({ image, json }) => (json === undefined ? [image] : [])));

const base64 = (bytes) => bytes.toString("base64");
const wanted = ({ bytes, encoded }) => base64(encoded === undefined ? bytes : Buffer.from(encoded, "hex"));

function checkBytes(probe, vectors) {
  const results = probe(vectors.map(({ bytes }) => ({ Op: "recode", Bytes: base64(bytes) })));
  for (const [i, vector] of vectors.entries()) equal(results[i].value, wanted(vector), vector.name);
}

function checkJson(probe, vectors) {
  const printed = probe(vectors.map(({ bytes }) => ({ Op: "json", Bytes: base64(bytes) })));
  const parsed = probe(printed.map(({ value }) => ({ Op: "parse", JSON: value ?? "" })));
  for (const [i, vector] of vectors.entries()) equal(parsed[i].value, wanted(vector), `JSON of ${vector.name}`);
}

/** Checks that the bytes that are written have the content of those that were read. Protobuf moves unknown fields. */
function checkAgain(probe, vectors) {
  const Ops = ["decode", "recode"];
  const [read, written] = Ops.map((Op) => probe(vectors.map(({ bytes }) => ({ Op, Bytes: base64(bytes) }))));
  const again = probe(written.map(({ value }) => ({ Op: "decode", Bytes: value })));
  for (const [i, { name }] of vectors.entries()) {
    ok(read[i].value !== undefined, `${name}: ${JSON.stringify(read[i])}`);
    deepEqual(again[i].value, read[i].value, name);
  }
}

/** Checks that errors are reported as such, in bounded memory. Returns their number. */
function checkErrors(probe, vectors) {
  const results = probe(vectors.map(({ bytes }) => ({ Op: "decode", Bytes: base64(bytes) })));
  for (const [i, { name, bytes }] of vectors.entries()) {
    equal(results[i].panic, undefined, name);
    equal(results[i].error === undefined, ACCEPTED.test(name), name);
    ok(results[i].allocated < mostOf(bytes), `${name}: ${results[i].allocated} bytes`);
  }
  return results.filter(({ error }) => error !== undefined).length;
}
