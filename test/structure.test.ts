import { readdirSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./support/cli.ts";
import { runPlain } from "./support/run.ts";

interface Table {
  readonly FOLDERS: readonly string[];
  readonly layerOf: (path: string) => string | undefined;
}

const table = pathToFileURL(join(ROOT, "scripts/layers/table.mjs"));
const { FOLDERS, layerOf } = (await import(table.href)) as Table;

/** Folders of the code. */
const TOPS = [
  "runtime",
  "generator",
  "upstream",
  "registry",
  "checkpoint",
  "inspect",
  "lsp",
  "studio",
  "site",
  "api",
  "cli",
];

const modules = TOPS.flatMap((top) =>
  readdirSync(join(ROOT, top), { recursive: true, encoding: "utf8" }).map((path) => `${top}/${path}`),
).filter((path) => /[.]tsx?$/.test(path) && !/\/(?:dist|node_modules)\//.test(path));

describe("the structure of the code", () => {
  let lines: readonly string[];

  beforeAll(() => {
    const { code, out } = runPlain(execPath, ["scripts/structure/structure.mjs", "--list"]);
    expect(code).toBe(0);
    lines = out.split("\n");
  });

  it("has no circles of files or folders", () => {
    expect(lines.filter((line) => line.startsWith("circle: "))).toEqual([]);
  });

  it("has no imports against the order of layers", () => {
    expect(lines.filter((line) => line.startsWith("arrow: "))).toEqual([]);
  });
});

describe("the layers", () => {
  it("have a line for each folder with modules", () => {
    const folders = [...new Set(modules.map((path) => path.split("/").slice(0, -1).slice(0, 2).join("/")))];
    const missing = folders.filter((folder) => !folder.startsWith("cli") && !FOLDERS.includes(folder));
    expect(missing).toEqual([]);
    expect(modules.filter((path) => layerOf(path) === undefined)).toEqual([]);
  });

  it("name no folder that is gone", () => {
    expect(FOLDERS.filter((folder) => !modules.some((path) => path.startsWith(`${folder}/`)))).toEqual([]);
  });

  it("are the rules of the linter", () => {
    expect(runPlain(execPath, ["scripts/layers/layers.mjs", "--check"])).toMatchObject({ code: 0 });
  });
});

it("no file stands beside a folder of its name", () => {
  const all = [...TOPS, "scripts", "bench", "test"].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true }),
  );
  const isFolder = new Set(
    all.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name)),
  );
  const isModule = /\.(?:tsx?|mjs)$/;
  const paths = all.filter(({ name }) => isModule.test(name)).map(({ parentPath, name }) => join(parentPath, name));
  expect(paths.filter((path) => isFolder.has(path.replace(isModule, "")))).toEqual([]);
});
