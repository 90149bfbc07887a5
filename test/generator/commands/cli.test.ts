import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Result } from "../../support/cli.ts";
import { critgenHere } from "../../support/here.ts";
import { row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const critgen = (...args: readonly string[]): Promise<Result> => critgenHere(args);

const wrong = (): string => tinySchema({ images: table(row("NOTE", "magic: 5, entries: base_entri")) });

describe("the command line", () => {
  it("generates a package; checks it; finds what was edited", async () => {
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

  it("exits with 2 where the schema is wrong, says where, and writes nothing", async () => {
    const [schema, out] = [wrong(), join(temporaryFolder(), "package")];
    const { code, err } = await critgen("generate", "--schema", schema, "--out", out);
    expect(code).toBe(2);
    expect(err).toContain("images.yaml:9:62");
    expect(err).toContain("there is no message `base_entri`");
    expect(err).toContain("did you mean base_entry?");
    expect(err).toContain("nothing was written");
    expect(existsSync(out)).toBe(false);
  });

  it("tells the problems as JSON where it is asked to", async () => {
    const { code, out } = await critgen("generate", "--schema", wrong(), "--out", temporaryFolder(), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject([{ code: "unknown-message", file: "images.yaml", line: 9, column: 62 }]);
  });

  it("exits with 2 where there is no schema, without a stack", async () => {
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

  it("has the schema of its own package where none is given", async () => {
    const out = join(temporaryFolder(), "package");
    const { code, err } = await critgen("generate", "--out", out, "--check");
    expect(code).toBe(1);
    expect(err).toMatch(/missing +src\/all\.ts/);
    expect(existsSync(out)).toBe(false);
  });
});
