import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { memoryBytes, openCheckpoint as openBytes } from "criu-checkpoint";
import { fileSpool, openCheckpoint, openPlace, openStore } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";

const WEB = archive(
  ...folderArchive(checkpoint("basic"), "checkpoint/"),
  entry({ name: "config.dump", content: "{}" }),
);
const DB = new Uint8Array(gzipSync(archive(...folderArchive(checkpoint("threads"), "images/"))));
const packed = (name: string, content: Uint8Array): Uint8Array =>
  new Uint8Array(gzipSync(archive(entry({ name, content }))));

const POD = archive(
  entry({ name: "web.tar", content: WEB }),
  entry({ name: "deep/db.tar", content: DB }),
  entry({ name: "a:b.tar", content: WEB }),
  ...folderArchive(checkpoint("fds"), "own/checkpoint/"),
);

/** Writes an archive; returns its path. */
function fileWith(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), "pod.tar");
  writeFileSync(path, bytes);
  return path;
}

describe("an archive in an archive", () => {
  it.each([
    ["web.tar", "checkpoint/", "tar", 2525],
    ["web.tar:", "checkpoint/", "tar", 2525],
    ["web.tar:checkpoint", "checkpoint/", "tar", 2525],
    ["a:b.tar:checkpoint/", "checkpoint/", "tar", 2525],
    ["deep/db.tar", "images/", "tar.gz", 2707],
  ])("is opened by its name %s", async (name, folder, form, pid) => {
    const opened = await openCheckpoint(`${fileWith(POD)}:${name}`);
    expect([opened.folder, opened.store.form]).toEqual([folder, form]);
    expect((await opened.read("PSTREE"))?.entries.map((one) => one.pid)).toContain(pid);
    await opened.close();
    const same = await openBytes(memoryBytes(POD), { folder: name });
    expect((await same.read("PSTREE"))?.entries.map((one) => one.pid)).toContain(pid);
  });

  it("can be compressed at each level, and unpacked to a spool", async () => {
    const path = fileWith(packed("2.tar.gz", packed("1.tar.gz", packed("web.tar", WEB))));
    const opened = await openCheckpoint(`${path}:2.tar.gz:1.tar.gz:web.tar`, { spool: () => fileSpool() });
    expect(opened.find("CORE", 2525)?.size).toBe(2715);
    expect((await opened.read("PSTREE"))?.entries).toHaveLength(1);
    await opened.close();
  });

  it("has bounds of its own, and of its depth", async () => {
    const inner = packed("0", new Uint8Array(2_000_000));
    await expect(
      openCheckpoint(`${fileWith(packed("bomb", inner))}:bomb`, { limits: { unpacked: 1 << 20, ratio: 1 } }),
    ).rejects.toMatchObject({ code: "too-large" });
    let bytes = WEB;
    for (let depth = 0; depth < 5; depth++) bytes = archive(entry({ name: "a", content: bytes }));
    await expect(openPlace(`${fileWith(bytes)}:a:a:a:a:a:checkpoint`)).rejects.toMatchObject({
      code: "too-large",
      message: "more than 4 archives are in each other",
    });
  });

  it.each([
    ["no.tar", "not-found", "no file no.tar: there are web.tar, deep/db.tar, a:b.tar, …"],
    ["db.tar", "not-found", "no file db.tar; did you mean deep/db.tar?"],
    ["web.tar:x/core-2525.img", "not-found", "did you mean checkpoint/core-2525.img?"],
    ["web.tar:../web.tar", "not-found", "no file ../web.tar"],
    ["web.tar:config.dump", "unknown-form", "neither a folder nor an archive"],
    ["deep", "no-images", "no file in deep has the name of an image"],
    ["own/checkpoint/core-1.img:x", "not-found", "no file own/checkpoint/core-1.img:x"],
  ])("is refused by the name %s", async (name, code, part) => {
    await expect(openCheckpoint(`${fileWith(POD)}:${name}`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(part),
    });
  });

  it("can be a parent", async () => {
    const chain = (level: number): Uint8Array => archive(...folderArchive(join(MEMORY, `chain/${level}`), ""));
    const both = fileWith(
      archive(entry({ name: "1.tar", content: chain(1) }), entry({ name: "2.tar", content: chain(2) })),
    );
    const link = entry({ name: "parent", type: "2", target: "../1" });
    const last = fileWith(archive(...folderArchive(join(MEMORY, "chain/2"), ""), link));
    const opened = await openCheckpoint(last, { parents: [`${both}:1.tar`] });
    expect(opened.parent?.find("INVENTORY")?.size).toBeGreaterThan(0);
    await opened.close();
  });
});

describe("a path", () => {
  it("leads to a file or a folder of a store", async () => {
    const { store, name } = await openPlace(`${fileWith(POD)}:web.tar:checkpoint/pstree.img`);
    expect([name, store.form, store.bytes(name).size > 0]).toEqual(["checkpoint/pstree.img", "tar", true]);
    await store.close();
    expect((await openPlace(fileWith(POD))).name).toBe("");
    expect((await openStore(`${fileWith(POD)}:own`)).files.size).toBeGreaterThan(3);
  });

  it("leads into a folder, too", async () => {
    const own = temporaryFolder();
    writeFileSync(join(own, "web.tar"), WEB);
    expect((await openCheckpoint(`${own}:web.tar`)).folder).toBe("checkpoint/");
  });

  it("is not split if it is there", async () => {
    const path = join(temporaryFolder(), "pod.tar:web.tar");
    writeFileSync(path, WEB);
    writeFileSync(path.slice(0, -8), "text");
    expect((await openCheckpoint(path)).folder).toBe("checkpoint/");
  });
});
