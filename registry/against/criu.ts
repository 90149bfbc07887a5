import { existsSync } from "node:fs";
import { join } from "node:path";
import { formatOfTree, readCriuTree } from "../../upstream/criu/tree.ts";
import type { Tree } from "./tree.ts";

const HEADERS = ["criu/include/magic.h", "include/magic.h"];

/** Reads CRIU's source, of any release since v1.0; returns undefined if the folder is not that. */
export function readCriu(folder: string): Tree | undefined {
  if (!HEADERS.some((path) => existsSync(join(folder, path)))) return undefined;
  const tree = readCriuTree(folder);
  return {
    project: "CRIU",
    folder,
    release: tree.name,
    // Only `more` comes from the C sources; the other names of bits and codes come from the Python tool.
    format: ({ display }) => ({ ...formatOfTree(tree), display: { ...display, more: tree.display.more } }),
    rowless: tree.members.filter((member) => !tree.images.some(({ name }) => name === member)),
  };
}
