import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../support/cli.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const IMAGE = join(ROOT, "test/fixtures/images/fds/pstree.img");

it("turns the JSON of decode, plain or pretty, back into the image", async () => {
  const at = (name: string): string => join(folder, name);
  const folder = temporaryFolder();
  for (const form of [[], ["--pretty"]]) {
    writeFileSync(at("a.json"), (await critgenHere(["decode", IMAGE, ...form])).out);
    for (const input of [[at("a.json")], ["--in", at("a.json")]]) {
      expect(await critgenHere(["encode", ...input, "-o", at("a.img")])).toEqual({ code: 0, out: "", err: "" });
      expect(readFileSync(at("a.img")).equals(readFileSync(IMAGE))).toBe(true);
    }
  }
});

it("prints the image alone on standard output, without a line end", async () => {
  const folder = temporaryFolder();
  const json = join(folder, "a.json");
  writeFileSync(json, '{"magic": "PSTREE", "entries": []}');
  const { code, out } = await critgenHere(["encode", json]);
  expect([code, out.length]).toEqual([0, 8]);
});

it("refuses two inputs, and JSON that is no image's, with its place, and writes nothing", async () => {
  const folder = temporaryFolder();
  const json = join(folder, "a.json");
  writeFileSync(json, '{"magic": "PSTREE",\n "entries": [{"pidd": 1}]}');
  const two = await critgenHere(["encode", json, "--in", json]);
  expect(two).toMatchObject({ code: 2, out: "", err: expect.stringContaining("there are two inputs") });
  const wrong = await critgenHere(["encode", json, "-o", join(folder, "a.img")]);
  expect(wrong).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/a\.json:2:15: .*'pidd'/) });
  expect(() => readFileSync(join(folder, "a.img"))).toThrow("ENOENT");
});
