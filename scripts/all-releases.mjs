// Imports all releases of CRIU, each into an empty folder and one after the other into the same: every schema must
// compile to a package without type errors, and the history that comes about, written anew, must be the project's own.
// Then v3.17.1 and v4.2 into an empty folder: the package must be the project's own.
// Usage: node scripts/all-releases.mjs CRIU-REPOSITORY [RELEASE …] (after `npm run build`). Exits 1 where one fails.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { formatOfTree, readCriuTree } from "../build/generator/criu/tree.js";
import { generate } from "../build/generator/generate.js";
import { mergeHistory } from "../build/generator/import/history.js";
import { planImport } from "../build/generator/import/import.js";
import { writeTexts } from "../build/generator/import/texts.js";
import { createVerifier } from "../build/generator/verify/verify.js";

const [repository, ...only] = argv.slice(2);
if (repository === undefined) throw new Error("which repository? node scripts/all-releases.mjs CRIU-REPOSITORY");

const schema = fileURLToPath(new URL("../schema", import.meta.url));
const history = readFileSync(join(schema, "history.yaml"), "utf8");
const releases = Object.keys(parse(history)).filter((name) => only.length === 0 || only.includes(name));
const scratch = mkdtempSync(join(tmpdir(), "critgen-releases-"));
const verify = createVerifier();
let failures = 0;

function check(name, run) {
  try {
    const wrong = run();
    if (wrong === undefined) return;
    console.error(`${name}: ${wrong}`);
  } catch (error) {
    console.error(`${name}: ${error.message}`);
  }
  failures++;
}

function bring(folder, tree) {
  const { before, after } = planImport(folder, tree);
  writeTexts(folder, before, after);
}

/** The history with a release more, as if the built-in one were not known. */
function writeHistory(text, tree, before) {
  return mergeHistory(text, tree, { protos: before.protos, format: formatOfTree(before) }, "");
}

function defectsOf(folder) {
  const [defect] = verify(generate(folder));
  return defect && `${defect.path}:${defect.line}: ${defect.message}`;
}

const chain = join(scratch, "chain");
let written = "{}\n";
let before;
const start = performance.now();
for (const release of releases) {
  check(release, () => {
    const tree = readCriuTree(repository, release);
    written = writeHistory(written, tree, before ?? tree);
    before = tree;
    bring(chain, tree);
    bring(join(scratch, release), tree);
    return defectsOf(join(scratch, release)) ?? defectsOf(chain);
  });
}
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(`${releases.length} releases imported, generated and type-checked in ${seconds} s, ${failures} failed`);

if (only.length === 0) {
  check("history", () => {
    const [made, own] = [written, history].map(withoutNotes);
    return isDeepStrictEqual(made, own) ? undefined : "history.yaml is not what importing release by release makes";
  });
  check("v3.17.1, then v4.2", () => {
    for (const release of ["v3.17.1", "v4.2"]) bring(join(scratch, "two"), readCriuTree(repository, release));
    const [made, own] = [generate(join(scratch, "two")), generate(schema)];
    const [first] = [...own].filter(([path, text]) => path.startsWith("src/") && made.get(path) !== text);
    return first && `${first[0]} is not what the project's own schema makes`;
  });
  console.log(failures === 0 ? "the history and the package are the project's own" : `${failures} failed`);
}
rmSync(scratch, { recursive: true, force: true });
exit(failures === 0 ? 0 : 1);

/** A history without what a person wrote into it: what older releases make of a change. */
function withoutNotes(text) {
  return JSON.parse(JSON.stringify(parse(text), (key, value) => (key === "note" ? undefined : value)));
}
