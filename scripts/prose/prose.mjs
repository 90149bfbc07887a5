// Measures the texts of the project: openings of sentences, and pronouns in a hundred words.
//   npm run prose -- [--list] [--check] [PATH…]     PATH: measure only this file or folder
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { projectFiles } from "../files.mjs";
import { codeTexts } from "./code.mjs";
import { documentTexts, tableTexts, templateTexts } from "./documents.mjs";
import { faultsOf, measure } from "./measure.mjs";

const { values, positionals } = parseArgs({
  options: { list: { type: "boolean", default: false }, check: { type: "boolean", default: false } },
  allowPositionals: true,
});

/** Matches files that critgen makes, real images, and CRIU's own text. */
const FOREIGN = /^(generated|test\/fixtures|schema\/messages|docs\/api|bench\/results|docs\/man)\//;
const READERS = {
  ".ts": codeTexts,
  ".tsx": codeTexts,
  ".mjs": codeTexts,
  ".js": codeTexts,
  ".md": documentTexts,
  ".yaml": tableTexts,
  ".hbs": templateTexts,
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const isWanted = (file) =>
  positionals.length === 0 || positionals.some((path) => file === path || file.startsWith(`${path}/`));
const files = projectFiles(root).filter((file) => extname(file) in READERS && !FOREIGN.test(file) && isWanted(file));

/** @type {import("./measure.mjs").Text[]} */
const texts = files.flatMap((file) => READERS[extname(file)](file, readFileSync(join(root, file), "utf8")));
const faults = texts.flatMap(faultsOf);

if (values.list || values.check) {
  for (const { file, line, fault, sentence } of faults) console.log(`${file}:${line}: ${fault}: ${sentence}`);
}
if (values.check) process.exit(faults.length > 0 ? 1 : 0);
console.log(measure(texts));
