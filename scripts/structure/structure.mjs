// Measures the structure of the code: lengths of files and functions, circles and order of imports, exports, and copies.
//   npm run structure -- [--list]     --list: print the circles, the arrows, the copies and the long functions
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Project, SyntaxKind } from "ts-morph";
import { FOLDERS as LAYERS, layerOf } from "../layers/table.mjs";
import { circlesOf } from "./circles.mjs";
import { copiesIn } from "./copies.mjs";

const { values } = parseArgs({ options: { list: { type: "boolean", default: false } } });

const FOLDERS = [
  "api",
  "checkpoint",
  "cli",
  "generator",
  "inspect",
  "lsp",
  "registry",
  "site",
  "studio",
  "upstream",
  "runtime",
];
const root = fileURLToPath(new URL("../..", import.meta.url));
const paths = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
).filter((path) => /[.]tsx?$/.test(path) && !path.startsWith("checkpoint/dist/"));

const project = new Project({ compilerOptions: { noLib: true }, skipFileDependencyResolution: true });
const files = paths.map((path) => ({ path, source: project.addSourceFileAtPath(join(root, path)) }));
const known = new Set(paths);

const FUNCTIONS = [
  ...[SyntaxKind.FunctionDeclaration, SyntaxKind.MethodDeclaration, SyntaxKind.Constructor],
  ...[SyntaxKind.ArrowFunction, SyntaxKind.FunctionExpression, SyntaxKind.GetAccessor],
];

const heightOf = (node) => node.getEndLineNumber() - node.getStartLineNumber() + 1;

/** Returns the line and length of each function, except arrow functions in one line. */
function functionsIn({ source }) {
  return FUNCTIONS.flatMap((kind) => source.getDescendantsOfKind(kind))
    .filter((node) => node.getKind() !== SyntaxKind.ArrowFunction || heightOf(node) > 1)
    .map((node) => ({ height: heightOf(node), line: node.getStartLineNumber() }));
}

function importsOf({ path, source }) {
  return [...source.getImportDeclarations(), ...source.getExportDeclarations()]
    .map((one) => one.getModuleSpecifierValue())
    .filter((target) => target?.startsWith("."))
    .map((target) => join(dirname(path), target))
    .filter((target) => known.has(target));
}

const graph = new Map(files.map((file) => [file.path, importsOf(file)]));

/** Returns the first two levels of a file's folder, such as generator/load. */
function roomOf(path) {
  const parts = dirname(path).split("/");
  return parts.slice(0, 2).join("/");
}

const rooms = new Map();
for (const [path, targets] of graph) {
  const own = rooms.get(roomOf(path)) ?? new Set();
  for (const target of targets) if (roomOf(target) !== roomOf(path)) own.add(roomOf(target));
  rooms.set(roomOf(path), own);
}

/** Imports of a folder that comes later in the table of layers. */
const arrows = [...graph].flatMap(([path, targets]) =>
  targets
    .filter((target) => LAYERS.indexOf(layerOf(target)) > LAYERS.indexOf(layerOf(path)))
    .map((target) => `${path} -> ${target}`),
);

const quantiles = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  return `median ${at(0.5)}, 90 % ${at(0.9)}, most ${sorted.at(-1)}`;
};

const functions = files.flatMap((file) => functionsIn(file).map((one) => ({ ...one, path: file.path })));
const fileCircles = circlesOf(graph);
const roomCircles = circlesOf(rooms);
const copies = copiesIn(files.map(({ path, source }) => ({ path, text: source.getFullText() })));
const jsonLines = files
  .filter(({ path }) => /^runtime\/json\/(?:parse|print|text)\//.test(path))
  .reduce((n, { source }) => n + source.getEndLineNumber(), 0);

console.log(`files: ${files.length}; lines: ${quantiles(files.map(({ source }) => source.getEndLineNumber()))}`);
console.log(`functions: ${functions.length}; lines: ${quantiles(functions.map(({ height }) => height))}`);
console.log(`exports of a file: ${quantiles(files.map(({ source }) => source.getExportSymbols().length))}`);
console.log(`circles of files: ${fileCircles.length}`);
console.log(`circles of folders: ${roomCircles.length}, with ${roomCircles.flat().length} of ${rooms.size} folders`);
console.log(`imports against the order of layers: ${arrows.length}`);
console.log(`copies of six lines or more: ${copies.length}`);
console.log(`lines of the JSON codec: ${jsonLines}`);

if (values.list) {
  for (const circle of fileCircles) console.log(`circle: ${circle.join(" → ")}`);
  for (const circle of roomCircles) console.log(`circle: ${circle.join(", ")}`);
  for (const arrow of arrows) console.log(`arrow: ${arrow}`);
  for (const copy of copies) console.log(`copy: ${copy.join(", ")}`);
  for (const { path, line, height } of functions.filter(({ height }) => height > 30)) {
    console.log(`long: ${path}:${line}: ${height} lines`);
  }
}
