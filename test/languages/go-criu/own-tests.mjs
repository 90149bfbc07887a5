/* Runs go-criu's own tests. Those that need a checkpoint of CRIU get one of the corpus, with memory made for it. */
import { deepEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./module.mjs";

const FIXTURES = fileURLToPath(new URL("../../fixtures", import.meta.url));

/** The process of the checkpoint, and its folder. */
const CHECKPOINT = { name: "basic", pid: 2525 };

/** Variables that the tests look for in the memory of the process. */
const ENVIRONMENT = "PATH=/usr/bin:/bin\0PASSWORD=123 Hello.*?[^]@WORLD(|x)\0";

const PAGE = 4096;

/** Runs the tests in both copies. Returns the number of tests; each of them passes in both. */
export function runOwnTests(copies) {
  const [before, after] = copies.map(testResults);
  deepEqual(after, before);
  const failed = Object.entries(after).filter(([, outcome]) => outcome !== "pass");
  deepEqual(failed, []);
  return Object.keys(after).length;
}

/** Returns the outcomes of all tests by their names. */
function testResults({ copy }) {
  createTestImages(join(copy, "crit/test-imgs"));
  const folder = join(copy, "tmp");
  mkdirSync(folder);
  const lines = run("go", ["test", "-json", "./crit"], copy, { TMPDIR: folder }).trim().split("\n");
  const events = lines
    .map((line) => JSON.parse(line))
    .filter(({ Action, Test }) => Test && /^(?:pass|fail|skip)$/.test(Action));
  return Object.fromEntries(events.map(({ Test, Action }) => [Test, Action]).sort());
}

function createTestImages(folder) {
  cpSync(join(FIXTURES, "images", CHECKPOINT.name), folder, { recursive: true });
  const [{ pages_id }, ...areas] = entriesOf(`pagemap-${CHECKPOINT.pid}.img`);
  const [{ mm_env_start }] = entriesOf(`mm-${CHECKPOINT.pid}.img`);
  writeFileSync(join(folder, `pages-${pages_id}.img`), memory(areas, mm_env_start));
}

/** Returns the entries of an image, as CRIU's crit printed them. */
function entriesOf(file) {
  return JSON.parse(readFileSync(join(FIXTURES, "crit-json", CHECKPOINT.name, `${file}.json`), "utf8")).entries;
}

/** Returns the pages of all areas: zeros, and the environment at its address. */
function memory(areas, address) {
  return Buffer.concat(
    areas.map(({ vaddr, nr_pages }) => {
      const pages = Buffer.alloc(nr_pages * PAGE);
      if (vaddr <= address && address < vaddr + pages.length) pages.write(ENVIRONMENT, address - vaddr);
      return pages;
    }),
  );
}
