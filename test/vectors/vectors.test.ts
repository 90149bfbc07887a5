import { decodeAnyImage, encodeAnyImage, ImageError } from "criu-images";
import { imageToJson, jsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { plainJson } from "./plain.ts";
import { FILES, fromHex, readJsonVectors, readVectors, toHex, type Vector, type VectorError } from "./vector.ts";

/* Runs the vectors that all languages run; README.md says how. */

/** Returns the place of an error, as vectors have it. */
function errorOf(read: () => unknown): VectorError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const { code, offset, entry, path } = error;
    return { code, offset, ...(entry !== undefined && { entry }), ...(path !== undefined && path !== "" && { path }) };
  }
}

function run(vector: Vector): void {
  const { name, image, file, bytes, forms = [], json, encoded = bytes, written = encoded, error } = vector;
  if (error !== undefined) {
    expect(
      errorOf(() => decodeAnyImage(fromHex(bytes), { file })),
      name,
    ).toMatchObject(error);
    expect(
      errorOf(() => imageToJson(imageLayouts, fromHex(bytes), { file })),
      name,
    ).toMatchObject(error);
    return;
  }
  for (const form of [bytes, ...forms]) {
    const decoded = decodeAnyImage(fromHex(form), { file });
    expect(decoded.image, name).toBe(image);
    expect(toHex(encodeAnyImage(decoded)), name).toBe(form === bytes ? encoded : form);
    if (json !== undefined) expect(plainJson(fromHex(form), file), name).toBe(json);
  }
  if (json !== undefined) expect(toHex(jsonToImage(imageLayouts, json)), name).toBe(written);
}

describe.each(FILES)("the vectors of %s.jsonl", (file) => {
  const vectors = readVectors(file);

  it("hold, each of them", () => {
    expect(vectors.length).toBeGreaterThan(30);
    for (const vector of vectors) run(vector);
  });
});

describe("the vectors of json-errors.jsonl", () => {
  it("hold, each of them", () => {
    for (const { name, json, error } of readJsonVectors()) {
      expect({ name, ...errorOf(() => jsonToImage(imageLayouts, json)) }).toMatchObject({ name, ...error });
    }
  });
});
