import process from "node:process";
import { pathToFileURL } from "node:url";

/* `node bring.mjs COMPILED FOLDER FILES`: brings a folder to these files (JSON), as `critgen generate` does. */

const [, , compiled, folder = "", files = "{}"] = process.argv;
const load = (path) => import(pathToFileURL(`${compiled}/generator/write/${path}.js`).href);
const [{ compare }, { write }, { withLock }, { MANIFEST, manifestOf }] = await Promise.all(
  ["compare", "write", "lock", "manifest-text"].map(load),
);
const rendered = new Map(Object.entries(JSON.parse(files)));
rendered.set(MANIFEST, manifestOf(rendered, {}));
await withLock(folder, () => write(folder, rendered, compare(folder, rendered)));
