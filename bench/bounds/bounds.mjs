// Measures time and memory of reading hostile input:
//   npm run bench:bounds -- [--folder DIR] [--size MIB] [--only REGEXP] [--every N] [--missing] [--save]
// --size: size of the smallest of three inputs, n; the others have 2n and 4n bytes. --save: into bench/results/, during
// the measurement; a partial run replaces only its own rows.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tablesIn } from "../saved-tables.mjs";
import { machine, save, table } from "../support.mjs";
import { CASES } from "./cases.mjs";
import { measureAll } from "./measure.mjs";

const { values } = parseArgs({
  options: {
    folder: { type: "string", default: fileURLToPath(new URL("../../build", import.meta.url)) },
    size: { type: "string", default: "0.25" },
    only: { type: "string", default: "" },
    every: { type: "string", default: "1" },
    missing: { type: "boolean", default: false },
    save: { type: "boolean", default: false },
    into: { type: "string", default: fileURLToPath(new URL("../results/", import.meta.url)) },
  },
});

const HEAD = ["way: shape", "exponent", "4n, MiB", "ms", "bytes a byte", "of the bound", "error"];
const ABOUT = `# Time and memory of hostile images and JSON

${machine()}

Inputs of n, 2n and 4n bytes: exponent of the time from n to 4n; milliseconds and bytes of memory a byte of input for 4n;
the highest memory of the three inputs, as a fraction of the promised bound.`;

const file = `${values.into}/bounds.md`;
const rows =
  ((values.save || values.missing) && existsSync(file) ? tablesIn(readFileSync(file, "utf8"))[0] : undefined)?.slice(
    1,
  ) ?? [];

/** Saves the rows in the order of the cases, without the rows of removed cases. */
function keep() {
  const known = new Map(rows.map((row) => [row[0], row]));
  const ordered = CASES.map(({ name }) => known.get(nameIn(name))).filter((row) => row !== undefined);
  save(file, `${ABOUT}\n\n${table([HEAD, ...ordered])}\n`);
}

/** Replaces bars, because a bar ends a cell of a table. */
const nameIn = (name) => name.replaceAll("|", "¦");

function cellsOf({ failed, exponent, mib, ms, bytes, over, error }) {
  if (failed !== undefined) return ["-", "-", "-", "-", "-", failed.trim().split("\n").at(-1).slice(0, 60)];
  return [exponent.toFixed(2), mib.toFixed(1), ms.toFixed(0), bytes.toFixed(1), over.toFixed(2), error ?? ""];
}

/** Least time between two rewrites of the file, in milliseconds. */
const PAUSE = 5000;

const wanted = new RegExp(values.only);
const measured = new Set(values.missing ? rows.map(([name]) => name) : []);
const cases = CASES.filter(({ name }) => wanted.test(name) && !measured.has(nameIn(name))).filter(
  (_, i) => i % Number(values.every) === 0,
);
let saved = Date.now();
for await (const [{ name }, result] of measureAll(values.folder, cases, Number(values.size) * 2 ** 20)) {
  const cells = cellsOf(result);
  console.log(`${cells.join("\t")}\t${name}`);
  rows.push([nameIn(name), ...cells]);
  if (!values.save || Date.now() - saved < PAUSE) continue;
  saved = Date.now();
  keep();
}
if (values.save) keep();
