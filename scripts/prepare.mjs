/*
 * Precompiles templates and JSON Schemas for the bundle, because compiling them at each start takes time. Each result
 * is a module, and replaces the module that would compile.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serialize } from "node:v8";
import standalone from "ajv/dist/standalone/index.js";
import handlebars from "handlebars";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Returns the code of each prepared module by the path of the replaced module; `from` is the folder of compiled
 * sources.
 */
export async function prepare(from) {
  const load = loader(from);
  return {
    ...(await precompiled(from)),
    "generator/targets/import-module.js": IMPORT_MODULE,
    "generator/own/build.js": build(from),
    "generator/load/known-schema.js": schema(
      await load("generator/load/known.js"),
      await load("generator/generate.js"),
      await load("generator/targets/targets.js"),
    ),
  };
}

/** Returns those modules that the page of the studio needs, too. */
export async function precompiled(from) {
  const load = loader(from);
  return {
    "generator/render/own.js": templates(await load("generator/render/own.js")),
    "generator/load/validate.js": validators(await load("generator/load/validate.js")),
    "generator/own/version.js": version(await load("generator/own/version.js")),
  };
}

const loader = (from) => (path) => import(pathToFileURL(join(from, path)).href);

/** Imports a module in a way that the bundler leaves alone. */
const IMPORT_MODULE = `export const importModule = new Function("url", "return import(url)");`;

/** Folders with templates. */
const TEMPLATES = ["templates", "registry/html/templates"];

/** Compiles all templates to functions for Handlebars' runtime. */
function templates({ optionsOf }) {
  const paths = TEMPLATES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
  );
  const compiled = paths
    .filter((path) => path.endsWith(".hbs"))
    .map((path) => {
      const code = handlebars.precompile(readFileSync(join(root, path), "utf8"), optionsOf(path));
      return `${JSON.stringify(path)}: ${code}`;
    });
  return `import handlebars from "handlebars/runtime.js";
const templates = { ${compiled.join(",\n")} };
export { handlebars };
export const ownTemplate = (engine, path) => engine.template(templates[path]);`;
}

function version({ versionOfCritgen }) {
  return `export const versionOfCritgen = () => ${JSON.stringify(versionOfCritgen())};`;
}

/** Folders and files that decide, with the compiled sources, what critgen writes. */
const PARTS = ["templates", "runtime", "schema", "LICENSE", "NOTICE", "package.json", "package-lock.json"];

/** Hashes all that decides what critgen writes. Two builds with the same hash write the same files. */
function build(from) {
  const paths = [from, ...PARTS.map((part) => join(root, part))].flatMap(filesIn);
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(relative(path.startsWith(from) ? from : root, path))
      .update("\0")
      .update(readFileSync(path));
  return `export const BUILD = ${JSON.stringify(hash.digest("hex"))};`;
}

/** Lists a file itself, or all files of a folder but the compiler's notes. */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".tsbuildinfo"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Serializes the model of critgen's own schema, with the key that identifies it. It is checked for each target. */
function schema({ keyOf }, { readModel }, { TARGETS }) {
  const folder = join(root, "schema");
  const [first] = Object.values(TARGETS).map((target) => readModel(folder, [], target));
  const model = serialize(first).toString("base64");
  return `export const KNOWN = ${JSON.stringify({ key: keyOf(folder), model })};`;
}

/** Compiles all JSON Schemas to functions that run without a compiler. */
function validators({ createAjv }) {
  const ajv = createAjv({ code: { source: true } });
  const files = Object.keys(ajv.schemas).filter((name) => name.endsWith(".schema.json"));
  const names = Object.fromEntries(files.map((file) => [file.replace(".schema.json", ""), file]));
  return `${standalone.default(ajv, names)}\nexports.validatorOf = (name) => exports[name];`;
}
