import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import standard from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { copyOf } from "../../inspect/explore/support.ts";
import { folderArchive } from "../../support/archives.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive } from "../../support/tar.ts";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
}

const FDS = "test/fixtures/images/fds";

describe("critgen validate", () => {
  it("finds nothing in a sound checkpoint that was stored without its pages", async () => {
    expect(await critgenHere(["validate", "--without-pages", FDS])).toEqual({
      code: 0,
      out: `${FDS}: no findings\n`,
      err: "",
    });
  });

  it("lists findings by their codes, with places and the remedy, in 80 columns", async () => {
    const { code, out } = await critgenHere(["validate", FDS]);
    expect(code).toBe(1);
    expect(out).toBe(`${FDS}: 3 findings

missing-file: A file is absent, though an image refers to it or every checkpoint
  has it.
  pages-1.img: pagemap-shmem-6647.img pages_id refers to it
  pages-2.img: pagemap-shmem-6649.img pages_id refers to it
  pages-3.img: pagemap-3438.img pages_id refers to it
  → Copy the file from the original checkpoint, or dump again.
`);
  });

  it("writes JSON with the place of each finding", async () => {
    const folder = copyOf("fds");
    writeFileSync(join(folder, "future-1.img"), "future!!");
    const { code, out } = await critgenHere(["validate", "--json", "--without-pages", folder, FDS]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        checkpoint: folder,
        folder: "",
        findings: [
          {
            code: "unknown-file",
            file: "future-1.img",
            image: "",
            path: "",
            message: "no image has this name, and the magic 0x75747566",
          },
        ],
      },
      { checkpoint: FDS, folder: "", findings: expect.arrayContaining([]) },
    ]);
  });

  it("writes SARIF that fits its standard, with offsets in binary files", async () => {
    const { code, out } = await critgenHere(["validate", "--sarif", FDS, "--for", "1.0"]);
    expect(code).toBe(1);
    // The schema's draft differs from ajv's in two keys only.
    const { $schema: _, id: __, ...schema } = standard;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    const log = JSON.parse(out) as { runs: [{ results: Result[]; tool: { driver: { rules: { id: string }[] } } }] };
    expect([validate(log), validate.errors]).toEqual([true, null]);
    const [run] = log.runs;
    const rules = run.tool.driver.rules.map(({ id }) => id);
    expect(rules).toEqual(["missing-file", "not-in-release"]);
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]).toBe(ruleId);
  });

  it("adds what a release does not know", async () => {
    expect((await critgenHere(["validate", "--without-pages", FDS, "--for", "4.2"])).code).toBe(0);
    const { code, out } = await critgenHere(["validate", "--without-pages", FDS, "--for", "v3.0"]);
    expect(code).toBe(1);
    expect(out).toContain("not-in-release: ");
    expect(out).toContain("CRIU v3.0 does not know the image MEMFD_INODE (known since v3.14)");
    expect((await critgenHere(["validate", FDS, "--for", "9.9"])).err).toContain("unknown release 9.9");
    const tar = join(temporaryFolder(), "fds.tar");
    writeFileSync(tar, archive(...folderArchive(FDS, "checkpoint/")));
    const archived = await critgenHere(["validate", "--without-pages", tar, "--for", "v3.0"]);
    expect([archived.code, archived.out]).toEqual([1, out.replaceAll(FDS, tar)]);
  });

  it("checks all checkpoints, and exits with 2 if one cannot be read", async () => {
    const empty = temporaryFolder();
    const { code, out, err } = await critgenHere(["validate", "--without-pages", empty, `${empty}/none`, FDS]);
    expect(code).toBe(2);
    expect(out).toBe(`${FDS}: no findings\n`);
    expect(err).toContain(`critgen: ${empty}: no file of this folder has the name of an image`);
    expect(err).toContain(`critgen: ${empty}/none: `);
  });

  it("shows the first findings of a code, and all with --all", async () => {
    const folder = copyOf("tcp");
    for (let i = 0; i < 30; i++) writeFileSync(join(folder, `core-${i + 20}.img`), "");
    const short = (await critgenHere(["validate", "--without-pages", folder])).out;
    expect(short).toContain("  … and 10 more; --all shows them");
    const long = (await critgenHere(["validate", "--without-pages", "--all", folder])).out;
    expect(long).not.toContain("more; --all");
    expect(long.match(/core-\d+\.img: no process or thread has the id/g)).toHaveLength(30);
  });

  it("escapes control characters of names", async () => {
    const folder = copyOf("fds");
    writeFileSync(join(folder, "\u001b[31m.img"), "");
    rmSync(join(folder, "inventory.img"));
    const { out } = await critgenHere(["validate", folder]);
    expect(out).not.toContain("\u001b");
    expect(out).toContain("\\x1b[31m.img: no image has this name");
    expect(out).toContain("inventory.img: every checkpoint has this file");
  });
});

describe("critgen explain", () => {
  it("explains the code of a finding, and a code that schemas share", async () => {
    const { out } = await critgenHere(["explain", "orphan-file"]);
    expect(out).toContain("orphan-file, of a checkpoint\n\nNo image refers to the id in the name of a file.");
    const shared = (await critgenHere(["explain", "bad-value"])).out;
    expect(shared).toContain("bad-value, of a checkpoint");
    expect(shared.startsWith("bad-value\n")).toBe(true);
    expect((await critgenHere(["explain"])).out).toContain("\noutside-area\n");
  });
});
