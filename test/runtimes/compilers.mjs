/*
 * Proves that each compiler accepts the package's types and sources: checks consumer.ts against the installed package
 * with each module resolution, and then the sources alone.
 *   node test/runtimes/compilers.mjs
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import {
  COMPILERS,
  HERE,
  installTools,
  inTemporaryFolder,
  makeProject,
  makeSourceProject,
  packPackage,
  run,
  STRICT,
  TYPES,
  toolFile,
} from "./tools/tools.mjs";

const RESOLUTIONS = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
  { module: "preserve", moduleResolution: "bundler" },
];

/** Stricter options for the sources: a tool can compile each file alone, and strip its types. */
const SOURCES = {
  module: "nodenext",
  types: ["node"],
  typeRoots: [TYPES],
  declaration: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  rewriteRelativeImportExtensions: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
};

/** Type-checks `include` in a folder with one compiler; prints a row and returns whether it succeeded. */
function check(compiler, folder, what, include, options) {
  const { version } = JSON.parse(readFileSync(toolFile(`${compiler}/package.json`), "utf8"));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...STRICT, ...options }, include }));
  const start = performance.now();
  const { ok, stdout, stderr } = run(execPath, [toolFile(`${compiler}/bin/tsc`), "-p", folder], { cwd: folder });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${version.padEnd(11)}${what.padEnd(32)}${seconds.padEnd(9)}${ok ? "ok" : `failed\n${stdout}${stderr}`}`);
  return ok;
}

async function main(folder) {
  installTools();
  const tarball = packPackage(folder);
  const project = makeProject(join(folder, "consumer"), tarball);
  cpSync(join(HERE, "consumer.ts"), join(project, "consumer.ts"));
  const sources = makeSourceProject(join(folder, "sources"), tarball);
  console.log("TypeScript what                            seconds  ok");
  let failed = 0;
  for (const compiler of COMPILERS) {
    for (const options of RESOLUTIONS) {
      const what = `consumer, ${options.module}/${options.moduleResolution}`;
      if (!check(compiler, project, what, ["consumer.ts"], options)) failed++;
    }
    if (!check(compiler, sources, "sources", ["criu-images/src"], SOURCES)) failed++;
  }
  return failed;
}

process.exitCode = (await inTemporaryFolder(main)) === 0 ? 0 : 1;
