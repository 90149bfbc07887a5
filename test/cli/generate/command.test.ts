import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import type { Result } from "../../support/cli.ts";
import { critgenHere } from "../../support/here.ts";
import { PROJECT_SCHEMA, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const critgen = (...args: readonly string[]): Promise<Result> => critgenHere(args);

const wrong = (): string => tinySchema({ images: table(row("NOTE", "magic: 5, entries: base_entri")) });

describe("critgen generate", () => {
  it("generates a package, checks it, and detects edits", async () => {
    const [schema, out] = [tinySchema(), join(temporaryFolder(), "package")];
    const args = ["generate", "--schema", schema, "--out", out];
    expect(await critgen(...args)).toMatchObject({ code: 0, err: "" });
    expect(await critgen(...args, "--check")).toMatchObject({ code: 0, err: "" });
    writeFileSync(join(out, "src", "all.ts"), "");
    const check = await critgen(...args, "--check");
    expect(check.code).toBe(1);
    expect(check.err).toMatch(/edited +src\/all\.ts/);
    const refused = await critgen(...args);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/^critgen: [\s\S]*edited by hand[\s\S]*src\/all\.ts/);
    expect((await critgen(...args, "--force")).code).toBe(0);
    expect((await critgen(...args, "--check")).code).toBe(0);
  });

  it("announces the default folder once, but not with --json", async () => {
    const cwd = temporaryFolder();
    const count = loadModel(PROJECT_SCHEMA).images.length;
    const told =
      `critgen: there is no critgen.yaml: generating modules for all ${count} images in ./generated; ` +
      "choose fewer with `critgen init` or --images\n";
    const check = await critgenHere(["generate", "--check"], { cwd });
    expect(check).toMatchObject({ code: 1, err: "generated does not exist: run `critgen generate`.\n" });
    expect(await critgenHere(["generate"], { cwd })).toMatchObject({ code: 0, err: told });
    expect(readdirSync(join(cwd, "generated/images"))).toHaveLength(count);
    expect(await critgenHere(["generate"], { cwd })).toMatchObject({ code: 0, err: "" });
    for (const choice of [["--images", "UTSNS"], ["--name", "x"], ["--out", "there"], ["--json"]]) {
      rmSync(join(cwd, "generated"), { recursive: true, force: true });
      expect(await critgenHere(["generate", ...choice], { cwd })).toMatchObject({ code: 0, err: "" });
    }
    writeFileSync(join(cwd, "critgen.yaml"), "parts: [json]\nimages: [UTSNS]");
    rmSync(join(cwd, "generated"), { recursive: true, force: true });
    expect(await critgenHere(["generate"], { cwd })).toMatchObject({ code: 0, err: "" });
  });

  it("exits with 2 for an invalid schema, shows the place, and writes nothing", async () => {
    const [schema, out] = [wrong(), join(temporaryFolder(), "package")];
    const { code, err } = await critgen("generate", "--schema", schema, "--out", out);
    expect(code).toBe(2);
    expect(err).toContain("images.yaml:9:62");
    expect(err).toContain("there is no message `base_entri`");
    expect(err).toContain("did you mean base_entry?");
    expect(err).toContain("nothing was written");
    expect(existsSync(out)).toBe(false);
  });

  it("prints all results as JSON on request, with paths relative to the working directory", async () => {
    const [here, schema] = [temporaryFolder(), tinySchema()];
    const run = async (...args: readonly string[]): Promise<{ code: number | null; said: unknown; err: string }> => {
      const { code, out, err } = await critgenHere(["generate", "--json", "--out", "made", ...args], { cwd: here });
      return { code, said: JSON.parse(out), err };
    };
    const place = { file: `${relative(realpathSync(here), wrong())}`, line: 9, column: 62 };
    const problem = await run("--schema", join(here, place.file));
    expect(problem).toMatchObject({
      code: 2,
      said: [{ ...place, code: "unknown-message", file: `${place.file}/images.yaml` }],
    });
    expect(await run("--schema", schema)).toEqual({ code: 0, said: [], err: "" });
    expect(await run("--schema", schema)).toEqual({ code: 0, said: [], err: "" });
    expect(await run("--schema", schema, "--check")).toEqual({ code: 0, said: [], err: "" });
    appendFileSync(join(here, "made/all.ts"), "// mine\n");
    const edited = { code: "edited", message: expect.stringContaining("by hand"), file: "made/all.ts" };
    expect(await run("--schema", schema, "--check")).toEqual({ code: 1, said: [edited], err: "" });
    expect(await run("--schema", schema)).toMatchObject({ code: 2, said: [edited] });
    rmSync(join(here, "made"), { recursive: true });
    mkdirSync(join(here, "made"), { recursive: true });
    writeFileSync(join(here, "made/all.ts"), "mine");
    expect(await run("--schema", schema)).toMatchObject({
      code: 2,
      said: [{ code: "foreign", file: "made/all.ts" }],
    });
    expect(await run("--schema", schema, "--images", "NONE")).toMatchObject({
      code: 2,
      said: [{ code: "failed", message: expect.stringContaining("there is no image `NONE`") }],
    });
  });

  it.each([
    ["--check", "--watch"],
    ["--diff", "--check"],
    ["--diff", "--watch"],
    ["--json", "--watch"],
    ["--json", "--diff"],
    ["--images", ""],
    ["--images", "MM,,VMAS"],
  ])("refuses %s %s in one line", async (...args) => {
    const { code, out, err } = await critgen("generate", ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^critgen: .*run `critgen generate --help`\n$/);
  });

  it("offers `critgen explain`, which explains every code", async () => {
    const { err } = await critgen("generate", "--schema", wrong(), "--out", temporaryFolder());
    expect(err).toContain("`critgen explain unknown-message` explains it");
    const { out } = await critgen("explain", "unknown-message");
    expect(out).toMatch(
      /^unknown-message\n\nA row names a message that no \.proto file declares\.[^`]*error unknown-message: /,
    );
    expect((await critgen("explain")).out.split("\n")).toContain("bad-layout");
    expect(await critgen("explain", "bad-layuot")).toMatchObject({
      code: 2,
      err: expect.stringContaining("did you mean bad-layout?"),
    });
    expect((await critgen("explain", "near-magics")).out).toContain("warning near-magics: Two magics");
    expect((await critgen("audit", "--explain", "bad-layout")).out).toContain("error bad-layout: ");
    expect((await critgen("explain", "nothing")).err).toContain("there is no code nothing");
  });

  it("writes nothing through a link inside of the folder, even with --force", async () => {
    const [schema, out, other] = [tinySchema(), temporaryFolder(), temporaryFolder()];
    symlinkSync(other, join(out, "src"));
    const { code, err } = await critgen("generate", "--schema", schema, "--out", out, "--force");
    expect({ code, left: readdirSync(other) }).toEqual({ code: 2, left: [] });
    expect(err).toContain(`${out}/src is a link; critgen does not write through links`);
  });

  it("exits with 2 if it cannot make a folder", async () => {
    const { code, err } = await critgen("generate", "--schema", tinySchema(), "--out", "/proc/nope/made");
    expect({ code, err }).toEqual({ code: 2, err: "critgen: /proc/nope: no such file or directory\n" });
  });

  it("shows foreign files with --diff", async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "src"));
    writeFileSync(join(out, "src/all.ts"), "mine");
    const { code, err } = await critgen("generate", "--schema", tinySchema(), "--out", out, "--diff");
    expect(code).toBe(1);
    expect(err).toContain("src/all.ts is in the way, and not written by critgen: only --force replaces it");
  });

  it("exits with 2 for a missing schema, without a stack trace", async () => {
    const { code, err } = await critgen(
      "generate",
      "--schema",
      join(temporaryFolder(), "none"),
      "--out",
      temporaryFolder(),
    );
    expect(code).toBe(2);
    expect(err).toContain("images.yaml");
    expect(err).not.toMatch(/^ +at /m);
  });

  it.each([
    [["generate", "--chekc"], 2],
    [["generat"], 2],
    [["--help"], 0],
    [["generate", "--help"], 0],
    [["--version"], 0],
  ])("given %j exits with %i", async (args, code) => {
    const result = await critgen(...args);
    expect(result.code).toBe(code);
    expect(result.err).not.toMatch(/^ +at /m);
  });

  it("uses the schema of its own package by default", async () => {
    const out = join(temporaryFolder(), "package");
    const { code, err } = await critgen("generate", "--out", out, "--check");
    expect(code).toBe(1);
    expect(err).toMatch(/package does not exist: run `critgen generate`\.\n$/);
    expect(existsSync(out)).toBe(false);
  });
});
