import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type GenerateOptions, runGenerate } from "../../../cli/generate/run.ts";
import { critgenHere } from "../../support/here.ts";
import { projectOf, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

let told: string[] = [];
beforeEach(() => {
  told = [];
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of spies) spy.mockImplementation((...texts: unknown[]) => void told.push(texts.join(" ")));
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
});

/** Makes a folder of templates, by their paths. */
function folderOf(templates: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(templates)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

type Options = Partial<Omit<GenerateOptions, "projects">> & { readonly schema?: string };

/** Runs the command, which must not call the TypeScript compiler. */
function run(templates: string, out: string, { schema = tinySchema(), ...options }: Options = {}): Promise<0 | 1> {
  const project = projectOf({ schema, out });
  return runGenerate({ check: false, diff: false, force: false, ...options, projects: [project], templates }, () => {
    throw new Error("asked for types");
  });
}

const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

describe("critgen generate --templates", () => {
  it("renders each template with its partials, and changes nothing the second time", async () => {
    const templates = folderOf({
      "a.txt.hbs": "{{criu}} {{> line}}",
      "deep/b.txt.hbs": "{{#each images}}{{name}} {{hex}}\n{{/each}}{{template}}",
      "partials/line.hbs": "{{#each messages}}{{#each fields}}{{../name}}.{{name}}{{/each}}{{/each}}",
      "notes.md": "no template",
    });
    const out = temporaryFolder();
    expect(await run(templates, out)).toBe(0);
    expect(readdirSync(out, { recursive: true }).sort()).toEqual([".critgen.json", "a.txt", "deep", "deep/b.txt"]);
    expect(read(out, "a.txt")).toBe("v0.1 base_entry.version");
    expect(read(out, "deep/b.txt")).toBe("BASE 0x11111112\ndeep/b.txt.hbs");
    expect(await run(templates, out)).toBe(0);
    expect(told.at(-1)).toMatch(/: 2 files, all up to date$/);
  });

  it("protects existing files as in a package", async () => {
    const templates = folderOf({ "a.txt.hbs": "{{criu}}\n", "b.txt.hbs": "b\n" });
    const out = temporaryFolder();
    await run(templates, out);
    writeFileSync(join(templates, "a.txt.hbs"), "{{criu}}!\n");
    expect(await run(templates, out, { check: true })).toBe(1);
    expect(await run(templates, out, { diff: true })).toBe(1);
    expect(told.join("\n")).toContain("-v0.1\n+v0.1!\n");
    expect(read(out, "a.txt")).toBe("v0.1\n");
    writeFileSync(join(out, "a.txt"), "mine");
    await expect(run(templates, out)).rejects.toThrow("edited by hand");
    expect(read(out, "a.txt")).toBe("mine");
    rmSync(join(templates, "b.txt.hbs"));
    expect(await run(templates, out, { diff: true })).toBe(1);
    expect(told.join("\n")).toContain("--- b.txt\n+++ /dev/null\n");
    expect(await run(templates, out, { force: true })).toBe(0);
    expect([read(out, "a.txt"), existsSync(join(out, "b.txt"))]).toEqual(["v0.1!\n", false]);
    writeFileSync(join(templates, "c.txt.hbs"), "c");
    writeFileSync(join(out, "c.txt"), "someone's");
    await expect(run(templates, out)).rejects.toThrow("critgen did not write them");
  });

  it.each([
    ["an unknown value", "\n{{#each images}}\n{{nmae}}\n{{/each}}", /a\.hbs:3: "nmae" not defined/],
    ["an open block", "one\n{{#each images}}\n", /a\.hbs:3: .*(EOF|Expecting)/],
    ["a block with the end of another", "one\n{{#each images}}\n{{/if}}", /a\.hbs:2: each doesn't match if/],
    ["an unknown helper", "one\n{{quoteRust criu}}", /a\.hbs(:2)?: .*quoteRust/],
    ["a missing partial", "one\n{{> head}}", /a\.hbs(:2)?: The partial head could not be found/],
  ])("refuses %s, and writes nothing", async (_, text, message) => {
    const out = temporaryFolder();
    await expect(run(folderOf({ "a.hbs": text, "b.hbs": "fine" }), out)).rejects.toThrow(message);
    expect(readdirSync(out)).toEqual([]);
  });

  it("refuses a folder without templates, and invalid file names", async () => {
    const out = temporaryFolder();
    await expect(run(folderOf({ "partials/a.hbs": "" }), out)).rejects.toThrow("has no templates: files whose names");
    await expect(run(folderOf({ ".critgen.json.hbs": "" }), out)).rejects.toThrow("a template cannot produce");
    await expect(run(folderOf({ "deep/.hbs": "" }), out)).rejects.toThrow("cannot be a template");
    await expect(run("/no/such", out)).rejects.toThrow("ENOENT");
  });

  it("requires --out, so that it replaces no package by accident", async () => {
    const { code, err } = await critgenHere(["generate", "--templates", folderOf({ "a.hbs": "" })]);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^critgen: --templates needs a folder to write: add --out <dir>; run `/),
    ]);
  });

  it("uses the schema of the command line", async () => {
    const schema = tinySchema({ images: table(row("THING", "magic: 0x22222223, town: T, entries: base_entry")) });
    const out = temporaryFolder();
    const templates = folderOf({ "a.txt.hbs": "{{#each images}}{{pad name 6}}{{/each}}" });
    expect(await critgenHere(["generate", "--schema", schema, "--templates", templates, "--out", out])).toMatchObject({
      code: 0,
    });
    expect(read(out, "a.txt")).toBe("BASE  THING ");
  });

  it("finds critgen's own templates from any folder", async () => {
    const cwd = temporaryFolder();
    const { code } = await critgenHere(["generate", "--templates", "examples/templates", "--out", "made"], { cwd });
    expect([code, readdirSync(join(cwd, "made"))]).toEqual([0, expect.arrayContaining(["magic.go", "magic.h"])]);
  });

  it("prefers the project's templates to critgen's own of the same name", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "examples/templates"), { recursive: true });
    writeFileSync(join(cwd, "examples/templates/own.txt.hbs"), "own");
    const { code } = await critgenHere(["generate", "--templates", "examples/templates", "--out", "made"], { cwd });
    expect([code, readdirSync(join(cwd, "made")).sort()]).toEqual([0, [".critgen.json", "own.txt"]]);
  });

  it("reports a missing folder by its given name", async () => {
    const cwd = temporaryFolder();
    const { code, err } = await critgenHere(["generate", "--templates", "examples/none", "--out", "made"], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining("examples/none")]);
  });
});
