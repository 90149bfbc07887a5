// Packs the packages, tries the tarballs in an empty project, and prints the steps that remain for a person.
// Publishes nothing.
//   npm run release
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "node_modules", ".cache", "release");
const images = join(root, "test", "fixtures", "images", "fds");

/** Program that reads a checkpoint with the packages, as a user would. */
const PROGRAM = `
import { openCheckpoint } from "criu-checkpoint/node";
import { openFolder } from "criu-images/node";

const folder = openFolder(process.argv[2]);
for (const file of folder.files) folder.decode(file);
const checkpoint = await openCheckpoint(process.argv[2]);
for (const image of checkpoint.images) await checkpoint.decode(image);
console.log(folder.files.length);
`;

/** Program that uses critgen as a library. */
const LIBRARY = `
import { check, openSchema } from "critgen/api";

const { images } = await openSchema();
console.log(images.length, (await check()).length);
`;

const text = (file) => readFileSync(join(root, file), "utf8");
const run = (cwd, command, ...args) => execFileSync(command, args, { cwd, encoding: "utf8" });

/** Stops the release with a reason. */
function refuse(reason) {
  console.error(`no release: ${reason}`);
  process.exit(1);
}

/** Returns the version of all packages. Stops if it differs between them or is missing from the changelog. */
function agreedVersion() {
  const { version } = JSON.parse(text("package.json"));
  for (const file of ["generated/package.json", "checkpoint/package.json"]) {
    const other = JSON.parse(text(file));
    const images = other.dependencies?.["criu-images"] ?? version;
    if (other.version !== version) refuse(`package.json has ${version}, ${file} has ${other.version}`);
    if (images !== version) refuse(`package.json has ${version}, ${file} needs criu-images ${images}`);
  }
  if (!text("CHANGELOG.md").includes(`\n## [${version}]`)) refuse(`CHANGELOG.md has no section [${version}]`);
  if (run(root, "git", "status", "--porcelain") !== "") refuse("there are uncommitted changes");
  return version;
}

function pack(folder) {
  const [{ filename, size, files }] = JSON.parse(run(root, "npm", "pack", "--json", "--pack-destination", out, folder));
  console.log(`${filename}: ${(size / 1024).toFixed(0)} KiB, ${files.length} files`);
  return join(out, filename);
}

/** Installs the tarballs in an empty project, and runs commands and a program there. */
function prove(tarballs) {
  const project = join(out, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(project, "program.mjs"), PROGRAM);
  writeFileSync(join(project, "library.mjs"), LIBRARY);
  run(project, "npm", "install", "--no-audit", "--no-fund", ...tarballs);
  const critgen = (...args) => run(project, "npx", "--no-install", "critgen", ...args);
  critgen("decode", join(images, "pstree.img"));
  critgen("x", images, "ps");
  critgen("generate", "--images", "PAGEMAP", "--name", "own");
  critgen("generate", "--images", "PAGEMAP", "--name", "own", "--check");
  console.log(
    `critgen/api: images and problems of the schema: ${run(project, process.execPath, "library.mjs").trim()}`,
  );
  run(project, "npm", "test", "--prefix", "node_modules/criu-images");
  console.log(
    `installed: ${run(project, process.execPath, "program.mjs", images).trim()} images of a checkpoint are read`,
  );
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const version = agreedVersion();
run(root, "npm", "run", "--silent", "build");
prove(["./generated", "./checkpoint", "."].map(pack));
console.log(`
To do by hand, after \`.ci/run\` has passed on this commit:
  git tag -s v${version} && git push origin v${version}
  npm publish ${join(out, `criu-images-${version}.tgz`)}
  npm publish ${join(out, `criu-checkpoint-${version}.tgz`)}
  npm publish ${join(out, `critgen-${version}.tgz`)}`);
