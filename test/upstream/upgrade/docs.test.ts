import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { EFFECTS } from "../../../upstream/upgrade/effects/effect.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { writeDevelopment, writeV41 } from "../../support/releases.ts";
import { PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";
import { COMPILER, writeAll } from "./support.ts";

const text = readFileSync(join(ROOT, "docs/upgrade.md"), "utf8");
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

/** Returns the code blocks of a language, in order. */
function blocks(language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, block = ""]) => block);
}

/** Makes a project with one file and the package of a schema. */
function projectOf(schema: string, program: string): string {
  const folder = temporaryFolder();
  writeAll(join(folder, "node_modules/criu-images"), generate(schema));
  const config = JSON.stringify({ compilerOptions: COMPILER, include: ["src"] });
  writeAll(folder, [
    ["package.json", '{ "type": "module" }'],
    ["tsconfig.json", config],
    ["src/main.ts", program],
  ]);
  return folder;
}

function schemaOf(write: (folder: string) => void): string {
  const folder = join(temporaryFolder(), "schema");
  mkdirSync(folder);
  write(folder);
  return folder;
}

function compiles(folder: string): void {
  const { status, stdout } = spawnSync(execPath, [TSC, "-p", folder], { encoding: "utf8" });
  expect([status, stdout]).toEqual([0, ""]);
}

const [first = "", mended = "", second = ""] = blocks("ts");

describe("docs/upgrade.md", () => {
  it("shows the output for a program of v4.1", async () => {
    const cwd = projectOf(schemaOf(writeV41), first);
    const { code, out } = await critgenHere(["upgrade", "--schema", PROJECT_SCHEMA], { cwd });
    expect([code, out]).toEqual([1, blocks("text")[0]]);
  });

  it("mends it by hand as v4.2 needs it", () => {
    compiles(projectOf(PROJECT_SCHEMA, mended));
  });

  it("shows the edits for a development branch, after which the program compiles", async () => {
    const cwd = projectOf(PROJECT_SCHEMA, second);
    const branch = schemaOf(writeDevelopment);
    const { code, out } = await critgenHere(["upgrade", "--schema", branch, "--fix"], { cwd });
    expect([code, out]).toEqual([0, blocks("diff")[0]]);
    compiles(projectOf(branch, readFileSync(join(cwd, "src/main.ts"), "utf8")));
  });

  it("lists the effects and their weights", () => {
    const rows = [...text.matchAll(/^\| `([\w-]+)` \| (error|warning) \|/gm)].map(([, id, severity]) => [id, severity]);
    expect(rows).toEqual(Object.entries(EFFECTS).map(([id, { severity }]) => [id, severity]));
  });
});
