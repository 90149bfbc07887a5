/*
 * Compares two checkpoints of a process of 1 GiB, of which 1 % of the pages differ, beside `cmp` of their files of pages,
 * in turns: whole commands, from start to end.
 *   npm run bench:compare -- [--rounds 5] [--size 1] [--save] (after `npm run build`)
 * --size: GiB
 */
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, copyFileSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PAGE, START, writeImages } from "./dump.mjs";
import { machine, save, summary, table } from "./support.mjs";

/** One page of so many differs. */
const OF = 100;
const CLI = fileURLToPath(new URL("../dist/main.cjs", import.meta.url));

/** Writes a checkpoint with one process, and the pages of it if `size` is given. */
function makeDump(folder, count, size) {
  writeImages(folder, [[START, count]]);
  if (size === undefined) return;
  const piece = Buffer.alloc(1 << 24);
  for (let i = 0; i < piece.length; i += 4) piece.writeUInt32LE(Math.imul(i, 2654435761) >>> 0, i);
  const fd = openSync(join(folder, "pages-1.img"), "w");
  for (let at = 0; at < size; at += piece.length) writeSync(fd, piece);
  closeSync(fd);
}

/** Changes a byte in each hundredth page; returns the number of pages. */
function changePages(file, count) {
  const fd = openSync(file, "r+");
  let changed = 0;
  const byte = Buffer.alloc(1);
  for (let page = 50; page < count; page += OF, changed++) {
    const at = page * PAGE + ((page * 37) % PAGE);
    readSync(fd, byte, 0, 1, at);
    byte[0] ^= 0xff;
    writeSync(fd, byte, 0, 1, at);
  }
  closeSync(fd);
  return changed;
}

function timed(command, args, status) {
  const start = performance.now();
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  const seconds = (performance.now() - start) / 1000;
  if (done.status !== status) throw new Error(`${command}: ${done.stderr}`);
  return { seconds, out: done.stdout };
}

function measure({ rounds, size }) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-compare-"));
  try {
    const count = size / PAGE;
    const [a, b, same] = ["a", "b", "same"].map((name) => join(folder, name));
    makeDump(a, count, size);
    for (const other of [b, same]) {
      makeDump(other, count);
      copyFileSync(join(a, "pages-1.img"), join(other, "pages-1.img"));
    }
    const changed = changePages(join(b, "pages-1.img"), count);
    const own = (other, status) => () => {
      const { seconds, out } = timed(execPath, [CLI, "compare", a, other], status);
      if (status === 1 && !out.includes(`pages ${changed}`)) throw new Error(`not ${changed} pages: ${out}`);
      return seconds;
    };
    const cmp = (args, other, status) => () =>
      timed("cmp", [...args, join(a, "pages-1.img"), join(other, "pages-1.img")], status).seconds;
    const rows = [
      { name: "1 % of the pages differ", label: "cmp of equal files", own: own(b, 1), other: cmp([], same, 0) },
      { name: "1 % of the pages differ", label: "cmp -l", own: own(b, 1), other: cmp(["-l"], b, 1) },
      { name: "nothing differs", label: "cmp", own: own(same, 0), other: cmp([], same, 0) },
    ].map((row) => ({ ...row, owns: [], others: [], ratios: [] }));
    for (let round = 0; round <= rounds; round++) {
      for (const row of rows) {
        const [one, other] = [row.own(), row.other()];
        // The first round warms the cache of files.
        if (round === 0) continue;
        row.owns.push(one);
        row.others.push(other);
        row.ratios.push(other / one);
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values: given } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    size: { type: "string", default: "1" },
    save: { type: "boolean", default: false },
  },
});
const rows = measure({ rounds: Number(given.rounds), size: Number(given.size) * 2 ** 30 });
const seconds = (all) => `${summary(all).median.toFixed(2)} s`;
const cells = rows.map(({ name, label, owns, others, ratios }) => {
  const { median, least, most } = summary(ratios);
  const spread = `${least.toFixed(2)}–${most.toFixed(2)}`;
  return [name, seconds(owns), label, seconds(others), median.toFixed(2), spread, "0.5"];
});
const text = table([["pages", "critgen", "beside", "its time", "ratio", "spread", "goal"], ...cells]);
console.log(text);
if (given.save) {
  const version = execFileSync("cmp", ["--version"], { encoding: "utf8" }).split("\n")[0];
  const intro = `${machine()}; ${version}. \`npm run bench:compare\` compares two checkpoints with ${given.size} GiB of pages each, in files in the cache, in turns with cmp of their files of pages. Times are those of whole commands, from start to end; cmp stops at the first difference, save with \`-l\`. The ratio is the time of cmp to that of critgen: its median, with the spread, of ${given.rounds} rounds.`;
  save(fileURLToPath(new URL("results/compare.md", import.meta.url)), `# Comparing pages\n\n${intro}\n\n${text}\n`);
}
process.exitCode = 0;
