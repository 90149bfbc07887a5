/* Tests the files for go-criu in a copy of the real module, beside a copy as it is. */
import { deepEqual } from "node:assert/strict";
import { inFolder } from "../go/package.mjs";
import { showFaults } from "./cases.mjs";
import { compareCorpus } from "./corpus.mjs";
import { compareDocument } from "./document.mjs";
import { FAULTS } from "./faults.mjs";
import { fuzz } from "./fuzz.mjs";
import { check, createCopies } from "./module.mjs";
import { runOwnTests } from "./own-tests.mjs";
import { createProbe } from "./probe.mjs";
import { compareTables } from "./tables.mjs";
import { runVectors } from "./vectors.mjs";

/** Runs all tests. */
export async function run() {
  compareDocument();
  await inFolder((folder) => {
    const copies = createCopies(folder);
    copies.forEach(check);
    report(`${runOwnTests(copies)} tests of its own pass`);
    const probes = copies.map(createProbe);
    compareTables(probes, copies);
    report("its exported names are the same, its tables but for named differences");
    report(`${showFaults(probes)} cases show ${FAULTS.length} faults before, and none after`);
    const { same, changed, titles } = compareCorpus(probes);
    deepEqual([...titles].sort(), FAULTS.flatMap(({ title, changes }) => (changes ? [title] : [])).sort());
    runAfter(probes[1]);
    report(`of real images ${same} results are the same, ${changed} changed by named faults`);
  });
}

/** Runs inputs that the module as it is would not survive: it allocates whatever sizes say. */
function runAfter(probe) {
  const { same, refused } = runVectors(probe);
  report(`${same} vectors are written again to their bytes, ${refused} are refused`);
  const { images, read, texts, parsed } = fuzz(probe);
  report(`of ${images} changed images ${read} are read, of ${texts} changed texts ${parsed}, without a panic`);
}

function report(text) {
  console.log(`go-criu: ${text}`);
}
