import process from "node:process";
import { pathToFileURL } from "node:url";
import { stepsOf } from "../support/steps.mjs";

/*
 * Counts the code that runs to read images of one size and of twice that size: `node FLAGS steps.mjs FOLDER`. FOLDER
 * contains the compiled package, with inspect/ beside it. The script needs a process of its own, because V8 has only
 * one coverage per process and the tests use it too.
 */

const [, , folder = ""] = process.argv;
const load = (path) => import(pathToFileURL(`${folder}/${path}`).href);
const criu = await load("node_modules/criu-images/dist/index.js");
const { imageToJson, jsonToImage, streamJsonToImage } = await load("node_modules/criu-images/dist/json.js");
const { imageLayouts } = await load("node_modules/criu-images/dist/layouts/images.js");
const { decodeVmasColumns } = await load("node_modules/criu-images/dist/columns/vmas.js");
const { dissectImage } = await load("inspect/dissect/image.js");
const { infoOf } = await load("inspect/info/image.js");
const { BUILT_IN } = await load("inspect/schema/schema.js");

const varint = (value) => (value > 127 ? [(value & 127) | 128, ...varint(value >>> 7)] : [value]);
const word = (value) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
const head = (magic) => [...word(0x54564319), ...word(magic)];
const framed = (body) => [...word(body.length), ...body];
const times = (n, part) => Array.from({ length: n }, () => part).flat();
const field = (number, body) => [...varint(number * 8 + 2), ...varint(body.length), ...body];

const FDINFO = head(0x56213732);
const NETDEV = head(0x57373951);
const VMAS = head(0x54123737);
const MSG = head(0x55453737);
const fdinfo = [8, 1, 16, 2, 24, 1, 32, 3];
const device = [8, 1, 16, 2, 24, 3, 32, 4, 42, 1, 97];
const desc = [8, 1, 16, 0, 24, 0, 32, 0, 40, 0, 48, 0, 56, 0];
const text = (string) => Uint8Array.from(Buffer.from(string));

/** Makes images of a given size, by the item that they repeat. */
const IMAGES = {
  entries: (n) => [...FDINFO, ...times(n, framed(fdinfo))],
  "empty entries": (n) => [...FDINFO, ...framed(fdinfo), ...times(n, word(0))],
  "unknown fields": (n) => [...FDINFO, ...framed([...fdinfo, ...times(n, [0x78, 1])])],
  "unknown fields between known ones": (n) => [...FDINFO, ...framed([...fdinfo, ...times(n, [0x78, 1, 8, 1])])],
  "groups in groups": (n) => [...FDINFO, ...framed([...fdinfo, ...times(n, [0x7b])])],
  "a text that is not UTF-8": (n) => [...NETDEV, ...framed([...device, ...field(5, times(n, [0xff]))])],
  "parts of one message": (n) => [...NETDEV, ...framed([...device, ...times(n, field(15, [8, 1]))])],
  "elements of a list": (n) => [...NETDEV, ...framed([...device, ...times(n, [64, 1])])],
  "elements of a packed list": (n) => [...NETDEV, ...framed([...device, ...field(8, times(n, [1]))])],
  "elements of two lists in turn": (n) => [
    ...NETDEV,
    ...framed([...device, ...times(n, [64, 1, ...field(9, [8, 1])])]),
  ],
  "messages behind a message": (n) => [
    ...MSG,
    ...framed([...field(1, desc), 16, 9, 24, ...varint(n)]),
    ...times(n, [...framed([8, 1, 16, 1]), ...times(8, [0])]),
  ],
  "a number without an end": (n) => [...FDINFO, ...framed([8, ...times(n, [0x80])])],
};

/** Makes JSON of a given size, by the item that it repeats. */
const TEXTS = {
  "brackets before the magic": (n) => `{"entries": [${"[".repeat(n)}`,
  escapes: (n) => `{"magic": "NETDEV", "entries": [{"name": "${"\\udcff".repeat(n)}"}]}`,
};

async function drain(pieces) {
  for await (const _ of pieces);
}

/** Cuts the bytes into pieces of `size` bytes. */
function* cut(bytes, size) {
  for (let pos = 0; pos < bytes.length; pos += size) yield bytes.subarray(pos, pos + size);
}

const READERS = {
  decode: (bytes) => criu.decodeAnyImage(bytes),
  "decode and encode": (bytes) => criu.encodeAnyImage(criu.decodeAnyImage(bytes)),
  stream: async (bytes) => {
    const { image } = criu.decodeAnyImage(bytes.subarray(0, 8));
    const stream = Object.entries(criu).find(
      ([name]) => name.toLowerCase() === `stream${image}image`.replaceAll("_", "").toLowerCase(),
    );
    await drain((await stream[1](cut(bytes, 3))).entries);
  },
  "JSON there and back": (bytes) => jsonToImage(imageLayouts, imageToJson(imageLayouts, bytes)),
  dissect: (bytes) => drain(dissectImage(bytes)),
  info: (bytes) => infoOf(BUILT_IN, { chunks: [bytes], name: "x" }),
};

const TEXT_READERS = {
  JSON: (bytes) => jsonToImage(imageLayouts, bytes),
  "JSON in pieces": (bytes) => drain(streamJsonToImage(imageLayouts, cut(bytes, 3))),
};

const SIZE = 400;
const results = {};

const isOurs = (url) => url.includes("/dist/") || url.includes("/inspect/");

async function steps(read, input) {
  return stepsOf(isOurs, async () => {
    try {
      await read(input);
    } catch (error) {
      if (!(error instanceof criu.ImageError)) throw error;
    }
  });
}

async function compare(name, read, make) {
  const [once, twice] = [make(SIZE), make(2 * SIZE)];
  await steps(read, once);
  const [a, b] = [await steps(read, once), await steps(read, twice)];
  results[name] = [a, b];
}

for (const [what, make] of Object.entries(IMAGES)) {
  for (const [how, read] of Object.entries(READERS)) {
    await compare(`${how}, ${what}`, read, (n) => Uint8Array.from(make(n)));
  }
}
for (const [what, make] of Object.entries(TEXTS)) {
  for (const [how, read] of Object.entries(TEXT_READERS)) await compare(`${how}, ${what}`, read, (n) => text(make(n)));
}
const vma = [8, 1, 16, 2, 24, 0, 32, 0, 40, 0, 48, 0, 56, 0, 64, 0];
await compare("columns, entries", decodeVmasColumns, (n) => Uint8Array.from([...VMAS, ...times(n, framed(vma))]));
console.log(JSON.stringify(results));
