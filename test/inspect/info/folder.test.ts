import { rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageOfFile } from "criu-images";
import { describe, expect, it } from "vitest";
import { printFolder } from "../../../cli/info/text.ts";
import { type FolderInfo, folderInfo } from "../../../inspect/info/folder.ts";
import { imageInfo } from "../../../inspect/info/image.ts";
import { withInput } from "../../../inspect/open/input.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { corpus } from "../../support/corpus.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { CHECKPOINTS, CORPUS, copyOf, files, read, remove } from "../explore/support.ts";

const infoOf = (folder: string): Promise<FolderInfo> => folderInfo(BUILT_IN, folder);

describe("info of a folder", () => {
  it.each(CHECKPOINTS)("sums up the counts and sizes of the images of %s by type", async (scenario) => {
    const info = await infoOf(join(CORPUS, scenario));
    const kinds = new Map<string, object & { count: number; files: number; sizes: { file: number } }>();
    for (const { name, path } of corpus().filter(
      ({ path }) => path.startsWith(`${scenario}/`) && !path.slice(scenario.length + 1).includes("/"),
    )) {
      const one = await withInput(join(CORPUS, path), (input) => imageInfo(BUILT_IN, input));
      const kind = kinds.get(one.image) ?? {
        magic: one.magic,
        count: 0,
        image: one.image,
        files: 0,
        sizes: { file: 0 },
      };
      kinds.set(one.image, kind);
      expect(imageOfFile(name)?.image).toBe(one.image);
      kind.count += one.count;
      kind.files++;
      kind.sizes.file += one.sizes.file;
    }
    expect(info.images).toHaveLength(kinds.size);
    for (const kind of info.images) expect(kind).toEqual(kinds.get(kind.image));
    expect(info).toMatchObject({ version: "v1.1", unknown: [], problems: [] });
  });

  it("lists the missing files of processes, of memory and of the checkpoint", async () => {
    const folder = copyOf("pidns");
    const pids = read(folder, "pstree.img", "PSTREE").entries.map(({ pid }) => pid);
    const pages = files(folder, "pagemap-").map((file) => {
      const { first } = read(folder, file, file.includes("shmem") ? "SHMEM_PAGEMAP" : "PAGEMAP");
      return `pages-${first?.pages_id}.img`;
    });
    expect((await infoOf(folder)).missing.toSorted()).toEqual([...new Set(pages)].toSorted());
    for (const name of pages) writeFileSync(join(folder, name), "");
    expect((await infoOf(folder)).missing).toEqual([]);
    remove(folder, `core-${pids[1]}.img`);
    expect((await infoOf(folder)).missing).toEqual([`core-${pids[1]}.img`]);
    remove(folder, "pstree.img", "inventory.img");
    expect(await infoOf(folder)).toMatchObject({ version: null, missing: ["inventory.img"] });
  });

  it("requires no processes of a pre-dump, and names its parent", async () => {
    const chain = copyOf("incr");
    rmSync(join(chain, "1/parent"), { recursive: true, force: true });
    symlinkSync("../0", join(chain, "1/parent"));
    const info = await infoOf(join(chain, "1"));
    expect(info).toMatchObject({ version: "pre-dump", parent: "../0", problems: [] });
    expect(info.missing.every((name) => name.startsWith("pages-"))).toBe(true);
    expect(info.others).toEqual([]);
    expect(await infoOf(join(CORPUS, "incr/0"))).not.toHaveProperty("parent");
  });

  it.each([
    ["nowhere", "ENOENT", /^no such file or directory$/],
    [".", "no-file", /^the links to the parents of this dump lead in a circle/],
  ])("reports a problem if the parent link leads to %s", async (target, code, message) => {
    const folder = copyOf("uts");
    symlinkSync(target, join(folder, "parent"));
    const { parent, problems } = await infoOf(folder);
    expect([parent, problems]).toEqual([target, [{ file: "parent", code, message: expect.stringMatching(message) }]]);
  });

  it("reports damaged images, and counts their valid entries", async () => {
    const folder = copyOf("fds");
    writeFileSync(join(folder, "pstree.img"), "no image");
    truncateSync(join(folder, "files.img"), 100);
    const { images, problems } = await infoOf(folder);
    expect(problems).toMatchObject([
      { file: "files.img", code: "truncated" },
      { file: "pstree.img", code: "bad-magic" },
    ]);
    expect(images.find(({ image }) => image === "FILES")?.count).toBeGreaterThan(0);
    expect(images.find(({ image }) => image === "PSTREE")).toEqual({
      ...{ magic: null, count: 0, image: "PSTREE", files: 1, sizes: { file: 8 } },
    });
  });

  it("refuses a folder that does not exist", async () => {
    await expect(infoOf(join(CORPUS, "none"))).rejects.toThrow(
      new Error(`${join(CORPUS, "none")}: no such file or directory`),
    );
  });
});

it("info prints a table of a folder that fits 80 columns", async () => {
  const folder = copyOf("fds");
  writeFileSync(join(folder, "posix-\u001b[31mmqueue.img"), Uint8Array.of(1, 2, 3, 4));
  writeFileSync(join(folder, "short.img"), "");
  symlinkSync("../0", join(folder, "parent"));
  symlinkSync("/etc/passwd", join(folder, "core-1.img"));
  writeFileSync(join(folder, "dump.log"), "text");
  const lines = [...printFolder(await infoOf(folder), 80)];
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(lines.slice(0, 7)).toEqual([
    "version     v1.1",
    "parent      ../0",
    expect.stringMatching(/^images {6}18 files, \d+ bytes$/),
    expect.stringMatching(/^ {12} +files {2}entries {2}bytes$/),
    expect.stringMatching(/^ {12}INVENTORY +1 {8}1 {5}\d\d$/),
    expect.stringMatching(/^ {12}PSTREE +1 {8}1 /),
    expect.stringMatching(/^ {12}STATS +2 {8}2 /),
  ]);
  const text = lines.join("\n");
  expect(text).toContain("\nunknown     posix-\\x1b[31mmqueue.img, magic 0x04030201\n            short.img\n");
  expect(text).toContain("\nothers      dump.log, 4 bytes\n            core-1.img, link\n");
  expect(text).toMatch(/\nmissing {5}pages-\d+\.img\n/);
  expect(text).toMatch(/\nproblem {5}parent: no such file or directory\n {12}core-1\.img: skipped: a link$/);
});

it("info describes each of several arguments, and continues after a missing one", async () => {
  const folder = copyOf("uts");
  const { code, out, err } = await critgenHere(["info", join(folder, "none"), folder, join(folder, "pstree.img")]);
  expect([code, err]).toEqual([2, `critgen: ${join(folder, "none")}: no such file or directory\n`]);
  const texts = out.split(/(?<=^})\n/m).filter(Boolean);
  expect(texts.map((text) => JSON.parse(text) as object)).toMatchObject([
    { folder },
    { image: "PSTREE", file: join(folder, "pstree.img") },
  ]);
});

it("info of a folder without images lists the missing files", async () => {
  const folder = temporaryFolder();
  const info = await infoOf(folder);
  expect(info).toEqual({
    ...{ folder, form: "folder", version: null, images: [], unknown: [], others: [], problems: [] },
    missing: ["inventory.img"],
  });
  expect([...printFolder(info, 80)]).toEqual([
    "version     not known",
    "images      0 files, 0 bytes",
    "missing     inventory.img",
  ]);
  rmSync(folder, { recursive: true });
});
