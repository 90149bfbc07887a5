/*
 * Proves that a bundled program contains only the code that it uses. With each bundler, a reader of pagemaps has no
 * code of other images and no writers, even if it imports from the index. Prints the sizes of programs and of their
 * modules.
 *   node test/runtimes/bundles.mjs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { canonical, mustBe } from "./canonical.mjs";
import { IMAGES, installTools, inTemporaryFolder, loadTool, makeProject, packPackage } from "./tools/tools.mjs";

const IMAGE = join(IMAGES, "fds/pagemap-3438.img");

const BY_INDEX = 'export { decodePagemapImage } from "criu-images";';
const BY_MODULE = 'export { decodePagemapImage } from "criu-images/images/pagemap";';
/** Size limit of a program that reads pagemaps, in bytes, gzipped. */
const GOAL = 3328;

const EVERYTHING = 'export * from "criu-images";';

/** Texts from other images, messages, writers and names: the bundle of everything has them, small bundles do not. */
const FOREIGN = ["TCP_STREAM", "inq_len", "the field cannot hold this", "not an id for"];

/** Modules that the small programs may contain. */
const OWN =
  /^(?:images\/pagemap|messages\/pagemap-(?:entry|head)|runtime\/(?:wire\/(?:checks|errors|reader|unknown|walk)|image\/(?:framing|image)))\.js$/;

/** Returns the modules of the package that contribute to a bundle, with their sizes in bytes. */
function contributions(sizes) {
  const all = sizes.map(([path, size]) => [path.split("/dist/")[1] ?? basename(path), size]);
  return all.filter(([path, size]) => size > 0 && !path.startsWith("entry-")).sort((a, b) => b[1] - a[1]);
}

const BUNDLERS = {
  async esbuild(entry) {
    const options = { bundle: true, format: "esm", platform: "neutral", target: "es2022", minify: true };
    const esbuild = loadTool("esbuild");
    const result = await esbuild.build({ ...options, entryPoints: [entry], metafile: true, write: false });
    const [{ inputs }] = Object.values(result.metafile.outputs);
    const sizes = Object.entries(inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput]);
    return { code: result.outputFiles[0].text, modules: contributions(sizes) };
  },
  async rollup(entry) {
    const onwarn = ({ message }) => mustBe(false, `rollup has nothing to warn of: ${message}`);
    const plugins = [loadTool("@rollup/plugin-node-resolve").nodeResolve()];
    const bundle = await loadTool("rollup").rollup({ input: entry, plugins, onwarn });
    const { output } = await bundle.generate({ format: "esm" });
    const sizes = Object.entries(output[0].modules).map(([path, { renderedLength }]) => [path, renderedLength]);
    const { code } = await loadTool("esbuild").transform(output[0].code, { minify: true, format: "esm" });
    return { code, modules: contributions(sizes) };
  },
};

/** Decodes an image with a bundle or with the package itself; returns it as text. */
async function read(module) {
  const { decodePagemapImage } = await import(pathToFileURL(module).href);
  return canonical(decodePagemapImage(readFileSync(IMAGE)));
}

/** Checks that a small program contains no unused code, and still reads an image. */
async function proveSmall({ code, modules }, file, whole) {
  for (const text of FOREIGN) mustBe(!code.includes(text), `there is no "${text}" in the bundle`);
  const alien = modules.map(([path]) => path).filter((path) => !OWN.test(path));
  mustBe(alien.length === 0, `the bundle has nothing of ${alien.join(", ")}`);
  mustBe(!/\bimport\b/.test(code), "the bundle imports nothing");
  writeFileSync(file, code);
  const image = await read(file);
  mustBe(image === whole && image.includes("vaddr"), "the bundle reads an image as the package does");
}

async function main(folder) {
  installTools();
  const project = makeProject(join(folder, "project"), packPackage(folder));
  const whole = await read(join(project, "node_modules/criu-images/dist/index.js"));
  const row = (...cells) => console.log(cells.map((cell, i) => String(cell).padEnd([9, 22, 10, 8][i] ?? 0)).join(""));
  row("bundler", "program", "minified", "gzipped");
  for (const [bundler, bundle] of Object.entries(BUNDLERS)) {
    const sizes = [];
    const programs = { "by the index": BY_INDEX, "by its module": BY_MODULE, everything: EVERYTHING };
    for (const [name, program] of Object.entries(programs)) {
      const entry = join(project, `entry-${bundler}-${name.replaceAll(" ", "-")}.js`);
      writeFileSync(entry, program);
      const result = await bundle(entry);
      const gzipped = gzipSync(result.code, { level: 9 }).length;
      sizes.push(result.code.length);
      row(bundler, name, result.code.length, gzipped);
      if (program === EVERYTHING) {
        for (const text of FOREIGN) mustBe(result.code.includes(text), `there is "${text}" in everything`);
        continue;
      }
      await proveSmall(result, join(project, `bundle-${basename(entry)}`), whole);
      if (program === BY_MODULE && bundler === "esbuild") {
        mustBe(gzipped <= GOAL, `a program that reads pagemaps has at most ${GOAL} bytes: ${gzipped}`);
      }
      if (program === BY_MODULE) {
        const parts = result.modules.map(([path, size]) => `${path} ${size}`);
        console.log(`         ${bundler === "rollup" ? "before minifying: " : ""}${parts.join(", ")}`);
      }
    }
    const [index, module] = sizes;
    mustBe(Math.abs(index - module) <= module / 100, `${bundler} makes as much of the index as of the module`);
  }
}

await inTemporaryFolder(main);
