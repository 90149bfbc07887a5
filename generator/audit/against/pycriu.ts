import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDisplay } from "../../criu/display.ts";
import { TreeError, type TreeFile } from "../../criu/text.ts";
import { withAliases } from "./magics.ts";
import type { Tree } from "./tree.ts";

/** Where it stands: in CRIU's source, by release; in an installed package; the folder itself. */
const FOLDERS = ["lib/pycriu/images", "lib/py/images", "pycriu/images", "images", "."];

const TABLE = /^handlers\s*=\s*\{\n(?<rows>[\s\S]*?)^\s*\}/m;
/** `'NAME': entry_handler(pb.some_entry, …)`, or a handler of its own */
const ROW = /^\s*["'](?<name>\w+)["']\s*:\s*\w+\(\s*(?:(?:pb\.)?(?<message>\w+))?/gm;
const MAGIC = /^by_name\[["'](?<name>\w+)["']\]\s*=\s*(?<value>\d+)/gm;

/** CRIU's Python tool. Its numbers are a file that is made when it is built: a source tree does not have them. */
export function readPycriu(folder: string): Tree | undefined {
  const own = FOLDERS.find((path) => existsSync(join(folder, path, "images.py")));
  if (own === undefined) return undefined;
  const file = (name: string): TreeFile | undefined => {
    const path = join(folder, own, name);
    return existsSync(path) ? { path: join(own, name), text: readFileSync(path, "utf8") } : undefined;
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
      ...(names !== undefined && { display: readDisplay(names) }),
    }),
    handlers,
  };
}

function readHandlers({ path, text }: TreeFile = { path: "images.py", text: "" }): Map<string, string | undefined> {
  const rows = TABLE.exec(text)?.groups?.["rows"];
  if (rows === undefined) throw new TreeError(`${path} has no table of handlers`);
  return new Map([...rows.matchAll(ROW)].map(({ groups }) => [groups?.["name"] ?? "", groups?.["message"]]));
}

function readMagics(file: TreeFile | undefined): Map<string, number> | undefined {
  if (file === undefined) return undefined;
  return new Map(
    [...file.text.matchAll(MAGIC)].map(({ groups }) => [groups?.["name"] ?? "", Number(groups?.["value"])]),
  );
}
