// Time and memory of reading what is made to be hard to read:
//   npm run bench:bounds -- [--folder DIR] [--size MIB] [--only REGEXP] [--every N] [--save]
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CASES, measure } from "./bounds/measure.mjs";
import { machine, save, table } from "./support.mjs";

const { values } = parseArgs({
  options: {
    folder: { type: "string", default: fileURLToPath(new URL("../build", import.meta.url)) },
    size: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    every: { type: "string", default: "1" },
    save: { type: "boolean", default: false },
  },
});
const size = Number(values.size) * 2 ** 20;
const rows = [];
const named = CASES.map((one) => ({ ...one, name: `${one.way}: ${one.shape}` })).filter(({ name }) =>
  new RegExp(values.only).test(name),
);
for (const [i, { name, ...one }] of named.entries()) {
  if (i % Number(values.every) !== 0) continue;
  const result = measure(values.folder, one, size);
  const cells = cellsOf(result);
  rows.push([name, ...cells]);
  console.log(`${cells.join("\t")}\t${name}`);
}

function cellsOf({ failed, exponent, ms, bytes, over, error }) {
  if (failed !== undefined) return ["-", "-", "-", "-", failed.trim().split("\n").at(-1).slice(0, 60)];
  return [exponent.toFixed(2), ms.toFixed(0), bytes.toFixed(1), over.toFixed(2), error ?? ""];
}

if (values.save) {
  const head = ["way: shape", "exponent", "ms", "bytes a byte", "of the bound", "error"];
  const text = `# Time and memory of hostile images and JSON\n\n${machine()}\n\nInputs of n, 2n and 4n bytes, n = ${values.size} MiB: exponent of the time; milliseconds, bytes of memory a byte of input and what\npart of the bound these are, for 4n.\n\n${table([head, ...rows])}\n`;
  save(fileURLToPath(new URL("results/bounds.md", import.meta.url)), text);
}
