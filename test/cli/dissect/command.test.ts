import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { allOf } from "../../../inspect/dissect/dissect.ts";
import { dissectImage } from "../../../inspect/dissect/image.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { textOf } from "../../inspect/dissect/support.ts";
import type { Result } from "../../support/cli.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";

const CORPUS = join(ROOT, "test/fixtures/images");
const FILES = join(CORPUS, "fds/files.img");
const cleanup = afterAllTests();

let folder = "";
beforeAll(() => {
  folder = temporaryFolder(cleanup);
});

const critgen = (...args: readonly string[]): Promise<Result> => critgenHere(["dissect", ...args]);

/** Makes a file that ends inside entry 2. */
function cutFile(): string {
  const path = join(folder, "files.img");
  writeFileSync(path, readFileSync(FILES).subarray(0, 0x9d));
  return path;
}

it("allOf stops at its limit, even in an endless pipe", async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (; ; given++) yield new Uint8Array(10);
  }
  await expect(allOf(endless(), "-", 100)).rejects.toThrow("-: larger than 1 GiB");
  expect(given).toBe(10);
});

describe("critgen dissect", () => {
  it("exits with 0 for a valid file, and shows all of it", async () => {
    const bytes = readFileSync(FILES);
    const { code, out, err } = await critgen(FILES);
    const named = { ...BUILT_IN, layouts: await BUILT_IN.named() };
    const lines = textOf([...dissectImage(bytes, "files.img", named)], bytes);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(`${lines.join("\n")}\n\n46 entries; nothing wrong\n`);
  });

  it("exits with 1 for an error, and names its offset in the summary", async () => {
    const { code, out, err } = await critgen(cutFile());
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(
      /error: past the end of the file: 40 bytes\s+announced[\s\S]*first error: offset 0x7c, entry 2\n$/,
    );
  });

  it("exits with 2 and a reason in one line if it can read or show nothing", async () => {
    const raw = join(CORPUS, "fds/pages-1.img");
    expect(await critgen(join(folder, "nothing.img"))).toMatchObject({ code: 2, out: "" });
    expect(await critgen(folder)).toMatchObject({ code: 2, out: "" });
    expect(await critgen(raw)).toMatchObject({
      code: 2,
      out: "",
      err: `critgen: ${raw}: PAGES is raw: it has no structure to dissect\n`,
    });
  });

  it("counts a first message separately, and refuses files of more than 1 GiB", async () => {
    const { out } = await critgen(join(CORPUS, "ghost/ghost-file-1.img"));
    expect(out).toMatch(/\na first message, 0 entries; nothing wrong\n$/);
    const large = join(folder, "ghost-file-1.img");
    writeFileSync(large, "");
    truncateSync(large, 2 ** 30 + 1);
    const { code, err } = await critgen(large);
    expect(code).toBe(2);
    expect(err).toMatch(/^critgen: .*ghost-file-1.img: larger than 1 GiB, .*`critgen info` finds its errors/);
  });

  it("shows only the requested entries", async () => {
    const all = (await critgen("--json", FILES)).out.trimEnd().split("\n");
    const some = (await critgen("--json", "--entries", "2-4,7", FILES)).out.trimEnd().split("\n");
    const wanted = all.filter((line) => [2, 3, 4, 7].includes(JSON.parse(line).entry));
    expect(some).toEqual(wanted);
    expect((await critgen("--json", "--entries", "44-", FILES)).out).toContain('"entry":45');
    const { code, out } = await critgen("--entries", "1", cutFile());
    expect(code).toBe(1);
    expect(out).toMatch(/^0000005d {2}1b 00 00 00 {14}entry 1: file_entry, 27 bytes\n/);
    expect(out).toMatch(/\n3 entries; 1 error; first error: offset 0x7c, entry 2\n$|\n3 entries; [^\n]*entry 2\n$/);
  });

  it("counts warnings too, and names the offset of the first error, even before the first entry", async () => {
    const one = join(folder, "pstree.img");
    const bytes = readFileSync(join(CORPUS, "fds/pstree.img"));
    // The process id takes one byte more than necessary.
    const long = Buffer.concat([bytes.subarray(0, 13), Buffer.of(0xee, 0x9a, 0x00), bytes.subarray(15)]);
    long.writeUInt32LE(bytes.readUInt32LE(8) + 1, 8);
    writeFileSync(one, long);
    expect(await critgen(one)).toMatchObject({ code: 0, out: expect.stringMatching(/\n1 entry; 1 warning\n$/) });
    writeFileSync(one, "");
    expect((await critgen(one)).out).toMatch(/\n0 entries; 1 error; first error: offset 0x0\n$/);
    writeFileSync(one, bytes.subarray(0, 14));
    expect((await critgen(one)).out).toMatch(/\n1 entry; 2 errors; first error: offset 0x8, entry 0\n$/);
    writeFileSync(one, Buffer.concat([bytes.subarray(0, 8), Buffer.of(4, 0, 0, 0, 0x08, 1, 0x10, 0)]));
    expect((await critgen(one)).out.replaceAll("\n", " ")).toMatch(
      /1 entry; 2 errors; first error: offset 0x\w+, entry 0, pgid $/,
    );
  });

  it.each(["46", "46-", "x", "5-2", "", "1,,2", "-3"])("refuses --entries %s", async (entries) => {
    const { code, out, err } = await critgen(`--entries=${entries}`, FILES);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^critgen: --entries .*\n$/);
  });
});
