import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { decodeAnyImage, encodeAnyImage } from "criu-images";
import { describe, expect, it } from "vitest";
import { layouts } from "../support/facts.ts";
import { corpusVectors } from "./make/corpus.ts";
import { encodingVectors } from "./make/encodings.ts";
import { errorVectors } from "./make/errors.ts";
import { imageVectors } from "./make/images.ts";
import { jsonErrorVectors } from "./make/json-errors.ts";
import { SYNTAX } from "./make/json-texts.ts";
import { judged } from "./make/judge.ts";
import { vectorOf } from "./make/mistake.ts";
import { plainJson } from "./plain.ts";
import { FILES, type File, fromHex, readJsonVectors, readVectors, toHex, type Vector, writeVectors } from "./vector.ts";

/* `npm run vectors` makes the vectors; without it, this compares them with those that would be made. */

const MAKERS: Readonly<Record<File, () => Vector[]>> = {
  images: imageVectors,
  corpus: corpusVectors,
  encodings: encodingVectors,
  errors: errorVectors,
};

const isRecording = process.env["RECORD_VECTORS"] !== undefined;

/** Returns the JSON that crit 4.2 made of a real image, if it could. */
function recorded(path: string): string | undefined {
  const file = new URL(`../fixtures/crit-json/${path}.json`, import.meta.url);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** Adds JSON and `encoded` to a vector, and the judge that gives the same JSON. */
function withJson(vector: Vector, judge: string, said: string | undefined): Vector {
  const [bytes, { file }] = [fromHex(vector.bytes), vector];
  // JSON shows what is framed.
  if (typeof layouts[vector.image]?.entry !== "string" && vector.image !== "GHOST_FILE") return vector;
  const json = plainJson(bytes, file);
  const encoded = toHex(encodeAnyImage(decodeAnyImage(bytes, { file })));
  return {
    ...vector,
    json,
    ...(vector.encoded === undefined && encoded !== vector.bytes && { encoded }),
    ...(said === json && { judge }),
  };
}

/** Completes vectors: crit 4.2 judges real images, and Debian's crit with the messages of the schema all others. */
function completed(file: File, vectors: readonly Vector[]): Vector[] {
  if (file === "errors") return [...vectors];
  if (file === "corpus") return vectors.map((vector) => withJson(vector, "crit 4.2", recorded(vector.name)));
  const answers = judged(vectors.map(({ bytes }) => bytes));
  return vectors.map((vector, i) => withJson(vector, "crit 3.17, protobuf", answers[i]?.json));
}

/** Vectors that no judge reads, with the reason. */
const UNJUDGED: Readonly<Record<string, string>> = {
  "IPCNS_SHM: entries": "crit reads the entries after the one in pagemaps as its extra",
  "ipc/ipcns-shm-9.img": "crit reads the entries after the one in pagemaps as its extra",
  "FDINFO: a number without a name in its enum": "crit drops the field",
  "FDINFO: a negative number in an enum": "crit drops the field",
  "UTSNS: a string with a byte that is not UTF-8": "crit fails",
  "UTSNS: a string with a surrogate in UTF-8": "crit fails",
  "UTSNS: a string with a cut character": "crit fails",
  "mnt-binfmt-user/binfmt-misc.img": "crit 4.2 has no handler for BINFMT_MISC",
};

describe.each(FILES)("%s.jsonl", (file) => {
  it("has the vectors that are made today", () => {
    const made = MAKERS[file]();
    if (isRecording) writeVectors(file, completed(file, made));
    const bare = readVectors(file).map(({ json: _, judge: __, encoded: ___, ...vector }) => vector);
    expect(bare).toEqual(made.map(({ encoded: _, ...vector }) => vector));
  });

  it("has JSON of a judge, except of images that none reads", () => {
    const unjudged = readVectors(file).filter(({ json, judge }) => json !== undefined && judge === undefined);
    expect(unjudged.map(({ name }) => name).filter((name) => !(name in UNJUDGED))).toEqual([]);
  });
});

describe("json-errors.jsonl", () => {
  it("has the vectors that are made today, under names of their own", () => {
    const made = jsonErrorVectors();
    if (isRecording) writeVectors("json-errors", made);
    expect(readJsonVectors()).toEqual(made);
    expect(new Set(made.map(({ name }) => name)).size).toBe(made.length);
  });

  it("has texts that are no JSON only if that is their mistake", () => {
    const broken = Object.entries(SYNTAX).flatMap(([image, all]) => all.map((one) => vectorOf(image, one).name));
    const unreadable = jsonErrorVectors().filter(({ json }) => !isJson(json));
    expect(unreadable.map(({ name }) => name)).toEqual([
      ...broken,
      ...unreadable.filter(ofPython).map(({ name }) => name),
    ]);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Python writes NaN, and crit with it. */
function ofPython({ json }: { readonly json: string }): boolean {
  return isJson(json.replace(/\bNaN\b/, "0"));
}
