// Defines the tasks of critgen's package. CRITGEN_PACKAGE is the folder of another build to compare with.
import { pathToFileURL } from "node:url";
import { lazily } from "./framing.mjs";

const at = process.env.CRITGEN_PACKAGE;
const load = (name) =>
  import(at === undefined ? `criu-images${name && `/${name}`}` : pathToFileURL(`${at}/dist/${FILES[name]}.js`).href);
const FILES = { "": "index", json: "json", layouts: "layouts/images", "columns/pagemap": "columns/pagemap" };

export default async function critgen(images, { image }) {
  const codecs = await load("");
  const [decodeImage, encodeImage] = [codecs[`decode${image}Image`], codecs[`encode${image}Image`]];
  const { decodePagemapColumns } = await load("columns/pagemap");
  const { imageToJson, jsonToImage } = await load("json");
  const { imageLayouts: layouts } = await load("layouts");
  const decoded = lazily(() => images.map((bytes) => decodeImage(bytes)));
  const texts = lazily(() => images.map((bytes) => imageToJson(layouts, bytes)));
  const iterateImage = codecs[`iterate${image}Image`];
  const encodeAll = (all) => all.map((one) => encodeImage(one));
  const same = (files) => files;
  return {
    decode: { run: () => images.map((bytes) => decodeImage(bytes)), prove: encodeAll },
    encode: { run: () => encodeAll(decoded()), prove: same },
    iterate: { run: () => images.map((bytes) => passed(iterateImage(bytes))), prove: encodeAll },
    columns: {
      run: () => images.map((bytes) => decodePagemapColumns(bytes)),
      prove: (all) => all.map((columns) => encodeImage({ ...decoded()[0], entries: entriesOf(columns) })),
    },
    "to JSON": { run: () => images.map((bytes) => imageToJson(layouts, bytes)), prove: same },
    "from JSON": { run: () => texts().map((text) => jsonToImage(layouts, text)), prove: same },
  };
}

/** Iterates over the entries of an image; returns the image with only the last one. */
function passed(image) {
  let last;
  for (const entry of image.entries) last = entry;
  return { ...image, entries: [last] };
}

/** Yields the entries of columns. */
function* rows(columns) {
  const names = Object.keys(columns).filter((name) => !name.startsWith("$"));
  for (let i = 0; i < columns.$length; i++) {
    const present = names.filter((_, bit) => (columns.$present[i] >> bit) & 1);
    yield Object.fromEntries(present.map((name) => [name, columns[name][i]]));
  }
}

const entriesOf = (columns) => [...rows(columns)];
