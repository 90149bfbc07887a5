/*
 * Proves that the generated package behaves the same on every runtime: packs it, installs it in an empty project, runs
 * program.mjs on each runtime, and compares the report with this Node's. Runtimes that strip types also run the sources
 * of the package, without a build.
 *   node test/runtimes/run.mjs
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { execPath } from "node:process";
import { runInBrowser } from "./browser.mjs";
import {
  BUN,
  DENO,
  HERE,
  IMAGES,
  installTools,
  inTemporaryFolder,
  makeProject,
  makeSourceProject,
  must,
  NEW_NODE,
  OLD_NODE,
  packPackage,
} from "./tools/tools.mjs";

const PROGRAM = ["launch", "program.mjs", "ways.mjs", "errors.mjs", "canonical.mjs", "files.mjs"];

const SOURCE = "--conditions=@critgen/source";

/** Paths of the images; CRIU's `parent` is a link to another folder, not an image. */
const paths = readdirSync(IMAGES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "parent")
  .map((entry) => join(entry.parentPath, entry.name).slice(IMAGES.length + 1))
  .sort();

/** Copies the program into a project. */
function withProgram(project) {
  for (const file of PROGRAM) cpSync(join(HERE, file), join(project, file), { recursive: true });
  writeFileSync(join(project, "paths.json"), JSON.stringify(paths));
  return project;
}

/** Runs the program on a runtime's command, with the launcher for it. */
function launch(command, flags, launcher, project) {
  const scratch = mkdtempSync(join(project, "scratch-"));
  const allowed = command === DENO ? [allow("--allow-read", project, IMAGES), allow("--allow-write", scratch)] : [];
  const env = { DENO_DIR: join(project, "deno"), DENO_NO_UPDATE_CHECK: "1", NODE_OPTIONS: "" };
  const args = [...flags, ...allowed, join("launch", launcher), IMAGES, scratch];
  const result = JSON.parse(must(command, args, { cwd: project, env }));
  const version = must(command, ["--version"], { env }).match(/\d+\.\d+\.\d+/)?.[0];
  return { ...result, version };
}

/** Returns a flag of Deno that allows some paths. It separates them by commas: all are allowed if a path has one. */
function allow(flag, ...paths) {
  return paths.some((path) => path.includes(",")) ? flag : `${flag}=${paths.join(",")}`;
}

/** Returns the first difference between two reports; undefined if they are equal. */
function difference(result, reference) {
  if (result.counts.images !== paths.length) return `read ${result.counts.images} of ${paths.length} images`;
  if (Object.values(result.counts).includes(0)) return `tried too little: ${JSON.stringify(result.counts)}`;
  const at = reference.lines.findIndex((line, i) => line !== result.lines[i]);
  if (at >= 0) return `differs at: ${reference.lines[at]}, here ${result.lines[at]}`;
  if (JSON.stringify(result.counts) !== JSON.stringify(reference.counts)) return "read something else";
  if (result.files !== undefined && result.files !== reference.files) return "criu-images/node read something else";
  return result.digest === reference.digest ? undefined : "has another digest";
}

async function main(folder) {
  installTools();
  const tarball = packPackage(folder);
  const project = withProgram(makeProject(join(folder, "built"), tarball));
  const sources = withProgram(makeSourceProject(join(folder, "sources"), tarball));
  mkdirSync(join(folder, "profile"));
  const deno = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual"];
  const runs = [
    ["Node", () => launch(execPath, [], "node.mjs", project)],
    ["Node 20", () => launch(OLD_NODE, [], "node.mjs", project)],
    ["Node", () => launch(NEW_NODE, [], "node.mjs", project)],
    ["Node, sources", () => launch(NEW_NODE, [SOURCE], "node.mjs", sources)],
    ["Bun", () => launch(BUN, ["--no-install"], "bun.mjs", project)],
    ["Bun, sources", () => launch(BUN, ["--no-install", SOURCE], "bun.mjs", sources)],
    ["Deno", () => launch(DENO, deno, "deno.mjs", project)],
    ["Deno, sources", () => launch(DENO, [...deno, SOURCE], "deno.mjs", sources)],
    ["Chromium", () => runInBrowser(project, join(folder, "profile"))],
  ];
  const row = (...cells) =>
    console.log(cells.map((cell, i) => String(cell).padEnd([16, 17, 8, 18, 9][i] ?? 0)).join(""));
  console.log(`${basename(tarball)}, ${paths.length} images`);
  row("runtime", "version", "images", "digest", "seconds", "ok");
  let reference;
  let failed = 0;
  for (const [name, work] of runs) {
    const start = performance.now();
    const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
    try {
      const result = await work();
      reference ??= result;
      const problem = difference(result, reference);
      if (problem !== undefined) failed++;
      row(name, result.version, result.counts.images, result.digest.slice(0, 16), seconds(), problem ?? "ok");
    } catch (error) {
      failed++;
      row(name, "", "", "", seconds(), error.message);
    }
  }
  if (reference !== undefined) console.log(JSON.stringify(reference.counts));
  return failed;
}

process.exitCode = (await inTemporaryFolder(main)) === 0 ? 0 : 1;
