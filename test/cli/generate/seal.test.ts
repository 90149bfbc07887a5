import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, it, vi } from "vitest";
import { runGenerate } from "../../../cli/generate/run.ts";
import type { Project } from "../../../generator/config/project.ts";
import { loadTarget } from "../../../generator/targets/outside.ts";
import { PYTHON } from "../../../generator/targets/python/python.ts";
import { hashOf } from "../../../generator/write/manifest-text.ts";
import { projectOf, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

/* A bundled critgen contains the hash of its build; this test provides one instead. */

const own = vi.hoisted(() => ({ BUILD: "one" as string | undefined }));
vi.mock("../../../generator/own/build.ts", () => own);

const rendered = vi.hoisted(() => vi.fn());
vi.mock("../../../generator/project/render.ts", async (original) => {
  const { renderProject, ...others } = await original<typeof import("../../../generator/project/render.ts")>();
  const counting: typeof renderProject = (...of) => {
    rendered();
    return renderProject(...of);
  };
  return { ...others, renderProject: counting };
});

let told: string[] = [];
beforeEach(() => {
  own.BUILD = "one";
  told = [];
  for (const name of ["log", "error"] as const) {
    vi.spyOn(console, name).mockImplementation((text: string) => void told.push(text));
  }
});

const run = (check: boolean, ...projects: Project[]): Promise<0 | 1> =>
  runGenerate({ projects, check, diff: false, force: false }, () => ({ defects: [] }));

/** Checks projects; returns the exit code, and how often a package was rendered. */
async function check(...projects: Project[]): Promise<{ code: 0 | 1; times: number }> {
  rendered.mockClear();
  told = [];
  const code = await run(true, ...projects);
  return { code, times: rendered.mock.calls.length };
}

/** Returns projects whose folders are written. */
async function written(...projects: Project[]): Promise<readonly Project[]> {
  expect(await run(false, ...projects)).toBe(0);
  return projects;
}

const UNCHANGED = { code: 0, times: 0 };

it("renders nothing if all packages are as written", async () => {
  const schema = tinySchema();
  const extension = temporaryFolder();
  addRow(extension, "MORE", "images:\n");
  const projects = await written(
    projectOf({ schema, extend: [extension] }),
    projectOf({ schema, target: PYTHON, parts: ["codec"] }),
  );
  expect(await check(...projects)).toEqual(UNCHANGED);
  expect(told).toEqual(
    projects.map(({ out }) => expect.stringMatching(`${out.split("/").pop()}: \\d+ files, all up to`)),
  );
  expect(await run(false, ...projects)).toBe(0);
  expect(rendered).not.toHaveBeenCalled();
  addRow(extension, "OTHER");
  expect(await check(...projects)).toEqual({ code: 1, times: 2 });
});

it.each<[string, (project: Project) => void]>([
  ["a changed file", ({ out }) => appendFileSync(join(out, "src/all.ts"), "\n")],
  ["a missing file", ({ out }) => rmSync(join(out, "src/all.ts"))],
  ["a folder in place of a file", ({ out }) => asFolder(join(out, "LICENSE"))],
  ["a missing manifest", ({ out }) => rmSync(join(out, ".critgen.json"))],
  ["a file that the manifest adds", ({ out }) => surplus(out)],
  ["a changed table", ({ schema }) => addRow(schema, "MORE")],
  ["a changed message", ({ schema }) => appendFileSync(join(schema, "messages/base.proto"), "message more {}\n")],
])("finds %s", async (_, change) => {
  const [project = projectOf()] = await written(projectOf());
  expect(await check(project)).toEqual(UNCHANGED);
  change(project);
  expect(await check(project)).toEqual({ code: 1, times: 1 });
});

it.each<[string, Partial<Project>]>([
  ["name", { name: "other" }],
  ["choice of parts", { parts: ["codec"] }],
  ["license", { license: "X", licenseText: "A text" }],
  ["target", { target: PYTHON, parts: ["codec"] }],
])("finds another %s", async (_, change) => {
  const [project = projectOf()] = await written(projectOf());
  expect(await check({ ...project, ...change })).toEqual({ code: 1, times: 1 });
});

/** Adds a row to a table, after some text. */
function addRow(schema: string, name: string, before = ""): void {
  appendFileSync(join(schema, "images.yaml"), `${before}  ${row(name, "raw: true")}\n`);
}

/** Puts an empty folder in place of a file. */
function asFolder(file: string): void {
  rmSync(file);
  mkdirSync(file);
}

/** Adds a file to a folder and its manifest. */
function surplus(out: string): void {
  writeFileSync(join(out, "surplus.txt"), "surplus");
  const manifest = join(out, ".critgen.json");
  const text = readFileSync(manifest, "utf8");
  writeFileSync(manifest, text.replace('"files": {', `"files": {\n    "surplus.txt": "${hashOf("surplus")}",`));
}

it("renders again by another build, which may write the same", async () => {
  const [project = projectOf()] = await written(projectOf());
  own.BUILD = "two";
  expect(await check(project)).toEqual({ code: 0, times: 1 });
  own.BUILD = undefined;
  expect(await check(project)).toEqual({ code: 0, times: 1 });
});

it("refuses a folder that became a link", async () => {
  const [project = projectOf()] = await written(projectOf());
  const moved = join(temporaryFolder(), "src");
  renameSync(join(project.out, "src"), moved);
  symlinkSync(moved, join(project.out, "src"));
  await expect(check(project)).rejects.toThrow("is a link");
});

it("reports rows for review, and declarations that are skipped, each time", async () => {
  const [marked = projectOf()] = await written(
    projectOf({ schema: tinySchema({ images: table(row("NOTE", "raw: true, review: true")) }) }),
  );
  expect(await check(marked)).toEqual({ code: 1, times: 1 });
  const [skipping = projectOf()] = await written(projectOf({ schema: withService() }));
  expect(await check(skipping)).toEqual({ code: 0, times: 1 });
  expect(told.join("\n")).toContain("is skipped");
});

function withService(): string {
  const schema = tinySchema();
  appendFileSync(
    join(schema, "messages/base.proto"),
    "message ask {}\nservice asks { rpc get (ask) returns (ask); }\n",
  );
  return schema;
}

it("proves nothing about targets from outside", async () => {
  const target = await loadTarget(fileURLToPath(new URL("../../generator/targets/toy/toy.mjs", import.meta.url)));
  const [project = projectOf()] = await written(projectOf({ target }));
  expect(await check(project)).toEqual({ code: 0, times: 1 });
});
