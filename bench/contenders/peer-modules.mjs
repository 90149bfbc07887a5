// Loads the code of the peers' generators; ../peers.mjs runs them.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PEERS } from "../peers/peers.mjs";

/** Modules of the measured messages. */
const MODULES = ["pagemap", "fdinfo", "core", "mm"];

const load = (...path) => import(pathToFileURL(join(PEERS, ...path)).href);

async function all(folder, name) {
  const modules = await Promise.all(MODULES.map((module) => load("generated", folder, name(module))));
  return Object.assign({}, ...modules);
}

export async function peerModule(peer) {
  switch (peer) {
    case "protobufjs": {
      const messages = await load("generated", "protobufjs.js");
      const { default: minimal } = await load("node_modules/protobufjs/minimal.js");
      return { messages, minimal };
    }
    case "protobuf-es": {
      const { fromBinary, toBinary } = await load("node_modules/@bufbuild/protobuf/dist/esm/index.js");
      return { messages: await all("es", (name) => `${name}_pb.js`), fromBinary, toBinary };
    }
    case "ts-proto":
      return { messages: await all("ts-proto", (name) => `${name}.js`) };
    default:
      return { messages: await all("protobuf-ts", (name) => `${name}.js`) };
  }
}
