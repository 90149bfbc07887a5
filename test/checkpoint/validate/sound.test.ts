import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { validate } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { CORPUS } from "../../inspect/explore/support.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { Draft } from "../../support/draft.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Folders with an inventory: checkpoints and pre-dumps of CRIU 4.2, stored without their pages. */
const names = readdirSync(CORPUS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/inventory.img"))
  .map((path) => path.slice(0, -"/inventory.img".length))
  .sort();

async function findingsOf(path: string): Promise<string[]> {
  const opened = await openCheckpoint(path);
  const findings = await validate(opened);
  await opened.close();
  // The fixtures lack raw images, too.
  return findings.flatMap(({ code, file, image }) =>
    code === "missing-file" && ["PAGES", "IFADDR", "ROUTE"].includes(image) ? [] : `${code} ${file}`,
  );
}

describe("a real checkpoint", () => {
  it("is among many", () => expect(names.length).toBeGreaterThan(30));

  it.each(names)("has no findings but the files that it was stored without: %s", async (name) => {
    expect(await findingsOf(checkpoint(name))).toEqual([]);
  });
});

describe("a deleted file of a dump up to v1.3", () => {
  it("has no type: a bit of the id tells that its content is in the checkpoint", async () => {
    const draft = await Draft.of("ghost");
    draft.edit("REMAP_FPATH", ({ entries }) => {
      for (const one of entries) {
        if (one.remap_type === 1) one.remap_id += 0x80000000;
        delete one.remap_type;
      }
    });
    expect(await draft.validate()).toEqual([]);
    draft.edit("REMAP_FPATH", ({ entries: [one] }) => void Object.assign(one ?? {}, { remap_id: 0x80001234 }));
    expect((await draft.validate()).map(({ code }) => code).sort()).toEqual(["missing-file", "orphan-file"]);
  });
});

describe("a folder with an image that CRIU also writes alone", () => {
  it("lacks nothing", async () => {
    expect(await findingsOf(checkpoint("cpuinfo"))).toEqual([]);
    const draft = await Draft.of("basic");
    for (const file of draft.files.keys()) if (file !== "stats-dump" && file !== "pstree.img") draft.remove(file);
    expect((await draft.remove("pstree.img").validate()).map(({ code }) => code)).toEqual([]);
  });

  it("lacks the inventory if there are others", async () => {
    const draft = await Draft.of("cpuinfo");
    draft.set("timens-0.img", (await Draft.of("basic")).files.get("timens-0.img") ?? 0);
    expect(await draft.validate()).toContainEqual(
      expect.objectContaining({ code: "missing-file", file: "inventory.img" }),
    );
  });
});

describe("a checkpoint without its pages", () => {
  it.each(names)("lacks exactly the files that its pagemaps claim by crit's JSON: %s", async (name) => {
    const opened = await openCheckpoint(checkpoint(name));
    const missing = (await validate(opened)).flatMap(({ file, image }) => (image === "PAGES" ? file : []));
    await opened.close();
    const folder = join(CORPUS, "../crit-json", name);
    const pagemaps = readdirSync(folder).filter((file) => /^pagemap-.*\.img\.json$/.test(file));
    const claimed = pagemaps.map((file) => {
      const { entries } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { entries: { pages_id: number }[] };
      return `pages-${entries[0]?.pages_id}.img`;
    });
    const absent = claimed.filter((file) => !existsSync(join(checkpoint(name), file)));
    expect(missing.sort()).toEqual([...new Set(absent)].sort());
  });
});

describe("a checkpoint with its pages", () => {
  it.each(["chain/0", "chain/1", "chain/2", "chain/3", "shared/images", "threads/images"])(
    "has no findings: %s",
    async (name) => {
      const opened = await openCheckpoint(join(MEMORY, name));
      expect(await validate(opened)).toEqual([]);
      await opened.close();
    },
  );
});

describe("a chain of dumps", () => {
  const levels = readdirSync(checkpoint("incr")).filter((name) =>
    statSync(join(checkpoint("incr"), name)).isDirectory(),
  );

  /** Copies the chain, with links to the parents. */
  function chain(): string {
    const folder = temporaryFolder();
    for (const level of levels) {
      mkdirSync(join(folder, level));
      cpSync(join(checkpoint("incr"), level), join(folder, level), { recursive: true });
      rmSync(join(folder, level, "parent"), { force: true });
      if (level !== "0") symlinkSync(`../${Number(level) - 1}`, join(folder, level, "parent"));
    }
    return folder;
  }

  it("has its pages in parents", async () => {
    const folder = chain();
    for (const level of levels) expect(await findingsOf(join(folder, level))).toEqual([]);
  });

  it("lacks them if the link leads nowhere, or is gone", async () => {
    const folder = chain();
    rmSync(join(folder, "2"), { recursive: true });
    const [pagemap] = readdirSync(join(folder, "3")).filter((name) => /^pagemap-\d/.test(name));
    expect(await findingsOf(join(folder, "3"))).toEqual([`missing-parent ${pagemap}`]);
    rmSync(join(folder, "3/parent"));
    expect(await findingsOf(join(folder, "3"))).toEqual([`missing-parent ${pagemap}`]);
  });
});

describe("a checkpoint with compressed pages", () => {
  it("has findings of its unknown version and fields alone", async () => {
    const found = await findingsOf(join(MEMORY, "lz4/3"));
    const fields = ["pagemap-2825.img", "pagemap-shmem-39656.img"].flatMap((file) =>
      [1, 2, 3].map(() => `unknown-field ${file}`),
    );
    expect(found).toEqual(["unknown-version inventory.img", "unknown-field inventory.img", ...fields]);
  });

  it("has the size of its blocks in the file of pages", async () => {
    const folder = temporaryFolder();
    cpSync(join(MEMORY, "lz4"), folder, { recursive: true, verbatimSymlinks: true });
    const pages = join(folder, "3/pages-2.img");
    const bytes = readFileSync(pages);
    writeFileSync(pages, bytes.subarray(1));
    expect(await findingsOf(join(folder, "3"))).toContain("wrong-size pages-2.img");
    writeFileSync(pages, bytes);
    // The sum of the sizes of the first entry with blocks, in field 7.
    const pagemap = join(folder, "3/pagemap-2825.img");
    const image = readFileSync(pagemap);
    const at = image.indexOf(0x38, image.indexOf(0x32));
    image[at + 1] = (image[at + 1] ?? 0) ^ 1;
    writeFileSync(pagemap, image);
    expect(await findingsOf(join(folder, "3"))).toContain("bad-run pagemap-2825.img");
  });
});
