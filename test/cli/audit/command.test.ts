import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { lstatSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explain } from "../../../cli/explain/rules.ts";
import { schemaOf, sections } from "../../registry/rules/docs.ts";
import { critgenHere } from "../../support/here.ts";
import { copyOfSchema, temporaryFolder } from "../../support/schema.ts";
import { changedTree, treeFolder } from "../../upstream/criu/trees.ts";

const bad = (rule = "never-written"): string => schemaOf(sections.get(rule) ?? "");
const GO = ["--against", "test/fixtures/audit-trees/go-criu"];
const MAGIC_H = join(treeFolder("new"), "criu/include/magic.h");
const PYTHON = ["--against", "test/fixtures/audit-trees/pycriu"];

describe("critgen audit", () => {
  it("exits with 0 for the project's own registry, shows accepted findings, and writes a page", async () => {
    const file = join(temporaryFolder(), "page.html");
    const { code, out, err } = await critgenHere(["audit", "--accepted", "--html", file]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^accepted name-changed: [\s\S]*\nschema: nothing to do; \d+ findings accepted\n$/);
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>/i);
  });

  it("writes a page through a link and into a pipe, and replaces neither", async () => {
    const folder = temporaryFolder();
    const [target, link, pipe] = ["page.html", "link.html", "pipe"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(target, "old");
    symlinkSync("page.html", link);
    expect(await critgenHere(["audit", "--html", link])).toMatchObject({ code: 0 });
    expect(readFileSync(target, "utf8")).toMatch(/^<!doctype html>/i);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    spawnSync("mkfifo", [pipe]);
    const reader = spawn("head", ["-c", "15", pipe]);
    const read = once(reader.stdout, "data");
    await critgenHere(["audit", "--html", pipe]);
    expect(`${(await read)[0]}`).toMatch(/^<!doctype html>/i);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it("exits with 1 for a finding, and shows it", async () => {
    const { code, out } = await critgenHere(["audit", "--schema", bad()]);
    expect(code).toBe(1);
    expect(out).toContain("warning never-written: no release of CRIU writes `PARTING`");
  });

  it("exits with 0 for notes", async () => {
    const { code, out } = await critgenHere(["audit", "--schema", bad("tree-lacks"), ...GO]);
    expect({ code, notes: out.includes("2 notes\n") }).toEqual({ code: 0, notes: true });
  });

  it("exits with 2 if the schema or a tree cannot be read", async () => {
    const schema = bad();
    writeFileSync(join(schema, "history.yaml"), "v1.0: {");
    const broken = await critgenHere(["audit", "--schema", schema]);
    expect(broken).toMatchObject({ code: 2, out: "" });
    expect(broken.err).toMatch(/^error yaml-syntax: [\s\S]*; it was not audited; .*\n$/);
    expect(JSON.parse((await critgenHere(["audit", "--schema", schema, "--json"])).out)[0]).toMatchObject({
      code: "yaml-syntax",
    });
    for (const folder of ["no-folder", "README.md"]) {
      const { code, out, err } = await critgenHere(["audit", "--schema", folder]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toBe(
        `error unreadable: there is no such folder\n  ${folder}/images.yaml:1:1\n\nthe schema has a problem; it was not audited; \`critgen explain unreadable\` explains it\n`,
      );
    }
    const page = await critgenHere(["audit", "--html", "docs"]);
    expect(page).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/^critgen: docs: \D+\n$/) });
    const { code, err } = await critgenHere(["audit", "--against", "docs"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^critgen: docs is not the source of CRIU.*\n$/),
    });
  });

  it("compares the table with several trees", async () => {
    const { out } = await critgenHere(["audit", "--json", "--schema", schemaOf(""), ...PYTHON, ...GO]);
    expect(JSON.parse(out)).toMatchObject([{ rule: "tree-has-more", subjects: ["PARTING", "handler", "pycriu"] }]);
  });

  it("suggests imports for CRIU's source", async () => {
    const criu = ["--against", "test/fixtures/criu-trees/new"];
    const { out } = await critgenHere(["audit", "--json", "--schema", schemaOf(""), ...criu]);
    const suggestions = (JSON.parse(out) as { suggestion?: string; rule: string }[]).map((one) => one.suggestion);
    expect(suggestions).toContain("`critgen import` adds it");
    expect(suggestions).toContain("if CRIU dropped it, `critgen import` removes it");
    expect(suggestions).toContain("`critgen import` updates the schema");
  });

  it("exits with 1 if CRIU has another magic, even if the town is accepted", async () => {
    const schema = copyOfSchema();
    const [head] = /^#define IMG_COMMON_MAGIC.*\n/m.exec(readFileSync(MAGIC_H, "utf8")) ?? [];
    const of = async (change: (text: string) => string) => {
      const tree = ["--against", changedTree("criu/include/magic.h", change)];
      const { out } = await critgenHere(["audit", "--json", "--schema", schema, ...tree]);
      const all = JSON.parse(out) as { subjects: string[]; accepted?: string }[];
      return all
        .filter(({ subjects }) => subjects[0] === "IMG_COMMON")
        .map(({ subjects, accepted }) => [subjects.join(" + "), accepted === undefined]);
    };
    const town = ["IMG_COMMON + magic town + CRIU", false];
    expect(head).toContain("0x54564319");
    expect(await of((text) => text)).toEqual([town]);
    expect(await of((text) => text.replace("0x54564319", "0x54564320"))).toEqual([
      ["IMG_COMMON + magic value + CRIU", true],
      town,
    ]);
  });

  it("prints the requested format", async () => {
    const schema = bad();
    const print = async (format: string): Promise<string> =>
      (await critgenHere(["audit", "--schema", schema, format])).out;
    expect(JSON.parse(await print("--json"))).toHaveLength(1);
    expect(JSON.parse(await print("--sarif")).runs[0].results).toHaveLength(1);
    expect(await print("--junit")).toContain('<failure type="never-written"');
    expect(await print("--github")).toMatch(/^::warning file=.*images\.yaml,line=8,col=3,title=never-written::/);
    expect(await critgenHere(["audit", "--json", "--sarif"])).toMatchObject({ code: 2, out: "" });
  });

  it("explains rules, and refuses unknown ones", async () => {
    expect(await critgenHere(["audit", "--explain", "near-magics"])).toEqual({
      code: 0,
      out: `${explain("near-magics", 80)}\n`,
      err: "",
    });
    expect(await critgenHere(["audit", "--explain"])).toEqual({ code: 0, out: `${explain(undefined, 80)}\n`, err: "" });
    expect(await critgenHere(["audit", "--explain", "near-magic"])).toEqual({
      code: 2,
      out: "",
      err: "critgen: there is no rule near-magic; did you mean near-magics?\n",
    });
  });
});
