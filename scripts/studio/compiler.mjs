/*
 * The compiler in the page: plugin for Vite that replaces the few modules of critgen that need Node. All others are the same
 * in both, and a module of Node that is left fails the build.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { precompiled } from "../prepare.mjs";

/** Files of critgen's own that the compiler reads: their texts, or only their names. */
const READ = [
  /^(?:LICENSE|NOTICE|docs\/problems\.md|registry\/html\/templates\/map\.svg)$/,
  /^schema\/.*\.(?:yaml|proto|json)$/,
  /^examples\/schemas\/.*\.(?:yaml|proto)$/,
  /^runtime\/(?:.*\.ts|manifest\.json)$/,
  /^templates\/(?:go|python)\/runtime\/.*\.\w+$/,
];
const LISTED = /^templates\/\w+\/partials\//;

const FOLDERS = ["docs", "examples", "registry/html", "runtime", "schema", "templates"];

/** Modules that the page has in another form. */
const INSTEAD = {
  "generator/text/sha256.ts": "studio/compiler/sha256.ts",
  "registry/gazetteer/places.ts": "studio/compiler/places.ts",
};

/** Returns the plugin; `build` is the folder of compiled sources. */
export async function compiler(root, build) {
  const prepared = await precompiled(build);
  const made = {
    ...Object.fromEntries(Object.entries(prepared).map(([path, code]) => [path.replace(/\.js$/, ".ts"), code])),
    "generator/own/own-files.ts": ownFiles(root),
    "generator/load/shipped.ts": shipped(root),
  };
  return {
    name: "compiler",
    enforce: "pre",
    async resolveId(id, importer) {
      if (id === "virtual:places") return `\0${id}`;
      if (id === "node:path") return this.resolve("pathe", importer, { skipSelf: true });
      if (id.startsWith("node:")) throw new Error(`${importer} imports ${id}, which a page lacks`);
      if (importer === undefined || !id.startsWith(".")) return undefined;
      const other = INSTEAD[relative(root, join(dirname(importer), id))];
      return other && join(root, other);
    },
    load(id) {
      if (id === "\0virtual:places") return places(root);
      const code = made[relative(root, id)];
      return code && { code, moduleType: "js" };
    },
  };
}

function ownFiles(root) {
  const paths = ["LICENSE", "NOTICE", ...FOLDERS.flatMap(below(root))];
  const files = Object.fromEntries(
    paths.flatMap((path) => {
      if (READ.some((wanted) => wanted.test(path))) return [[path, readFileSync(join(root, path), "utf8")]];
      return LISTED.test(path) ? [[path, ""]] : [];
    }),
  );
  return `const files = ${JSON.stringify(files)};
export function readOwn(path) {
  if (!Object.hasOwn(files, path)) throw new Error("the page has no file " + path);
  return files[path];
}
export function listOwn(folder) {
  const home = folder + "/";
  return Object.keys(files).filter((path) => path.startsWith(home)).map((path) => path.slice(home.length)).sort();
}`;
}

const below = (root) => (folder) =>
  readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`);

function shipped(root) {
  const folder = dirname(createRequire(join(root, "package.json")).resolve("protobufjs/package.json"));
  const names = ["api", "descriptor", "source_context", "type"];
  const texts = names.map((name) => [name, readFileSync(join(folder, `google/protobuf/${name}.proto`), "utf8")]);
  return `const texts = ${JSON.stringify(Object.fromEntries(texts))};
export const SHIPPED = new Set(Object.keys(texts));
export const readShipped = (name) => texts[name];`;
}

function places(root) {
  const packed = readFileSync(join(root, "registry/data/places.tsv.gz")).toString("base64");
  return `export const PLACES = ${JSON.stringify(packed)};`;
}
