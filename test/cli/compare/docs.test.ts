import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { critgenHere } from "../../support/here.ts";
import { ROOT } from "../../support/run.ts";

/* Runs the commands of docs/compare.md, and compares their output with that of the document. */

const text = readFileSync(join(ROOT, "docs/compare.md"), "utf8");
const commands = [...text.matchAll(/^```console\n\$ critgen ([^\n]*)\n(.*?)^```$/gms)];

describe("a command of docs/compare.md", () => {
  it("is among several", () => expect(commands.length).toBeGreaterThan(2));

  it.each(commands.map(([, words = "", output = ""]) => ({ words, output })))(
    "prints its output: $words",
    async (one) => {
      const { out } = await critgenHere(one.words.split(" "));
      expect(out).toBe(one.output);
    },
  );
});
