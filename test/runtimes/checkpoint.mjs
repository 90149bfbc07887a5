/*
 * Proves that criu-checkpoint works as it is published: packs it with criu-images, installs both in an empty project,
 * type-checks a program, opens archives on every runtime, and bundles it for browsers without polyfills. In Chromium it
 * opens a File of 1 GiB, and reads little of it.
 *   node test/runtimes/checkpoint.mjs (after `npm run build`)
 */
import assert from "node:assert/strict";
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { CHROMIUM, FLAGS, needChromium } from "./browser.mjs";
import {
  BUN,
  DENO,
  IMAGES,
  installTools,
  inTemporaryFolder,
  loadTool,
  must,
  NEW_NODE,
  OLD_NODE,
  packPackage,
  ROOT,
  STRICT,
} from "./tools/tools.mjs";

/** Program that opens archives, and prints the processes in each. */
const PROGRAM = `
import { openCheckpoint } from "criu-checkpoint/node";

const found: Record<string, number[] | undefined> = {};
for (const file of process.argv.slice(2)) {
  const checkpoint = await openCheckpoint(file);
  const tree = await checkpoint.read("PSTREE");
  found[checkpoint.store.form] = tree?.entries.map(({ pid }) => pid);
  await checkpoint.close();
}
console.log(JSON.stringify(found));
`;

/** Commands that make archives of standard input's folder. */
const ARCHIVES = { tar: "cat", "tar.gz": "gzip", "tar.bz2": "bzip2", "tar.xz": "xz", "tar.zst": "zstd -q" };

/** Program of a page: opens a File, and counts the bytes that are read. */
const PAGE = `
import { openCheckpoint } from "criu-checkpoint";

globalThis.open = async (file) => {
  let read = 0;
  const slice = Blob.prototype.slice;
  Blob.prototype.slice = function (from, to) {
    read += Math.min(to, this.size) - from;
    return slice.call(this, from, to);
  };
  const checkpoint = await openCheckpoint(file);
  const tree = await checkpoint.read("PSTREE");
  return { form: checkpoint.store.form, pids: tree.entries.map(({ pid }) => pid), read };
};
`;

function pack(folder) {
  const options = ["--json", "--ignore-scripts", "--pack-destination", folder];
  const [{ filename, files }] = JSON.parse(must("npm", ["pack", ...options], { cwd: join(ROOT, "checkpoint") }));
  const paths = files.map(({ path }) => path);
  for (const needed of ["LICENSE", "NOTICE", "README.md", "dist/index.js", "dist/index.d.ts", "dist/node.js"]) {
    assert.ok(paths.includes(needed), `the package has ${needed}`);
  }
  const other = paths.filter(
    (path) => !/^(?:LICENSE|NOTICE|README\.md|package\.json|dist\/.+\.(?:js|d\.ts))$/.test(path),
  );
  assert.deepEqual(other, []);
  return join(folder, filename);
}

function install(folder) {
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const tarballs = [packPackage(folder), pack(folder)];
  must("npm", ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs], {
    cwd: project,
  });
  return project;
}

function archives(project) {
  return Object.entries(ARCHIVES).map(([form, command]) => {
    const file = join(project, `packed.${form}`);
    const tar = "tar -C \"$0\" -c --transform 's,^fds,checkpoint,' fds";
    must("bash", ["-c", `set -o pipefail; ${tar} | ${command} > "$1"`, IMAGES, file]);
    return file;
  });
}

/** Checks the types of the program with a strict config, and compiles it. */
function compile(project) {
  writeFileSync(join(project, "program.ts"), PROGRAM);
  cpSync(join(ROOT, "node_modules/@types/node"), join(project, "node_modules/@types/node"), { recursive: true });
  cpSync(join(ROOT, "node_modules/undici-types"), join(project, "node_modules/undici-types"), { recursive: true });
  const compilerOptions = { ...STRICT, noEmit: false, types: ["node"], lib: ["ES2023", "DOM"], module: "nodenext" };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  must(execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", project]);
}

function runs(project, files) {
  const env = { DENO_DIR: join(project, "deno"), DENO_NO_UPDATE_CHECK: "1", NODE_OPTIONS: "" };
  const deno = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual", `--allow-read=${project}`];
  const commands = [
    [execPath, []],
    [OLD_NODE, []],
    [NEW_NODE, []],
    [BUN, ["--no-install"]],
    [DENO, [...deno, "--allow-env"]],
  ];
  for (const [command, flags] of commands) {
    const found = JSON.parse(must(command, [...flags, "program.js", ...files], { cwd: project, env }));
    assert.deepEqual(found, Object.fromEntries(Object.keys(ARCHIVES).map((form) => [form, [3438]])));
    console.log(`${command.split("/").at(-3)}: ${Object.keys(found).length} forms`);
  }
}

/** Bundles the page for browsers. @throws if it needs a module of Node */
async function bundle(project) {
  const entry = join(project, "page.js");
  writeFileSync(entry, PAGE);
  const options = { bundle: true, format: "iife", platform: "browser", target: "es2022", minify: true, write: false };
  const { outputFiles, warnings } = await loadTool("esbuild").build({ ...options, entryPoints: [entry] });
  assert.deepEqual(warnings, []);
  console.log(`bundle for browsers: ${(outputFiles[0].contents.length / 1024).toFixed(0)} KiB`);
  return outputFiles[0].text;
}

/** Makes an archive of 1 GiB with the images at its end; its memory is a hole on the disk. */
function largeArchive(project) {
  const file = join(project, "large.tar");
  const size = 2 ** 30;
  const tar = readFileSync(join(project, "packed.tar"));
  const header = Buffer.alloc(512);
  header.write("checkpoint/pages-99.img", 0);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("        0", 148);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const fd = openSync(file, "w");
  writeSync(fd, header, 0, 512, 0);
  writeSync(fd, tar, 0, tar.length, size + 512);
  closeSync(fd);
  assert.ok(statSync(file).size > size);
  return file;
}

async function inBrowser(code, files) {
  needChromium();
  const browser = await loadTool("playwright-core").chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    const page = await browser.newPage();
    await page.setContent('<input type="file">');
    await page.addScriptTag({ content: code });
    for (const file of files) {
      await page.setInputFiles("input", file);
      const { form, pids, read } = await page.evaluate("globalThis.open(document.querySelector('input').files[0])");
      assert.deepEqual(pids, [3438]);
      console.log(`Chromium: ${form} of ${statSync(file).size} bytes, ${read} read`);
      if (form === "tar") assert.ok(read < 2 ** 20, `${read} bytes of ${file} were read`);
    }
  } finally {
    await browser.close();
  }
}

async function main(folder) {
  installTools();
  const project = install(folder);
  const files = archives(project);
  compile(project);
  runs(project, files);
  await inBrowser(await bundle(project), [largeArchive(project), ...files]);
}

await inTemporaryFolder(main);
