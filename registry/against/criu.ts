import { existsSync } from "node:fs";
import { join } from "node:path";
import { placesInTree } from "../../upstream/criu/places.ts";
import { formatOfTree, readCriuTree } from "../../upstream/criu/tree.ts";
import { meaningsOf } from "./numbers.ts";
import { readRpc } from "./rpc.ts";
import type { Tree } from "./tree.ts";

const HEADERS = ["criu/include/magic.h", "include/magic.h"];

/** Reads CRIU's source, of any release since v1.0; returns undefined if the folder is not that. */
export function readCriu(folder: string): Tree | undefined {
  if (!HEADERS.some((path) => existsSync(join(folder, path)))) return undefined;
  const tree = readCriuTree(folder);
  const own = { ...formatOfTree(tree), at: placesInTree(tree) };
  return {
    project: "CRIU",
    folder,
    release: tree.name,
    // Only `more` comes from the C sources; the other names of bits and codes come from the Python tool.
    format: ({ display }) => ({ ...own, display: { ...display, more: tree.display.more } }),
    meanings: () => [...meaningsOf(own), ...meaningsOf(readRpc(folder))],
    rowless: tree.members.filter((member) => !tree.images.some(({ name }) => name === member)),
  };
}
