import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { runGenerate } from "../../../cli/generate/run.ts";
import type { Project } from "../../../generator/config/project.ts";
import { afterAllTests, projectOf, proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const cleanup = afterAllTests();
const IMAGES = table(row("NOTE", "magic: 0x22222223, entries: note"), row("BLOB", "raw: true"));
const protos = { "note.proto": proto("message note {\n  required uint32 a = 1;\n  optional string b = 2;\n}") };
const CHECK = { check: true, diff: false, force: false };

let told: string[] = [];
beforeEach(() => {
  told = [];
  const keep = (...texts: unknown[]): void => void told.push(texts.join(" "));
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of spies) spy.mockImplementation(keep);
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
});

function run(project: Project, options: Partial<typeof CHECK> = {}): Promise<0 | 1> {
  return runGenerate({ check: false, diff: false, force: false, ...options, projects: [project] }, () => ({
    defects: [],
  }));
}

describe("a compiled package", () => {
  let project: Project;
  const path = (file: string): string => join(project.out, file);
  const text = (file: string): string => readFileSync(path(file), "utf8");
  beforeAll(async () => {
    const schema = tinySchema({ images: IMAGES, protos }, cleanup);
    const out = temporaryFolder(cleanup);
    project = projectOf({ schema, out, name: "@acme/notes", output: "package", licenseText: "Acme's license\n" });
    vi.spyOn(console, "log").mockImplementation(() => {});
    await run(project);
  });

  it("has JavaScript, declarations and source maps with headers, and no long lines in a map", () => {
    for (const module of ["index", "images/note", "messages/note", "runtime/wire/reader", "self-test"]) {
      const [first] = text(`src/${module}.ts`).split("\n");
      for (const end of [".js", ".d.ts"]) expect(text(`dist/${module}${end}`).split("\n")[0]).toBe(first);
      const map = JSON.parse(text(`dist/${module}.d.ts.map`)) as { mappings: string; sources: string[] };
      expect(existsSync(join(path(`dist/${module}.d.ts.map`), "..", map.sources[0] ?? ""))).toBe(true);
      const lines = text(`dist/${module}.d.ts`).split("\n").length;
      expect(map.mappings.split(";").length).toBeLessThanOrEqual(lines);
      expect(map.mappings.startsWith(";")).toBe(true);
    }
  });

  it("describes itself in its package.json, and exports exactly its files", () => {
    const manifest = JSON.parse(text("package.json")) as { exports: Record<string, Record<string, string> | string> };
    expect(manifest).toMatchObject({
      name: "@acme/notes",
      type: "module",
      sideEffects: false,
      engines: { node: ">=20" },
    });
    expect(Object.keys(manifest.exports)).toContain("./images/note");
    for (const target of Object.values(manifest.exports)) {
      for (const file of typeof target === "string" ? [target] : Object.values(target))
        expect(existsSync(path(file))).toBe(true);
      if (typeof target !== "string") expect(Object.keys(target)).toEqual(["types", "default"]);
    }
    expect(existsSync(path("tsconfig.json"))).toBe(false);
  });

  it("has the project's license, and critgen's for the runtime", () => {
    expect(text("LICENSE")).toBe("Acme's license\n");
    expect(text("NOTICE")).toMatch(/critgen authors/);
  });

  it("tests itself, and detects a codec with different output", async () => {
    const load = async (): Promise<() => number> => {
      const url = `${pathToFileURL(path("dist/self-test.js")).href}`;
      return ((await import(/* @vite-ignore */ url)) as { selfTest: () => number }).selfTest;
    };
    expect((await load())()).toBe(3);
    const broken = projectOf({ ...project, out: temporaryFolder() });
    await run(broken);
    const file = join(broken.out, "dist/messages/note.js");
    writeFileSync(file, readFileSync(file, "utf8").replace("writeUint32(w, 8,", "writeUint32(w, 24,"));
    const { selfTest } = (await import(
      /* @vite-ignore */ pathToFileURL(join(broken.out, "dist/self-test.js")).href
    )) as {
      selfTest: () => number;
    };
    expect(selfTest).toThrow("the self-test failed: NOTE comes back changed");
  });

  it("is checked without the compiler if its sources are the same; edited and missing files are found", async () => {
    expect(await run(project, CHECK)).toBe(0);
    const kept = text("dist/index.js");
    writeFileSync(path("dist/index.js"), `${kept}// mine\n`);
    expect(await run(project, CHECK)).toBe(1);
    expect(told.join("\n")).toMatch(/edited +dist\/index\.js/);
    rmSync(path("dist/index.js"));
    expect(await run(project, CHECK)).toBe(1);
    expect(told.join("\n")).toMatch(/missing +dist\/index\.js/);
    expect(await run(project)).toBe(0);
    expect(text("dist/index.js")).toBe(kept);
  });
});

describe("a package of sources only", () => {
  it("has no package.json, and compiles before it is written", async () => {
    const project = projectOf({ schema: tinySchema({ images: IMAGES, protos }), name: undefined, parts: ["codec"] });
    const verify = vi.fn(() => ({ defects: [] }));
    expect(await runGenerate({ check: false, diff: false, force: false, projects: [project] }, verify)).toBe(0);
    expect(verify).toHaveBeenCalledOnce();
    for (const file of ["index.ts", "images/note.ts", "runtime/wire/reader.ts", "NOTICE"]) {
      expect(existsSync(join(project.out, file))).toBe(true);
    }
    for (const file of ["package.json", "README.md", "src", "tsconfig.json", "LICENSE", "self-test.ts"]) {
      expect(existsSync(join(project.out, file))).toBe(false);
    }
  });
});

describe("a change of the schema", () => {
  const changed = { "note.proto": proto("message note {\n  required uint64 a = 1;\n  optional string c = 3;\n}") };

  it("is reported as in critgen diff: the broken uses, and the reason", async () => {
    const out = temporaryFolder();
    await run(projectOf({ schema: tinySchema({ images: IMAGES, protos }), out }));
    const next = projectOf({ schema: tinySchema({ images: IMAGES, protos: changed }), out });
    for (const options of [CHECK, { diff: true }, {}]) {
      told = [];
      expect(await run(next, options)).toBe(options === CHECK || "diff" in options ? 1 : 0);
      const text = told.join("\n");
      expect(text).toMatch(/→ now: 3 changes, \d of them break/);
      expect(text).toMatch(/~ field a .*uint32 → uint64/);
      expect(text).toMatch(/- field b/);
      expect(text).toContain("+ field c");
      expect(text).toContain("breaks wire");
    }
    told = [];
    expect(await run(next)).toBe(0);
    expect(told).toHaveLength(1);
  });

  it("is not reported if only comments differ, or for a first package", async () => {
    const out = temporaryFolder();
    await run(projectOf({ schema: tinySchema({ images: IMAGES, protos }), out }));
    expect(told).toHaveLength(1);
    const comment = {
      "note.proto": proto("// Another\nmessage note {\n  required uint32 a = 1;\n  optional string b = 2;\n}"),
    };
    await run(projectOf({ schema: tinySchema({ images: IMAGES, protos: comment }), out }));
    expect(told).toHaveLength(2);
  });
});
