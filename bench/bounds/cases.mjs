import { EVERY_SHAPES, NUMBER_SHAPES } from "./every-type.mjs";
import { IMAGES } from "./images.mjs";
import { TEXTS } from "./texts.mjs";

/* Combines each shape of input with each way that can read it. */

const IMAGE_WAYS = ["decode", "decode and encode", "iterate", "stream"];
const LAYOUT_WAYS = [
  "JSON",
  "pretty JSON",
  "JSON in pieces",
  "pretty JSON in pieces",
  "show",
  "info",
  "dissect",
  "dissect as text",
  "compat",
];
/** Ways with separate code for each type of number. */
const NUMBER_WAYS = ["JSON", "pretty JSON in pieces", "info", "dissect"];
const TEXT_WAYS = ["image", "image in pieces"];

const all = (kind, ways, shapes) =>
  ways.flatMap((way) =>
    Object.entries(shapes).map(([shape, make]) => ({ kind, way, shape, make, name: `${way}: ${shape}` })),
  );

const only = (shapes, isWanted) => Object.fromEntries(Object.entries(shapes).filter(([name]) => isWanted.test(name)));

export const CASES = [
  ...all("images", IMAGE_WAYS, IMAGES),
  ...all("images", ["columns"], only(IMAGES, /^areas/)),
  ...all("layouts", LAYOUT_WAYS, { ...IMAGES, ...EVERY_SHAPES }),
  ...all("layouts", NUMBER_WAYS, NUMBER_SHAPES),
  ...all("texts", TEXT_WAYS, TEXTS),
  ...all("returned", ["image of its JSON", "image of its JSON, in pieces"], { ...IMAGES, ...EVERY_SHAPES }),
  ...all("returned", ["image of its JSON"], NUMBER_SHAPES),
  ...all("values", ["parse and stringify"], only(TEXTS, /^(uint64|[^:]*$)/)),
];
