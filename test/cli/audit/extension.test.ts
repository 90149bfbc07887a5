import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { critgenHere } from "../../support/here.ts";
import { row, temporaryFolder } from "../../support/schema.ts";

/** Runs critgen in a project with this extension in its critgen.yaml. */
async function inProject(
  words: readonly string[],
  text: string,
  more = "",
): Promise<{ code: number | null; out: string; err: string }> {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "acme/messages"), { recursive: true });
  writeFileSync(join(cwd, "critgen.yaml"), "extend: [acme]\n");
  writeFileSync(join(cwd, "acme/images.yaml"), `images:\n  ${text}\n${more}`);
  return critgenHere(words, { cwd });
}

const audit = (text: string, more?: string) => inProject(["audit", "--github"], text, more);

it("critgen audit covers an extension in critgen.yaml, and its acceptances", async () => {
  const tags = row("ACME_TAGS", "magic: 0x99995618, entries: inventory_entry");
  const { code, out } = await audit(tags);
  expect(code).toBe(1);
  expect(out).toMatch(/file=acme\/images\.yaml,line=2,.*`ACME_TAGS`/);
  const rules = [...out.matchAll(/file=acme.*title=([\w-]+)/g)].map(([, rule = ""]) => rule);
  const reasons = rules.map((rule) => `  ${rule}: { ACME_TAGS: A test }\n`);
  expect(await audit(tags, `accept:\n${reasons.join("")}`)).toMatchObject({ code: 0 });
});

it("critgen audit reports what `generate` refuses in an extension", async () => {
  const { code, out } = await audit('MINE: { about: x, file: "page%s.img", raw: true }');
  expect(code).toBe(1);
  expect(out).toMatch(/file=acme\/images\.yaml.*overlapping-files.*can be a file of `\w+` .* and of `MINE`/);
});

it("critgen magic knows the rows of an extension", async () => {
  const tags = row("ACME_TAGS", "magic: 0x99995618, entries: inventory_entry");
  const { code, out } = await inProject(["magic", "ACME_TAGS"], tags);
  expect(code).toBe(0);
  expect(out).toContain("0x99995618");
});
