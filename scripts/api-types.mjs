/*
 * Joins the types of critgen/api into one file: its functions, and all types that these mention. The bundle writes it to
 * dist/api.d.cts. A test compares it with the recorded one, so that no change of the published types is missed:
 * CONTRIBUTING.md describes how to record it again.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { Node, Project } from "ts-morph";

const root = fileURLToPath(new URL("..", import.meta.url));
const RECORD = join(root, "test/fixtures/api/api.d.cts");

/** Returns the text of the joined types; `from` is the folder of compiled sources with their declarations. */
export function apiTypes(from) {
  // Types of libraries stay names, so they need not be read.
  const project = new Project({ compilerOptions: { module: 199, moduleResolution: 99, noLib: true, types: [] } });
  const entry = project.addSourceFileAtPath(join(from, "api/api.d.ts"));
  const found = new Map();
  const twice = [];
  const wait = [...entry.getExportedDeclarations().values()].flat();
  for (let node = wait.shift(); node !== undefined; node = wait.shift()) {
    const name = node.getName();
    const known = found.get(name) ?? node;
    if (known !== node) twice.push(`${name} in ${places([known, node])}`);
    if (found.has(name)) continue;
    found.set(name, node);
    wait.push(...mentions(node).map(({ to }) => to));
  }
  if (twice.length > 0) throw new Error(`types of critgen/api share names: ${[...new Set(twice)].join("; ")}`);
  const own = [...found.values()].filter((node) => Node.isFunctionDeclaration(node));
  const others = [...found.values()].filter((node) => !own.includes(node));
  const inOrder = [...own, ...others].sort((a, b) => order(a) - order(b) || (a.getName() < b.getName() ? -1 : 1));
  return `${NOTE}\n${inOrder.map((node) => `\n${declaration(node)}\n`).join("")}`;
}

const NOTE = "/* Types of critgen/api. Functions come first, then the types that they mention. */";

const order = (node) => (Node.isFunctionDeclaration(node) ? 0 : Node.isClassDeclaration(node) ? 1 : 2);
const places = (nodes) => nodes.map((node) => node.getSourceFile().getFilePath()).join(", ");

/** Lists the names in a declaration that stand for declarations of other modules, or of its own. */
function mentions(node) {
  return node.getDescendants().flatMap((one) => {
    if (!Node.isIdentifier(one)) return [];
    const symbol = one.getSymbol();
    const [to] = (symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations() ?? [];
    if (Node.isVariableDeclaration(to)) throw new Error(`a type of critgen/api mentions the value ${to.getName()}`);
    const isTop = to !== undefined && to !== node && Node.isSourceFile(to.getParent()) && to.getName?.() !== undefined;
    return isTop ? [{ at: one, to }] : [];
  });
}

/** Returns the text of a declaration, with each name as its own module declares it. */
function declaration(node) {
  const start = node.getStart(true);
  let text = node.getText(true);
  for (const { at, to } of mentions(node).reverse()) {
    const pos = at.getStart() - start;
    text = text.slice(0, pos) + to.getName() + text.slice(pos + at.getText().length);
  }
  return text.replace(/^(\/\*\*.*?\*\/\s*)?(?:export )?(?:declare )?/s, (_, doc = "") => {
    return `${doc}export ${/Interface|TypeAlias/.test(node.getKindName()) ? "" : "declare "}`;
  });
}

if (argv.includes("--record")) {
  writeFileSync(RECORD, readFileSync(join(root, "dist/api.d.cts"), "utf8"));
}
