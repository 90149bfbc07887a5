/*
 * What critgen would make anew at each start is made once, when it is bundled: its templates and JSON Schemas are
 * compiled. Each is a module that takes the place of the one that would make it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serialize } from "node:v8";
import standalone from "ajv/dist/standalone/index.js";
import handlebars from "handlebars";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The code of each prepared module, by the path of the one whose place it takes; `from` is where the sources are compiled. */
export async function prepare(from) {
  const load = (path) => import(pathToFileURL(join(from, path)).href);
  return {
    "generator/render/own.js": templates(await load("generator/render/own.js")),
    "generator/load/validate.js": validators(await load("generator/load/validate.js")),
    "generator/model/version.js": version(await load("generator/model/version.js")),
    "generator/load/known-schema.js": schema(
      await load("generator/load/known.js"),
      await load("generator/generate.js"),
    ),
  };
}

/** All templates, as functions for Handlebars' runtime. */
function templates({ optionsOf }) {
  const folder = join(root, "templates");
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".hbs"));
  const compiled = paths.map((path) => {
    const code = handlebars.precompile(readFileSync(join(folder, path), "utf8"), optionsOf(path));
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

/** The model of critgen's own schema, and what tells that from others. */
function schema({ keyOf }, { readModel }) {
  const folder = join(root, "schema");
  const model = serialize(readModel(folder, [])).toString("base64");
  return `export const KNOWN = ${JSON.stringify({ key: keyOf(folder), model })};`;
}

/** All JSON Schemas, as functions that need no compiler. */
function validators({ createAjv }) {
  const ajv = createAjv({ code: { source: true } });
  const files = Object.keys(ajv.schemas).filter((name) => name.endsWith(".schema.json"));
  const names = Object.fromEntries(files.map((file) => [file.replace(".schema.json", ""), file]));
  return `${standalone.default(ajv, names)}\nexports.validatorOf = (name) => exports[name];`;
}
