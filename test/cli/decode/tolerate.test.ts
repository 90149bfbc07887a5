import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { critgenHere } from "../../support/here.ts";
import { ROOT } from "../../support/run.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* Cuts an image: --tolerate prints the entries before the cut, reports the remaining bytes, and exits with an error. */

const bytes = readFileSync(join(ROOT, "test/fixtures/images/fds/files.img"));

type Entries = readonly unknown[];
const entriesOf = (json: string): Entries => (JSON.parse(json) as { entries: Entries }).entries;

describe("decode --tolerate", () => {
  it.each([[], ["--pretty"]])("prints the entries before any cut: %s", async (...form) => {
    const file = join(temporaryFolder(), "files.img");
    writeFileSync(file, bytes);
    const whole = await critgenHere(["decode", file, "--tolerate", ...form]);
    expect(whole).toEqual(await critgenHere(["decode", file, ...form]));
    expect(whole.code).toBe(0);
    const all = entriesOf(whole.out);
    let most = 0;
    for (let end = 9; end < bytes.length; end += 37) {
      writeFileSync(file, bytes.subarray(0, end));
      const { code, out, err } = await critgenHere(["decode", file, "--tolerate", ...form]);
      const entries = entriesOf(out);
      expect(entries).toEqual(all.slice(0, entries.length));
      expect(entries.length).toBeGreaterThanOrEqual(most);
      most = entries.length;
      if (code === 0) expect(err).toBe("");
      else
        expect({ code, err }).toEqual({
          code: 1,
          err: expect.stringMatching(/files\.img: FILES, entry \d+, offset \d+: /),
        });
      const rest =
        entries.length === 0 ? "no entry is whole" : `the entries before entry ${entries.length} are printed`;
      if (code === 1) expect(err).toContain(rest);
    }
    expect(most).toBe(all.length - 1);
    writeFileSync(file, bytes.subarray(0, -1));
    expect((await critgenHere(["decode", file, ...form])).code).toBe(2);
  });

  it("skips and reports a wrong head, but refuses other errors", async () => {
    const file = join(temporaryFolder(), "files.img");
    const service = Buffer.from(bytes);
    service.writeUInt32LE(0x55105940);
    writeFileSync(file, service);
    const { code, out, err } = await critgenHere(["show", file, "--tolerate"]);
    expect(code).toBe(1);
    expect(entriesOf(out).length).toBeGreaterThan(10);
    expect(err).toContain(
      "not this image's head in v1.1: expected 0x54564319 (IMG_COMMON), found 0x55105940 (IMG_SERVICE)",
    );
    const broken = Buffer.from(bytes).fill(0xff, 12, 40);
    writeFileSync(file, broken);
    expect((await critgenHere(["show", file, "--tolerate"])).code).toBe(2);
  });
});

describe("the report of an unknown magic", () => {
  const at = (name: string, ...words: readonly number[]): string => {
    const file = join(temporaryFolder(), name);
    const buffer = Buffer.alloc(4 * words.length);
    for (const [i, word] of words.entries()) buffer.writeUInt32LE(word, 4 * i);
    writeFileSync(file, buffer);
    return file;
  };

  it.each(["decode", "info", "show"])("by %s names the magic, not the head before it", async (command) => {
    const { code, err } = await critgenHere([command, at("posix-mqueue.img", 0x54564319, 0x12341234, 0)]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /offset 4: no image begins like this.* found 0x12341234 after the head 0x54564319 \(IMG_COMMON\)/,
    );
    const service = await critgenHere([command, at("x.img", 0x55105940, 0x12341234)]);
    expect(service.err).toContain("found 0x12341234 after the head 0x55105940 (IMG_SERVICE)");
    const alone = await critgenHere([command, at("x.img", 0x12341234, 0x54564319)]);
    expect(alone.err).toMatch(/offset 0: .* found 0x12341234\b(?! behind)/);
    const cut = await critgenHere([command, at("x.img", 0x54564319)]);
    expect(cut.err).toContain("found nothing after the head 0x54564319 (IMG_COMMON)");
  });
});
