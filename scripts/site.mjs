/*
 * Builds the site: the documents, the reference of the format, the registry's map and the studio, as static files.
 *   node scripts/site.mjs [to]     default: to dist/site, after `npm run build`
 */
import { join, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { makeSite, writeSite } from "../build/site/site.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const to = resolve(root, argv[2] ?? "dist/site");
const start = performance.now();
const files = makeSite(join(root, "dist/studio"));
writeSite(files, to);
console.log(`${files.size} files in ${to}, in ${((performance.now() - start) / 1000).toFixed(1)} s`);
