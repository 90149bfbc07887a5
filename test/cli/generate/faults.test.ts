import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { critgen, FAULTS, type Result } from "../../support/cli.ts";
import { temporaryFolder, tinySchema } from "../../support/schema.ts";

/* Interrupts the command as users run it. test/generator/write/faults.test.ts covers each single step. */

it("a package is complete or absent after any interruption, and the next run completes it", () => {
  const [schema, out] = [tinySchema(), join(temporaryFolder(), "package")];
  const generate = (fault = ""): Result =>
    critgen(["generate", "--schema", schema, "--out", out], { env: { FAULT: fault, NODE_OPTIONS: fault && FAULTS } });
  expect(generate("kill:renameSync:7").code).toBeNull();
  writeFileSync(join(out, "mine.txt"), "mine");
  expect(critgen(["generate", "--schema", schema, "--out", out, "--check"]).code).toBe(1);
  expect(generate().code).toBe(0);
  expect(critgen(["generate", "--schema", schema, "--out", out, "--check"]).code).toBe(0);
  expect(readdirSync(out).filter((name) => name.startsWith(".critgen"))).toEqual([".critgen.json"]);
  expect(readFileSync(join(out, "mine.txt"), "utf8")).toBe("mine");
});
