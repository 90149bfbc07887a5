/*
 * Tries critgen as users do: installs the tarball that npm would publish in empty folders, and runs the npx commands of
 * the documents and the project in examples/open-files.
 *   node test/runtimes/example.mjs
 */
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { mustBe } from "./canonical.mjs";
import { IMAGES, inTemporaryFolder, must, ROOT } from "./tools/tools.mjs";

const QUIET = "--no-audit --no-fund --prefer-offline";

/** Matches commands that need CRIU's source or a clone of this repository; test/docs.test.ts runs them. */
const NEEDS_CHECKOUT = /\.\.\/|npm run/;

/** Matches blocks of shell commands, and commands within sentences. */
const COMMANDS = /^```sh\n(.*?)^```$|`(npx critgen [^`\n]*)`/gms;

/** Returns the npx commands of a document, and the commands that prepare them. */
function commandsOf(document) {
  const text = readFileSync(join(ROOT, document), "utf8");
  const blocks = [...text.matchAll(COMMANDS)].map(([, block, inline]) => block ?? inline);
  const commands = blocks.filter((block) => block.includes("npx critgen")).flatMap((block) => block.trim().split("\n"));
  return commands.filter((command) => !NEEDS_CHECKOUT.test(command));
}

/** Commands that make a user's schema under version control. */
const SCHEMA = [
  "cp -r node_modules/critgen/schema schema",
  "git init -q && git add schema && git -c user.name=S -c user.email=s@example.org commit -qm one",
];

/** Runs commands in a folder, and prints their durations. */
function runAll(what, commands, cwd) {
  for (const command of commands) {
    const start = performance.now();
    must("bash", ["-euc", command], { cwd });
    console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s  ${what}: ${command}`);
  }
}

/**
 * Runs the commands of documents in a folder that contains only the images: the first command without an installation
 * of critgen, then all commands with one.
 */
function runDocuments(documents, folder, tarball) {
  mkdirSync(folder);
  cpSync(IMAGES, join(folder, "test/fixtures/images"), { recursive: true });
  cpSync(join(IMAGES, "../memory"), join(folder, "test/fixtures/memory"), { recursive: true });
  cpSync(tarball, join(folder, "critgen.tgz"));
  const all = documents.map((document) => [document, commandsOf(document)]);
  const [[, [first]]] = all;
  runAll("not installed", [first.replaceAll("npx critgen", "npx --yes --package=./critgen.tgz -- critgen")], folder);
  runAll("installed", [`npm install ${QUIET} ./critgen.tgz`, ...SCHEMA], folder);
  for (const [document, commands] of all) {
    mustBe(commands.length > 3, `${document} has commands`);
    runAll(document, commands, folder);
    for (const made of ["critgen.yaml", "generated"]) rmSync(join(folder, made), { recursive: true, force: true });
  }
}

/** Generates the example's package, installs it from its own tarball, and runs the program. */
function runExample(folder, tarball) {
  cpSync(join(ROOT, "examples/open-files"), folder, { recursive: true });
  must("npm", ["install", ...QUIET.split(" "), "--save-dev", tarball], { cwd: folder });
  must("npm", ["run", "generate"], { cwd: folder });
  const [{ filename }] = JSON.parse(must("npm", ["pack", "--json", "./generated"], { cwd: folder }));
  must("npm", ["install", ...QUIET.split(" "), `./${filename}`], { cwd: folder });
  const said = must("npm", ["start", "--silent", "--", join(IMAGES, "fds")], { cwd: folder });
  const [first, ...files] = said.trimEnd().split("\n");
  mustBe(first === "3438 w" && files.length === 42, `the example lists a process and its 42 files: ${said}`);
  mustBe(files[0] === "  0     REG /dev/null", `the first of them is /dev/null: ${files[0]}`);
  console.log(`        examples/open-files: ${files.length} files of ${first}`);
}

async function main(folder) {
  const [{ filename }] = JSON.parse(must("npm", ["pack", "--json", "--pack-destination", folder], { cwd: ROOT }));
  const tarball = join(folder, filename);
  runDocuments(["README.md", "docs/package.md"], join(folder, "empty"), tarball);
  runExample(join(folder, "open-files"), tarball);
}

await inTemporaryFolder(main);
