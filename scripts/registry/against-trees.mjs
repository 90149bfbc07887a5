// Audits the project's registry against real trees: the release of CRIU in the table, with its Python tool, and
// go-criu. Checks that no finding is open, that the handlers reported as missing are exactly those missing from the
// tools' tables, and that a changed magic in the tree is found. Exits 1 on failure.
//   node scripts/registry/against-trees.mjs CRIU-REPOSITORY GO-CRIU-REPOSITORY     after `npm run build`
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { readTrees } from "../../build/registry/against/read.js";
import { auditSchema } from "../../build/registry/audit/audit.js";
import { isOpen } from "../../build/registry/rules/finding.js";

const [criu, goCriu] = argv.slice(2);
if (goCriu === undefined)
  throw new Error(
    "two repositories are required: node scripts/registry/against-trees.mjs CRIU-REPOSITORY GO-CRIU-REPOSITORY",
  );

const schema = fileURLToPath(new URL("../../schema", import.meta.url));
const { model } = auditSchema(schema);
let failures = 0;

function check(what, is, expected) {
  if (isDeepStrictEqual(is, expected))
    return console.log(`${what}: ${expected.length === 0 ? "none" : expected.join(", ")}`);
  console.error(`${what}: ${is.join(", ")}; and not ${expected.join(", ")}`);
  failures++;
}

/** Unpacks the files of a revision into a new folder, without the repository. */
function unpacked(repository, revision) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-tree-"));
  const archive = execFileSync("git", ["-C", repository, "archive", revision], { maxBuffer: 1 << 30 });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  return folder;
}

/** Returns the images with a magic of their own that the file never quotes. */
function unnamedIn(file) {
  const text = readFileSync(file, "utf8");
  const own = model.images.filter(({ magic, alias }) => magic !== undefined && alias === undefined);
  return own.map(({ name }) => name).filter((name) => !new RegExp(`["']${name}["']`).test(text));
}

const folders = { criu: unpacked(criu, model.criu), "go-criu": unpacked(goCriu, "HEAD") };
const findings = () => auditSchema(schema, Object.values(folders).flatMap(readTrees)).findings;
const open = () =>
  findings()
    .filter(isOpen)
    .map(({ rule, subjects }) => `${rule} ${subjects.join(" + ")}`);
const lacking = (project) =>
  findings()
    .filter(({ rule, subjects: [, what, of] }) => rule === "tree-lacks" && what === "handler" && of === project)
    .map(({ subjects: [name] }) => name);

check("open", open(), []);
check("pycriu lacks handlers", lacking("pycriu"), unnamedIn(join(folders.criu, "lib/pycriu/images/images.py")));
check("go-criu lacks handlers", lacking("go-criu"), unnamedIn(join(folders["go-criu"], "crit/cli/handler.go")));

const header = join(folders.criu, "criu/include/magic.h");
const [{ value }] = Object.values(model.heads);
const hex = (number) => `0x${number.toString(16)}`;
writeFileSync(header, readFileSync(header, "utf8").replace(hex(value), hex(value + 1)));
check("open if CRIU has another number", open(), ["tree-differs IMG_COMMON + magic value + CRIU"]);

for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
exit(failures === 0 ? 0 : 1);
