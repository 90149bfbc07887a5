import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { EVERY_TYPE } from "./every-type.mjs";

/* All ways to read and write images and their JSON. Each takes the whole input, and keeps what the caller would get. */

/** Loads the ways of what was compiled into `folder`. */
export async function waysOf(folder) {
  const { resolve } = createRequire(`${folder}/`);
  const load = (id) => import(pathToFileURL(id.startsWith("criu-images") ? resolve(id) : `${folder}/${id}`).href);
  const criu = await load("criu-images");
  const { imageToJson, jsonToImage, streamImageToJson, streamJsonToImage } = await load("criu-images/json");
  const { imageLayouts } = await load("criu-images/layouts");
  const layouts = [...imageLayouts, EVERY_TYPE];
  const columns = {
    VMAS: (await load("criu-images/columns/vmas")).decodeVmasColumns,
    FDINFO: undefined,
  };
  const { dissectImage } = await load("inspect/dissect/image.js");
  const { nodeToJson } = await load("inspect/dissect/json.js");
  const { infoOf } = await load("inspect/info.js");
  const { BUILT_IN } = await load("inspect/schema/schema.js");
  const schema = { ...BUILT_IN, layouts };
  const nameOf = (bytes) => criu.identifyImage(bytes);
  const named = (kind, bytes) => {
    const name = `${kind}${nameOf(bytes)}Image`.replaceAll("_", "").toLowerCase();
    return Object.entries(criu).find(([key]) => key.toLowerCase() === name)[1];
  };
  return {
    images: {
      decode: (bytes) => criu.decodeAnyImage(bytes),
      "decode and encode": (bytes) => criu.encodeAnyImage(criu.decodeAnyImage(bytes)),
      iterate: (bytes) => {
        for (const _ of named("iterate", bytes)(bytes).entries);
      },
      stream: async (bytes) => drain((await named("stream", bytes)(cut(bytes))).entries),
      columns: (bytes) => columns[nameOf(bytes)]?.(bytes),
    },
    layouts: {
      JSON: (bytes) => imageToJson(layouts, bytes),
      "pretty JSON": (bytes) => imageToJson(layouts, bytes, { pretty: true }),
      "JSON in pieces": (bytes) => drain(streamImageToJson(layouts, cut(bytes))),
      "pretty JSON in pieces": (bytes) => drain(streamImageToJson(layouts, cut(bytes), { pretty: true })),
      info: (bytes) => infoOf(schema, { chunks: cut(bytes), name: "x" }),
      dissect: (bytes) => {
        for (const node of dissectImage(bytes, "x")) nodeToJson(node);
      },
    },
    texts: {
      image: (text) => jsonToImage(layouts, text),
      "image in pieces": (text) => drain(streamJsonToImage(layouts, cut(text))),
    },
  };
}

/** As a file is read. */
function* cut(bytes) {
  const size = 1 << 20;
  for (let pos = 0; pos < bytes.length; pos += size) yield Uint8Array.prototype.slice.call(bytes, pos, pos + size);
}

async function drain(pieces) {
  for await (const _ of pieces);
}
