import { existsSync } from "node:fs";
import { join } from "node:path";
import { readDisplay } from "../../upstream/criu/display.ts";
import { tokensOf } from "../../upstream/criu/python/tokens.ts";
import { readText } from "../../upstream/source/read-text.ts";
import { TreeError, type TreeFile } from "../../upstream/source/tree-file.ts";
import { withAliases } from "./magics.ts";
import type { Tree } from "./tree.ts";

/** Folders of the tool: in CRIU's source, by release; in an installed package; the folder itself. */
const FOLDERS = ["lib/pycriu/images", "lib/py/images", "pycriu/images", "images", "."];

const MAGIC = /^by_name\[["'](?<name>\w+)["']\]\s*=\s*(?<value>\d+)/gm;

/**
 * Reads CRIU's Python tool; returns undefined if the folder does not have it. Its magics are in a file that the build
 * makes: a source tree lacks them.
 */
export function readPycriu(folder: string): Tree | undefined {
  const own = FOLDERS.find((path) => existsSync(join(folder, path, "images.py")));
  if (own === undefined) return undefined;
  const file = (name: string): TreeFile | undefined => {
    const path = join(own, name);
    return existsSync(join(folder, path)) ? { path, text: readText(folder, path) } : undefined;
  };
  const handlers = readHandlers(file("images.py"));
  const magics = readMagics(file("magic.py"));
  const names = file("pb2dict.py");
  return {
    project: "pycriu",
    folder: join(folder, own),
    format: (table) => ({
      ...table,
      ...(magics !== undefined && { magics: withAliases(magics, table) }),
      ...(names !== undefined && { display: { ...table.display, ...readDisplay(names) } }),
    }),
    handlers,
  };
}

/** Reads the table of handlers: `'NAME': entry_handler(pb.some_entry, …)`, or a handler of its own. */
function readHandlers({ path, text }: TreeFile = { path: "images.py", text: "" }): Map<string, string | undefined> {
  const tokens = tokensOf({ path, text });
  const words = tokens.map((token) => token.text);
  const start = tokens.findIndex(({ isFirst }, i) => isFirst && words.slice(i, i + 3).join(" ") === "handlers = {");
  if (start < 0) throw new TreeError(`${path} has no table of handlers`);
  const handlers = new Map<string, string | undefined>();
  let depth = 0;
  for (let i = start + 2; i < words.length; i++) {
    const word = words[i] ?? "";
    if (/^[[({]$/.test(word)) depth++;
    if (/^[\])}]$/.test(word)) depth--;
    if (depth === 0) break;
    if (depth === 1 && words[i + 1] === ":") handlers.set(word.slice(1, -1), messageOf(words.slice(i + 2, i + 7)));
  }
  return handlers;
}

/** Returns the message in `handler(message` or `handler(pb.message`. */
function messageOf([, bracket, first, dot, second]: readonly string[]): string | undefined {
  const message = dot === "." ? second : first;
  return bracket === "(" && message !== undefined && /^\w+$/.test(message) ? message : undefined;
}

function readMagics(file: TreeFile | undefined): Map<string, number> | undefined {
  if (file === undefined) return undefined;
  return new Map(
    [...file.text.matchAll(MAGIC)].map(({ groups }) => [groups?.["name"] ?? "", Number(groups?.["value"])]),
  );
}
