import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chunksOf, readFile } from "criu-checkpoint";
import { openCheckpoint, openStore } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";

describe("the folder of a checkpoint", () => {
  it("has images by name and id", async () => {
    const opened = await openCheckpoint(checkpoint("basic"));
    expect(opened.find("CORE", 2525)).toStrictEqual({ file: "core-2525.img", image: "CORE", id: 2525, size: 2715 });
    expect((await opened.read("PSTREE"))?.entries.map(({ pid }) => pid)).toStrictEqual([2525]);
    expect((await opened.read("CORE", 2525))?.entries[0]?.tc?.comm).toBe('b"a\\séic');
    expect(await opened.read("CORE", 1)).toBeUndefined();
    await opened.store.close();
  });

  it("lists all files, and opens nothing through a link", async () => {
    const own = temporaryFolder();
    mkdirSync(join(own, "deep"));
    writeFileSync(join(own, "deep/text"), "text");
    symlinkSync("deep/text", join(own, "inventory.img"));
    const store = await openStore(own);
    expect([...store.files.values()]).toStrictEqual([
      { name: "deep", kind: "folder", size: 0 },
      { name: "deep/text", kind: "file", size: 4 },
      { name: "inventory.img", kind: "link", size: 0, target: "deep/text" },
    ]);
    await expect(openCheckpoint(own)).rejects.toThrow("no file of this folder has the name of an image");
    expect(Buffer.from(await readFile(store, "deep/text")).toString()).toBe("text");
    expect(() => store.bytes("inventory.img")).toThrow("only regular files of a checkpoint are read: found a link");
    expect(() => store.bytes("deep/../deep/text")).toThrow("found no such file");
    await store.close();
  });

  it("reads more files than it keeps open, each in ranges and in chunks", async () => {
    const own = temporaryFolder();
    const names = Array.from({ length: 40 }, (_, i) => `file-${i}`);
    for (const [i, name] of names.entries()) writeFileSync(join(own, name), `text ${i}`);
    const store = await openStore(own);
    for (const [i, name] of [...names.entries(), ...names.entries()]) {
      const bytes = store.bytes(name);
      expect(Buffer.from(await bytes.read(5, 99)).toString()).toBe(`${i}`);
      const chunks: Uint8Array[] = [];
      for await (const chunk of chunksOf(bytes, 2)) chunks.push(chunk);
      expect(Buffer.concat(chunks).toString()).toBe(`xt ${i}`);
    }
    await store.close();
  });

  it.each(["checkpoint", "pre-checkpoint"])("has its images in its folder %s", async (name) => {
    const own = temporaryFolder();
    cpSync(checkpoint("basic"), join(own, name), { recursive: true });
    writeFileSync(join(own, "config.dump"), "{}");
    const opened = await openCheckpoint(own);
    expect(opened.folder).toBe(`${name}/`);
    expect((await opened.read("PSTREE"))?.entries).toHaveLength(1);
    await opened.store.close();
  });
});
