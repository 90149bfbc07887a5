/*
 * Tries critgen as its users do, from the tarball that npm would publish, each time in an empty folder: the commands of
 * the documents, by npx; and the project in examples/open-files.
 *   node test/runtimes/example.mjs
 */
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mustBe } from "./canonical.mjs";
import { IMAGES, inTemporaryFolder, must, ROOT } from "./tools.mjs";

const QUIET = "--no-audit --no-fund --prefer-offline";

/** The commands of a document that begin with npx, or are what it says to do before. */
function commandsOf(document) {
  const text = readFileSync(join(ROOT, document), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
  return blocks.filter((block) => block.includes("npx critgen")).flatMap((block) => block.trim().split("\n"));
}

/**
 * Runs the commands of a document in a folder that has nothing but the images that they are about: the first one as npx
 * runs what is not installed, all of them as it runs what is.
 */
function runDocument(document, folder, tarball) {
  mkdirSync(folder);
  cpSync(IMAGES, join(folder, "test/fixtures/images"), { recursive: true });
  const [first, ...commands] = commandsOf(document);
  mustBe(commands.length > 2, `${document} has commands`);
  const fetched = first.replaceAll("npx critgen", `npx --yes --package=${tarball} -- critgen`);
  const undo = "rm -f critgen.yaml";
  for (const command of [fetched, undo, `npm install ${QUIET} ${tarball}`, first, ...commands]) {
    const start = performance.now();
    must("bash", ["-euc", command], { cwd: folder });
    const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5);
    if (command !== undo) console.log(`${seconds} s  ${document}: ${command.replaceAll(tarball, "critgen.tgz")}`);
  }
}

/** Generates the example's package, installs that from its own tarball, and runs the program. */
function runExample(folder, tarball) {
  cpSync(join(ROOT, "examples/open-files"), folder, { recursive: true });
  must("npm", ["install", ...QUIET.split(" "), "--save-dev", tarball], { cwd: folder });
  must("npm", ["run", "generate"], { cwd: folder });
  const [{ filename }] = JSON.parse(must("npm", ["pack", "--json", "./generated"], { cwd: folder }));
  must("npm", ["install", ...QUIET.split(" "), `./${filename}`], { cwd: folder });
  const said = must("npm", ["start", "--silent", "--", join(IMAGES, "fds")], { cwd: folder });
  const [first, ...files] = said.trimEnd().split("\n");
  mustBe(first === "3438 w" && files.length === 40, `the example lists a process and its 40 files: ${said}`);
  mustBe(files[0] === "  0     REG /dev/null", `the first of them is /dev/null: ${files[0]}`);
  console.log(`        examples/open-files: ${files.length} files of ${first}`);
}

async function main(folder) {
  const [{ filename }] = JSON.parse(must("npm", ["pack", "--json", "--pack-destination", folder], { cwd: ROOT }));
  const tarball = join(folder, filename);
  for (const [i, document] of ["README.md", "docs/package.md"].entries()) {
    runDocument(document, join(folder, `empty-${i}`), tarball);
  }
  runExample(join(folder, "open-files"), tarball);
}

await inTemporaryFolder(main);
