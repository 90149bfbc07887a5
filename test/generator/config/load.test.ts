import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { chosenOf } from "../../../generator/config/choose.ts";
import { shown } from "../../../generator/config/file.ts";
import { type Given, loadProjects } from "../../../generator/config/load.ts";
import type { Project } from "../../../generator/config/project.ts";
import { loadModel } from "../../../generator/generate.ts";
import { SchemaError } from "../../../generator/model/problem.ts";
import { TYPESCRIPT } from "../../../generator/targets/typescript/typescript.ts";
import { row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

/** Loads a config from a folder of its own. */
async function load(text: string, given: Given = {}, license?: string, name = "LICENSE"): Promise<Project> {
  const folder = temporaryFolder();
  const config = join(folder, "critgen.yaml");
  writeFileSync(config, text);
  if (license !== undefined) writeFileSync(join(folder, name), license);
  return only({ config, ...given });
}

/** Loads the project of a config with one package. */
async function only(given: Given): Promise<Project> {
  const [project, ...others] = await loadProjects(given);
  if (project === undefined || others.length > 0) throw new Error("there is not one package");
  return project;
}

/** Returns the problems of a config: their codes, lines and columns. */
async function problemsOf(work: () => unknown): Promise<object[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ code, message, at: { line, column } }) => ({ code, message, line, column }));
  }
}

describe("a config", async () => {
  it.each(["{}", "", "# nothing"])("without settings makes sources with the codecs of all images: %j", async (text) => {
    expect(await load(text)).toMatchObject({ name: undefined, images: undefined, parts: ["codec"], output: "sources" });
  });

  it("with a name makes a compiled package", async () => {
    expect(await load("name: criu-x")).toMatchObject({
      name: "criu-x",
      version: "0.1.0",
      license: "MIT",
      output: "package",
    });
    expect(await load("name: criu-x\noutput: sources")).toMatchObject({ output: "sources" });
  });

  it("sets the properties of the package, with defaults for the others", async () => {
    const said = {
      version: "2.0.0",
      description: "Mine",
      license: "UNLICENSED",
      homepage: "https://a.b",
      bugs: "https://c.d",
    };
    const text = Object.entries(said).map(([key, value]) => `${key}: "${value}"\n`);
    expect(await load(`name: criu-x\n${text.join("")}`)).toMatchObject(said);
    const { description, homepage, bugs } = await load("name: criu-x");
    const typed = "Typed readers and writers for the images of CRIU checkpoints";
    expect([description, homepage, bugs]).toEqual([typed, undefined, undefined]);
  });

  it("can get the package's name from the command line", async () => {
    expect(await load("output: package", { name: "criu-x" })).toMatchObject({ name: "criu-x", output: "package" });
    expect(await load("output: package\nname: criu-y")).toMatchObject({ name: "criu-y", output: "package" });
  });

  it("resolves absolute paths as they are", async () => {
    const [schema, out] = [tinySchema(), join(temporaryFolder(), "out")];
    expect(await load(`schema: ${schema}\nout: ${out}`)).toMatchObject({ schema, out });
  });

  it("resolves relative paths from its own folder", async () => {
    const { out, extend, source } = await load("out: here\nextend: [fork]");
    const folder = relative("", join(source?.file ?? "", ".."));
    expect(out.endsWith("/here")).toBe(true);
    expect(extend).toEqual([`${folder}/fork`]);
  });

  it("writes its output beside itself, from any working directory", async () => {
    const project = await load("parts: [json]");
    const folder = resolve(project.source?.file ?? "", "..");
    expect(resolve(project.out)).toBe(join(folder, "generated"));
    expect(folder).not.toBe(process.cwd());
    expect((await load("{}", { out: "there" })).out).toBe("there");
  });

  it("always includes the codecs", async () => {
    expect((await load("parts: [node, json]")).parts).toEqual(["codec", "json", "node"]);
  });

  it("is overridden by options of the command line", async () => {
    const given = { images: ["B"], name: "b", out: "c", schema: "d" };
    expect(await load("name: a\nimages: [A]\nout: a\nschema: a", given)).toMatchObject(given);
  });

  it.each([
    ["nam: x", "unknown-key", 1, 1],
    ["name: A B", "bad-value", 1, 7],
    ["version: one", "bad-value", 1, 10],
    ["parts: [jsn]", "bad-value", 1, 9],
    ["name: a\nimages: [pagemap]", "bad-value", 2, 10],
    ["budget: { MM: many }", "bad-value", 1, 15],
    ["repository: here", "bad-value", 1, 13],
    ["output: package", "missing-key", 1, 1],
    ["images: [PSTREE]\noutput: package", "missing-key", 2, 1],
    ["name: a\nlicense: Apache-2.0", "missing-license", 2, 10],
    ["name: a\nlicense: NOT A LICENSE!!", "bad-value", 2, 10],
    ["name: node_modules", "bad-value", 1, 7],
    ["version: 01.0.0", "bad-value", 1, 10],
    ["target: typscript", "unknown-target", 1, 9],
    ["name: A B\ntarget: toString", "unknown-target", 2, 9],
  ])("cannot be %j: %s", async (text, code, line, column) => {
    expect(await problemsOf(() => load(text))).toEqual([expect.objectContaining({ code, line, column })]);
  });

  it("has the target that it or the command line names, and TypeScript without either", async () => {
    expect((await load("target: typescript")).target).toBe(TYPESCRIPT);
    expect((await load("{}")).target).toBe(TYPESCRIPT);
    await expect(load("{}", { target: "Typscript" })).rejects.toThrow(
      "critgen has no target `Typscript`; did you mean typescript?",
    );
    await expect(load("{}", { target: "cobol" })).rejects.toThrow(/^critgen has no target `cobol`; known: typescript/);
  });

  it("takes its repository in the spellings of package.json", async () => {
    const url = "git+https://github.com/acme/x.git";
    expect((await load("repository: github:acme/x")).repository).toEqual({ url });
    expect((await load("repository: { url: github:acme/x, directory: y }")).repository).toEqual({
      url,
      directory: "y",
    });
    expect((await load(`repository: ${url}`)).repository).toEqual({ url });
  });

  it("loads each extension once", async () => {
    expect((await load("extend: [fork, ./fork]")).extend).toHaveLength(1);
  });

  it("includes the text of another license from the file beside it", async () => {
    expect((await load("name: a\nlicense: Apache-2.0", {}, "Apache")).licenseText).toBe("Apache");
  });

  it.each(["LICENSE", "LICENSE.md", "LICENSE.txt"])("finds the text of a license in %s", async (name) => {
    expect((await load("name: a\nlicense: Apache-2.0", {}, "Apache", name)).licenseText).toBe("Apache");
  });

  it("takes the first of several license texts, and skips folders", async () => {
    const folder = temporaryFolder();
    const config = join(folder, "critgen.yaml");
    writeFileSync(config, "name: a\nlicense: Apache-2.0");
    mkdirSync(join(folder, "LICENSE"));
    expect(await problemsOf(() => only({ config }))).toMatchObject([{ code: "missing-license" }]);
    for (const name of ["LICENSE.txt", "LICENSE.md"]) {
      writeFileSync(join(folder, name), name);
      expect((await only({ config })).licenseText).toBe(name);
    }
  });

  it("needs no license text without a license, for critgen's own, or for UNLICENSED", async () => {
    expect((await load("name: a", {}, "Apache")).licenseText).toBeUndefined();
    for (const license of ["MIT", "UNLICENSED"])
      expect((await load(`license: ${license}`)).licenseText).toBeUndefined();
    expect((await load("license: MIT", {}, "Mine")).licenseText).toBe("Mine");
  });

  it("is refused if its file is missing, or if the package name is invalid", async () => {
    expect(await problemsOf(() => only({ config: join(temporaryFolder(), "none.yaml") }))).toMatchObject([
      { code: "unreadable" },
    ]);
    await expect(only({ name: "a';x" })).rejects.toThrow(/cannot have the name `a';x`/);
  });
});

describe("the images of a config", () => {
  const schema = (): string => tinySchema({ images: table(row("NOTE", "raw: true"), row("NOTE_BOX", "raw: true")) });
  const chosen = (project: Project): string[] =>
    chosenOf(loadModel(project.schema), project).images.map(({ name }) => name);

  it.each([
    ["NOTE", ["NOTE"]],
    ["NOTE*", ["NOTE", "NOTE_BOX"]],
    ['"*_BOX", BASE', ["BASE", "NOTE_BOX"]],
    ['"*"', ["BASE", "NOTE", "NOTE_BOX"]],
  ])("can be [%s]: %j, in the table's order", async (images, names) => {
    expect(chosen(await load(`images: [${images}]`, { schema: schema() }))).toEqual(names);
  });

  it("must exist if a budget names them", async () => {
    const project = await load("budget: { BASE: 1, all: 2, 'NO*': 3, BSE: 4 }", { schema: schema() });
    expect(await problemsOf(() => chosen(project))).toEqual([
      { code: "unknown-image", message: "there is no image `BSE`", line: 1, column: 38 },
    ]);
  });

  it("are named by their index if they are invalid", async () => {
    expect(await problemsOf(() => load("images: [MM, pagemap]"))).toMatchObject([
      { message: expect.stringContaining("`images[1]` must be the name of an image") },
    ]);
  });

  it("are reported with a suggestion if they do not exist", async () => {
    const project = await load("images:\n  - BASE\n  - NOTES\n  - X*", { schema: schema() });
    expect(await problemsOf(() => chosen(project))).toEqual([
      { code: "unknown-image", message: "there is no image `NOTES`", line: 3, column: 5 },
      { code: "unknown-image", message: "there is no image `X*`", line: 4, column: 5 },
    ]);
    await expect(only({ images: ["note"], schema: schema() }).then(chosen)).rejects.toThrow(
      "there is no image `note`; did you mean NOTE?",
    );
    await expect(only({ images: ["ZZZZZZ"], schema: schema() }).then(chosen)).rejects.toThrow(
      "there is no image `ZZZZZZ`; images are the rows of images.yaml",
    );
  });
});

describe("an extension", () => {
  const BASE = { images: table(row("NOTE", "magic: 0x22222223, entries: base_entry")) };

  /** Loads a tiny schema with an extension of these texts; returns the names of its images. */
  function extended(images: string, protos: Readonly<Record<string, string>> = {}, display = ""): string[] {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "messages"));
    writeFileSync(join(folder, "images.yaml"), images);
    if (display !== "") writeFileSync(join(folder, "display.yaml"), display);
    for (const [name, text] of Object.entries(protos)) writeFileSync(join(folder, "messages", name), text);
    const schema = tinySchema({ ...BASE, display: "flags: { a.b: { C: 1 } }\ndicts: {}\n" });
    return loadModel(schema, [`./${relative("", folder)}`]).images.map(({ name }) => name);
  }

  const rows = (...texts: readonly string[]): string => `images:\n${texts.map((text) => `  ${text}\n`).join("")}`;
  const MINE = row("MINE", "magic: 0x33333334, entries: mine");
  const PROTO = 'syntax = "proto2";\nimport "base.proto";\nmessage mine { optional base_entry base = 1; }\n';

  it("adds rows, messages that import the schema's, and rows that share its magics", () => {
    const shared = row("SHARED", "magic: NOTE, entries: base_entry");
    expect(extended(rows(MINE, shared), { "mine.proto": PROTO })).toEqual(["BASE", "NOTE", "MINE", "SHARED"]);
  });

  it.each([
    ["a row", rows(row("NOTE", "raw: true").replace("note.img", "n.img")), {}, "`NOTE` is taken already by `NOTE`"],
    ["a message", rows(), { "x.proto": "message base_entry {}" }, "`base_entry` is declared already"],
    ["a .proto file", rows(), { "base.proto": "message b {}" }, "`base.proto` is a file of the schema already"],
  ])("cannot repeat %s of the schema", async (_, images, protos, message) => {
    const text = images === "images:\n" ? "images: {}\n" : images;
    const proto = Object.fromEntries(Object.entries(protos).map(([name, body]) => [name, body]));
    const found = await problemsOf(() => extended(text, proto));
    expect(found).toContainEqual(
      expect.objectContaining({ code: "duplicate-name", message: expect.stringContaining(message) }),
    );
  });

  it("cannot repeat the schema's display data, or set keys of the schema alone", async () => {
    const display = "flags: { a.b: { D: 2 } }\ndicts: {}\n";
    expect(await problemsOf(() => extended("images: {}\n", {}, display))).toMatchObject([
      { code: "duplicate-name", line: 1 },
    ]);
    expect(await problemsOf(() => extended("criu: v9\nimages: {}\n"))).toMatchObject([
      { code: "unknown-key", line: 1 },
    ]);
  });
});

it("a path outside of the schema's folder is shown with a dot or a slash before it, also if its folder is hidden", () => {
  expect(["fork", "./fork", ".fork", "../fork"].map(shown)).toEqual(["./fork", "./fork", "./.fork", "../fork"]);
});
