import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function node(args: readonly string[], cwd = ROOT): Result {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(execPath, args, { cwd, env, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

/** The compiler, compiled: inside the project, where Node finds what it imports. */
let compiled = "";
beforeAll(() => {
  compiled = mkdtempSync(join(ROOT, "node_modules", ".critgen-test-"));
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const { code, out } = node([tsc, "-p", "tsconfig.build.json", "--outDir", compiled]);
  expect({ code, out }).toEqual({ code: 0, out: "" });
});
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

const critgen = (...args: readonly string[]): Result => node([join(compiled, "cli", "main.js"), ...args]);

const wrong = (): string => tinySchema({ images: table(row("NOTE", "magic: 5, entries: base_entri")) });

describe("the command line", () => {
  it("generates a package; checks it; finds what was edited", () => {
    const [schema, out] = [tinySchema(), join(temporaryFolder(), "package")];
    const args = ["generate", "--schema", schema, "--out", out];
    expect(critgen(...args)).toMatchObject({ code: 0, err: "" });
    expect(critgen(...args, "--check")).toMatchObject({ code: 0, err: "" });
    writeFileSync(join(out, "src", "all.ts"), "");
    const check = critgen(...args, "--check");
    expect(check.code).toBe(1);
    expect(check.err).toMatch(/edited +src\/all\.ts/);
    const refused = critgen(...args);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/^critgen: [\s\S]*edited by hand[\s\S]*src\/all\.ts/);
    expect(critgen(...args, "--force").code).toBe(0);
    expect(critgen(...args, "--check").code).toBe(0);
  });

  it("exits with 2 where the schema is wrong, says where, and writes nothing", () => {
    const [schema, out] = [wrong(), join(temporaryFolder(), "package")];
    const { code, err } = critgen("generate", "--schema", schema, "--out", out);
    expect(code).toBe(2);
    expect(err).toContain("images.yaml:9:62");
    expect(err).toContain("there is no message `base_entri`");
    expect(err).toContain("did you mean base_entry?");
    expect(err).toContain("nothing was written");
    expect(existsSync(out)).toBe(false);
  });

  it("tells the problems as JSON where it is asked to", () => {
    const { code, out } = critgen("generate", "--schema", wrong(), "--out", temporaryFolder(), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject([{ code: "unknown-message", file: "images.yaml", line: 9, column: 62 }]);
  });

  it("exits with 2 where there is no schema, without a stack", () => {
    const { code, err } = critgen("generate", "--schema", join(temporaryFolder(), "none"), "--out", temporaryFolder());
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
  ])("given %j exits with %i", (args, code) => {
    const result = critgen(...args);
    expect(result.code).toBe(code);
    expect(result.err).not.toMatch(/^ +at /m);
  });

  it("has the schema of its own package where none is given", () => {
    const out = join(temporaryFolder(), "package");
    const { code, err } = critgen("generate", "--out", out, "--check");
    expect(code).toBe(1);
    expect(err).toMatch(/missing +src\/all\.ts/);
    expect(existsSync(out)).toBe(false);
  });
});
