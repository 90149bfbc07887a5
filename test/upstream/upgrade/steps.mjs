// Counts the work of searching programs, without that of TypeScript: prints the steps for three programs, each twice as long as the one before.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { stepsOf } from "../../support/steps.mjs";

const [compiled, before, after, size] = argv.slice(2);
const load = (path) => import(pathToFileURL(join(compiled, path)).href);
const { generate, loadModel } = await load("generator/generate.js");
const { upgrade } = await load("upstream/upgrade/upgrade.js");

const OPTIONS = {
  module: "NodeNext",
  target: "ES2022",
  types: [],
  noEmit: true,
  customConditions: ["@critgen/source"],
};
const USES = `
export const f# = (m: M): M => ({ id: m.old ?? 0, old: m["old"] });
export const g# = ({ old }: Pick<M, "old">): number[] => [old ?? 1, m.gone ?? 2];`;

const folder = mkdtempSync(join(tmpdir(), "critgen-steps-"));
const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
for (const [path, text] of generate(before)) write(`node_modules/criu-images/${path}`, text);
write("package.json", '{ "type": "module" }');
write("tsconfig.json", JSON.stringify({ compilerOptions: OPTIONS, include: ["src"] }));
const newer = { model: loadModel(after) };
const isOurs = (url) => url.includes("/upstream/upgrade/");
const count = (many) => {
  const uses = Array.from({ length: many }, (_, i) => USES.replaceAll("#", `${i}`)).join("");
  write("src/main.ts", `import type { M } from "criu-images";\ndeclare const m: M;${uses}\n`);
  return stepsOf(isOurs, () => upgrade({ config: join(folder, "tsconfig.json"), newer }).left());
};
// The first run compiles functions.
await count(1);
const counts = [];
for (const times of [1, 2, 4]) counts.push(await count(times * Number(size)));
console.log(JSON.stringify(counts));
rmSync(folder, { recursive: true, force: true });
