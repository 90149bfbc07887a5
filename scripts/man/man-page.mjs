// Makes docs/man/critgen.1 from the compiled definitions of the commands: run `npm run build` first. `--check` writes
// nothing and exits 1 if the page is stale; `--from DIR` is the folder of compiled commands.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { manPage } from "./page.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { check, from } = parseArgs({
  options: { check: { type: "boolean", default: false }, from: { type: "string", default: join(root, "build") } },
}).values;
const { createProgram } = await import(pathToFileURL(join(from, "cli", "program.js")).href);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const page = manPage(createProgram(), version);
const file = join(root, "docs/man/critgen.1");
const stale = !existsSync(file) || readFileSync(file, "utf8") !== page;
if (check) {
  if (stale) console.error("docs/man/critgen.1 is out of date: run `npm run build` and `npm run man`");
  process.exitCode = stale ? 1 : 0;
} else {
  mkdirSync(dirname(file), { recursive: true });
  if (stale) writeFileSync(file, page);
  console.log(`docs/man/critgen.1: ${stale ? "written" : "up to date"}`);
}
