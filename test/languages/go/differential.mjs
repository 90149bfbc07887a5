/* Compares Go and TypeScript on images and JSON texts that are a little wrong: same bytes, same JSON, same errors. */
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { changedBytes, changedText, diceOf } from "./inputs.mjs";
import { addProgram } from "./package.mjs";

/** Longest JSON text that is changed, in characters. */
const LONGEST = 3000;

/**
 * Runs `count` inputs, made from seeds such as `{ file, bytes }`, through the Go package in `out` and the compiled
 * TypeScript in `typescript`.
 *
 * @throws {Error} with the first inputs whose outcomes differ
 */
export async function compare(out, typescript, seeds, count) {
  const judge = await judgeOf(typescript);
  const inputs = inputsOf(seeds, judge, count);
  const outcomes = drive(out, inputs);
  const wrong = inputs.flatMap((input, i) => {
    const [own, other] = [outcomes[i], judge.outcome(input)].map((one) => shown(one, input));
    return own === other || isExcused(own, other)
      ? []
      : [`${JSON.stringify(input)}\n  go:         ${own}\n  typescript: ${other}`];
  });
  if (wrong.length > 0) throw new Error(`${wrong.length} of ${inputs.length} differ:\n${wrong.slice(0, 5).join("\n")}`);
}

async function judgeOf(folder) {
  const load = (path) => import(pathToFileURL(join(folder, path)).href);
  const { decodeAnyImage, encodeAnyImage } = await load("index.js");
  const { imageToJson, jsonToImage } = await load("json.js");
  const { imageLayouts } = await load("layouts/images.js");
  const hex = (bytes) => Buffer.from(bytes).toString("hex");
  const json = (bytes, file) => {
    try {
      return imageToJson(imageLayouts, bytes, { file });
    } catch (problem) {
      if (problem.code === "raw-image") return undefined;
      throw problem;
    }
  };
  const outcome = ({ name: file, data, text }) => {
    try {
      if (text !== undefined) return { encoded: hex(jsonToImage(imageLayouts, text)) };
      const bytes = Buffer.from(data, "hex");
      return { encoded: hex(encodeAnyImage(decodeAnyImage(bytes, { file }))), json: json(bytes, file) };
    } catch (problem) {
      if (problem.name !== "ImageError") throw problem;
      const { code, offset = -1, entry = -1, path = "" } = problem;
      return { error: { code, offset, entry, path } };
    }
  };
  return { json, outcome };
}

function inputsOf(seeds, judge, count) {
  const dice = diceOf(20_230_817);
  const texts = seeds
    .flatMap(({ file, bytes }) => judge.json(bytes, file) ?? [])
    .filter((text) => text.length < LONGEST);
  return Array.from({ length: count }, (_, i) => {
    if (i % 4 === 0 && texts.length > 0) return { text: changedText(texts[dice(texts.length)], dice) };
    const { file, bytes } = seeds[dice(seeds.length)];
    return { name: file, data: changedBytes(bytes, dice).toString("hex") };
  });
}

/** Runs inputs through Go. */
function drive(out, inputs) {
  addProgram(out, "drive");
  const input = inputs.map((one) => `${JSON.stringify(one)}\n`).join("");
  const { stdout, stderr, status } = spawnSync(join(out, "drive/drive"), {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  if (status !== 0) throw new Error(`the reader of Go ends with ${status}: ${stderr.slice(0, 5000)}`);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** Index in the path of a map, which Go gives: a map is a list of entries there. Maps of the test schema are `by_…`. */
const IN_A_MAP = /\b(by_\w+)\[\d+\]/g;

/**
 * Shows an outcome, as far as languages agree on it. They word the place of an error in JSON differently, and it can be
 * before or after a blank.
 */
function shown({ encoded, json, error }, { text }) {
  if (error === undefined) return JSON.stringify({ encoded, json });
  const { code, offset, entry, path } = error;
  if (text === undefined) return JSON.stringify({ code, offset, entry, path: path.replaceAll(IN_A_MAP, "$1") });
  const blanks = /^[ \n\r\t]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return JSON.stringify({ code, offset: offset + blanks });
}

/** Tells whether two languages may differ: they count memory as they need it. */
function isExcused(own, other) {
  return [own, other].some((text) => text.includes('"code":"too-much"'));
}
