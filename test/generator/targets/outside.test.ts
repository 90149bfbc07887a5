import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { isModule, loadTarget } from "../../../generator/targets/outside.ts";
import { CRITGEN } from "../../support/cli.ts";
import { type Result, runPlain } from "../../support/run.ts";
import { afterAllTests, temporaryFolder, tinySchema } from "../../support/schema.ts";

/* Runs the bundled critgen with targets that live outside of it. */

const cleanup = afterAllTests();
const TOY = fileURLToPath(new URL("toy/toy.mjs", import.meta.url));

/** Runs critgen without any other program on the PATH. */
function critgen(cwd: string, ...args: readonly string[]): Result {
  return runPlain(process.execPath, [CRITGEN, ...args], {
    cwd,
    env: { ...process.env, PATH: dirname(process.execPath) },
  });
}

describe("a target outside of critgen", () => {
  it("writes a package, which --check and --diff know", () => {
    const [schema, cwd] = [tinySchema(), temporaryFolder()];
    const args = ["generate", "--schema", schema, "--target", TOY, "--out", "made", "--name", "box"];
    const first = critgen(cwd, ...args, "--json");
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining("there is no `toy` on the PATH") });
    expect(JSON.parse(first.out)).toMatchObject([{ code: "not-verified" }]);
    const file = join(cwd, "made/base_entry.txt");
    expect(readFileSync(file, "utf8")).toMatch(/^== base_entry.txt\nbase_entry, from messages\/base.proto\n/);
    expect(critgen(cwd, ...args, "--check")).toMatchObject({ code: 0, err: "" });
    writeFileSync(file, "");
    expect(critgen(cwd, ...args, "--check")).toMatchObject({
      code: 1,
      err: expect.stringContaining("edited   base_entry.txt"),
    });
    expect(critgen(cwd, ...args, "--diff")).toMatchObject({
      code: 1,
      out: expect.stringContaining("+base_entry, from"),
    });
  });

  it("has its own rules for names of packages, and its own parts", () => {
    const cwd = temporaryFolder();
    const joy = critgen(cwd, "generate", "--target", TOY, "--name", "joy");
    expect(joy).toMatchObject({ code: 2, err: "critgen: a toy cannot have the name `joy`; write one such as toy\n" });
    writeFileSync(join(cwd, "critgen.yaml"), `target: ${TOY}\nname: joy\nparts: [columns]\noutput: sources\n`);
    const { code, err } = critgen(cwd, "generate");
    expect(code).toBe(2);
    for (const text of ["critgen.yaml:2:7", "a toy cannot have the name", "critgen.yaml:3:9", "no part `columns`"]) {
      expect(err).toContain(text);
    }
    expect(err).toContain("critgen.yaml:4:1");
    writeFileSync(join(cwd, "critgen.yaml"), `target: ${TOY}\noutput: package\n`);
    expect(critgen(cwd, "generate").err.match(/^error /gm)).toHaveLength(1);
  });

  it("writes nothing if its verification finds a defect", () => {
    const [schema, cwd] = [tinySchema(), temporaryFolder()];
    const text = readFileSync(TOY, "utf8").replace("`for ", "`BROKEN ");
    const folder = new URL("toy/templates/", import.meta.url).href;
    writeFileSync(
      join(cwd, "toy.mjs"),
      text.replace('new URL("./templates/", import.meta.url)', `new URL("${folder}")`),
    );
    const args = ["generate", "--schema", schema, "--target", "./toy.mjs", "--out", "made"];
    expect(critgen(cwd, ...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining("runtime.txt:1: it is broken"),
    });
    expect(critgen(cwd, ...args, "--check")).toMatchObject({ code: 1, err: expect.stringContaining("does not exist") });
  });

  it("is code that only generate and size run", () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "loud.mjs"), 'console.log("loaded");');
    writeFileSync(join(cwd, "critgen.yaml"), "target: ./loud.mjs\n");
    expect(critgen(cwd, "generate").out).toBe("loaded\n");
    expect(critgen(cwd, "audit").out).not.toContain("loaded");
    expect(critgen(cwd, "magic", "PSTREE").out).not.toContain("loaded");
  });

  it.each([
    ["export const a = 1;", "its default export is not an object"],
    ["export default { naming: {} };", "its default export has no `files`"],
    ["export default { naming: {}, files: () => [] };", "its default export has no `templates`"],
    ["throw new Error('mine');", "mine"],
  ])("is refused if it is %s", async (text, message) => {
    const file = join(temporaryFolder(), "target.mjs");
    writeFileSync(file, text);
    await expect(loadTarget(file)).rejects.toThrow(message);
  });

  it("is named by a path, unlike critgen's own", () => {
    expect(["./a.mjs", "../a.js", "/a.mjs", "a.cjs", "x/a.ts"].map(isModule)).toEqual([true, true, true, true, true]);
    expect(["go", "typescript", "c++", ""].map(isModule)).toEqual([false, false, false, false]);
  });
});

describe("the example of docs/targets.md", () => {
  const text = readFileSync(new URL("../../../docs/targets.md", import.meta.url), "utf8");
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", code = ""]) => ({
    language,
    code,
  }));
  const block = (language: string, i = 0): string => blocks.filter((one) => one.language === language)[i]?.code ?? "";
  let cwd = "";
  beforeAll(() => {
    cwd = temporaryFolder(cleanup);
    mkdirSync(join(cwd, "templates"));
    writeFileSync(join(cwd, "lua.mjs"), block("js"));
    writeFileSync(join(cwd, "templates/message.lua.hbs"), block("handlebars"));
    writeFileSync(join(cwd, "templates/magics.lua.hbs"), block("handlebars", 1));
  });

  it("prints and writes what the document shows", () => {
    const [, ...args] = block("sh").trim().replace("npx ", "").split(" ");
    const { code, out, err } = critgen(cwd, ...args);
    expect({ code, text: err + out }).toEqual({ code: 0, text: block("text") });
    expect(readFileSync(join(cwd, "made/pstree_entry.lua"), "utf8")).toBe(block("lua"));
  });

  it("stands beside a package of another language in critgen.yaml", () => {
    writeFileSync(join(cwd, "critgen.yaml"), block("yaml"));
    const { code, out } = critgen(cwd, "generate", "--name", "criu-images");
    expect({ code, out }).toEqual({ code: 0, out: "made/lua: 6 written, 0 changed, 0 removed (6 files)\n" });
  });
});
