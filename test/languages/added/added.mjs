/* Runs the vectors of the images that are added with the TypeScript package in a folder. */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export async function runTypeScript(folder, { vectors, oneofs }) {
  const load = (path) => import(pathToFileURL(join(folder, "dist", path)).href);
  const { decodeAnyImage, encodeAnyImage } = await load("index.js");
  const { imageToJson, jsonToImage } = await load("json.js");
  const { imageLayouts } = await load("layouts/images.js");
  const toHex = (bytes) => Buffer.from(bytes).toString("hex");
  const fromHex = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
  for (const { name, file, bytes, forms = [], json, written = bytes, error } of vectors) {
    for (const form of [bytes, ...forms].map(fromHex)) {
      const read = () => decodeAnyImage(form, { file });
      if (error === undefined) strictEqual(toHex(encodeAnyImage(read())), toHex(form), name);
      else {
        const { code, offset } = thrownBy(read);
        deepStrictEqual({ code, offset }, { code: error.code, offset: error.offset }, name);
      }
    }
    if (json !== undefined) strictEqual(toHex(jsonToImage(imageLayouts, json)), written, name);
  }
  const [{ bytes, json }] = vectors;
  strictEqual(imageToJson(imageLayouts, fromHex(bytes)), json);
  for (const { name, file, bytes, json, refused, offset } of oneofs) {
    if (refused === undefined) {
      strictEqual(imageToJson(imageLayouts, fromHex(bytes), { file }), json, name);
      strictEqual(toHex(jsonToImage(imageLayouts, json)), bytes, name);
    } else {
      const thrown = thrownBy(() => jsonToImage(imageLayouts, refused));
      deepStrictEqual({ code: thrown.code, offset: thrown.offset }, { code: "bad-json", offset }, name);
    }
  }
}

function thrownBy(read) {
  try {
    ok(read() === undefined, "there is no error");
  } catch (error) {
    return error;
  }
}
