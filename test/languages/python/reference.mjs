/* The package of TypeScript as the judge of the one of Python: reads images as JSON, one a line, and prints outcomes. */
import { Buffer } from "node:buffer";
import { argv, stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const load = (path) => import(pathToFileURL(`${argv[2]}/${path}`).href);
const { decodeAnyImage, encodeAnyImage } = await load("index.js");
const { imageToJson } = await load("json.js");
const { imageLayouts } = await load("layouts/images.js");

const DETAILS = ["code", "image", "entry", "offset", "path", "expected", "found"];

function outcome({ name: file, data }) {
  const bytes = Buffer.from(data, "hex");
  const result = {};
  try {
    result.encoded = Buffer.from(encodeAnyImage(decodeAnyImage(bytes, { file }))).toString("hex");
  } catch (problem) {
    if (problem.name !== "ImageError") throw problem;
    return { error: Object.fromEntries(DETAILS.map((key) => [key, problem[key] || (problem[key] === 0 ? 0 : null)])) };
  }
  try {
    result.plain = imageToJson(imageLayouts, bytes, { file });
    result.pretty = imageToJson(imageLayouts, bytes, { file, pretty: true });
    result.sizes = imageToJson(imageLayouts, bytes, { file, pretty: true, payload: false });
  } catch (problem) {
    if (problem.code !== "raw-image") throw problem;
  }
  return result;
}

for await (const line of createInterface({ input: stdin }))
  stdout.write(`${JSON.stringify(outcome(JSON.parse(line)))}\n`);
