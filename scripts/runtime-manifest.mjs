// Makes runtime/manifest.json: the modules that each module of the runtime imports, its exports, and the modules that
// templates name. `--check` writes nothing and exits 1 if it is stale.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { Project, ts } from "ts-morph";

const root = fileURLToPath(new URL("..", import.meta.url));
const runtime = join(root, "runtime");
const templates = join(root, "templates/typescript");
const file = join(runtime, "manifest.json");

const project = new Project({ compilerOptions: { noLib: true }, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths(join(runtime, "*/**/*.ts"));
const moduleOf = (source) => relative(runtime, source.getFilePath()).replace(/\.ts$/, "");

/** Returns the runtime modules that a module imports. */
function importsOf(source) {
  const all = [...source.getImportDeclarations(), ...source.getExportDeclarations()];
  return all.flatMap((one) => one.getModuleSpecifierSourceFile() ?? []).map(moduleOf);
}

/** Returns the runtime modules in the import and export declarations of a template. */
function namedIn(text) {
  const named = ts.preProcessFile(text, true).importedFiles.map(({ fileName }) => fileName.split("runtime/"));
  return named.flatMap(([, path]) => (path === undefined ? [] : path.replace(/\.ts$/, "")));
}

const sorted = (names) => [...new Set(names)].sort();
const sources = project.getSourceFiles();
const modules = sources.map((source) => {
  const exports = sorted(source.getExportSymbols().map((symbol) => symbol.getName()));
  return [moduleOf(source), { imports: sorted(importsOf(source)), exports }];
});
const needed = readdirSync(templates)
  .filter((name) => name.endsWith(".ts.hbs"))
  .map((name) => [posix.basename(name, ".hbs"), sorted(namedIn(readFileSync(join(templates, name), "utf8")))])
  .filter(([, names]) => names.length > 0);
const byName = (pairs) => Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify({ modules: byName(modules), templates: byName(needed) }, undefined, 1)}\n`;

const isCurrent = readFileSync(file, { encoding: "utf8", flag: "a+" }) === text;
if (argv.includes("--check") && !isCurrent) {
  console.error("runtime/manifest.json is stale: run npm run build");
  process.exit(1);
} else if (!isCurrent) writeFileSync(file, text);
