import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createColors } from "picocolors";
import { EVERY_TYPE } from "./every-type.mjs";

/* Defines all ways to read and write images and their JSON. Each takes the whole input and keeps the result. */

/** Loads the package in `folder`; returns its ways of reading, and `jsonOf`, a function that makes JSON of an image. */
export async function waysOf(folder) {
  const { resolve } = createRequire(`${folder}/`);
  const load = (id) => import(pathToFileURL(id.startsWith("criu-images") ? resolve(id) : `${folder}/${id}`).href);
  const criu = await load("criu-images");
  const { imageToJson, jsonToImage, parseJson, streamImageToJson, streamJsonToImage, stringifyJson } =
    await load("criu-images/json");
  const { imageLayouts } = await load("criu-images/layouts");
  const layouts = [...imageLayouts, EVERY_TYPE];
  const columns = {
    VMAS: (await load("criu-images/columns/vmas")).decodeVmasColumns,
    FDINFO: undefined,
  };
  const { dissectImage } = await load("inspect/dissect/image.js");
  const { nodeToJson } = await load("inspect/dissect/json.js");
  const { infoOf } = await load("inspect/info/image.js");
  const { BUILT_IN } = await load("inspect/schema/schema.js");
  const schema = { ...BUILT_IN, layouts };
  const named = [...(await BUILT_IN.named()), EVERY_TYPE];
  const { nodeLines } = await load("cli/dissect/text.js");
  const { pageOf } = await load("cli/dissect/page.js");
  const { compatOf } = await load("inspect/compat/compat.js");
  const plain = { width: 80, colors: createColors(false) };
  const nameOf = (bytes) => criu.identifyImage(bytes);
  const functionFor = (kind, bytes) => {
    const name = `${kind}${nameOf(bytes)}Image`.replaceAll("_", "").toLowerCase();
    return Object.entries(criu).find(([key]) => key.toLowerCase() === name)[1];
  };
  const jsonOf = (bytes) => imageToJson(layouts, bytes);
  const ways = {
    images: {
      decode: (bytes) => criu.decodeAnyImage(bytes),
      "decode and encode": (bytes) => criu.encodeAnyImage(criu.decodeAnyImage(bytes)),
      iterate: (bytes) => {
        for (const _ of functionFor("iterate", bytes)(bytes).entries);
      },
      stream: async (bytes) => drain((await functionFor("stream", bytes)(cut(bytes))).entries),
      columns: (bytes) => columns[nameOf(bytes)]?.(bytes),
    },
    layouts: {
      JSON: (bytes) => imageToJson(layouts, bytes),
      "pretty JSON": (bytes) => imageToJson(layouts, bytes, { pretty: true }),
      "JSON in pieces": (bytes) => drain(streamImageToJson(layouts, cut(bytes))),
      "pretty JSON in pieces": (bytes) => drain(streamImageToJson(layouts, cut(bytes), { pretty: true })),
      show: (bytes) => drain(streamImageToJson(named, cut(bytes), { pretty: true })),
      info: (bytes) => infoOf(schema, { chunks: cut(bytes), name: "x" }),
      dissect: (bytes) => {
        for (const node of dissectImage(bytes, "x")) nodeToJson(node);
      },
      "dissect as text": (bytes) => {
        const page = pageOf(bytes, plain, false);
        for (const node of dissectImage(bytes, "x")) for (const _ of nodeLines(page, node));
      },
      compat: (bytes) => inFile(bytes, (path) => compatOf(schema, path)),
    },
    texts: {
      image: (text) => jsonToImage(layouts, text),
      "image in pieces": (text) => drain(streamJsonToImage(layouts, cut(text))),
    },
    returned: {
      "image of its JSON": (text) => jsonToImage(layouts, text),
      "image of its JSON, in pieces": (text) => drain(streamJsonToImage(layouts, cut(text))),
    },
    values: {
      "parse and stringify": (text) => stringifyJson(parseJson(text)),
    },
  };
  return { ways, jsonOf };
}

/** Cuts an image into chunks of 1 MiB, as a file stream does. */
function* cut(bytes) {
  const size = 1 << 20;
  for (let pos = 0; pos < bytes.length; pos += size) yield Uint8Array.prototype.slice.call(bytes, pos, pos + size);
}

/** Writes bytes to a file, and calls `read` with its path. */
async function inFile(bytes, read) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-bounds-"));
  try {
    const path = join(folder, "x.img");
    writeFileSync(path, bytes);
    return await read(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function drain(pieces) {
  for await (const _ of pieces);
}
