import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { memoryBytes, openCheckpoint as openBytes } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { ImageError } from "criu-images";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";

/** Copies a dump into a folder, with a link to its parent. */
function dump(path: string, parent?: string): string {
  cpSync(checkpoint("basic"), path, { recursive: true });
  if (parent !== undefined) symlinkSync(parent, join(path, "parent"));
  return path;
}

const link = (name: string, target: string): Uint8Array => entry({ name, type: "2", target });

describe("the parent of a checkpoint", () => {
  it("is another folder on the disk, as the chain of links leads", async () => {
    const own = temporaryFolder();
    dump(join(own, "1"));
    dump(join(own, "2"), "../1");
    dump(join(own, "3"), "../2");
    const last = await openCheckpoint(join(own, "3"));
    expect(last.parent?.parent?.images).toHaveLength(last.images.length);
    expect(last.parent?.parent).toMatchObject({ folder: "" });
    expect(last.parent?.parent?.parent).toBeUndefined();
    expect((await last.parent?.read("PSTREE"))?.entries).toHaveLength(1);
    await last.close();
  });

  it("may not be here", async () => {
    const own = temporaryFolder();
    const last = await openCheckpoint(dump(join(own, "2"), "../1"));
    expect(last).toMatchObject({ missingParent: "../1" });
    expect(last.parent).toBeUndefined();
    mkdirSync(join(own, "1"));
    expect(await openCheckpoint(join(own, "2"))).toMatchObject({ missingParent: "../1" });
  });

  it("is not looked for in a circle", async () => {
    const own = temporaryFolder();
    dump(join(own, "1"), "../2");
    dump(join(own, "2"), "../1");
    await expect(openCheckpoint(join(own, "1"))).rejects.toThrow("lead in a circle");
    await expect(openCheckpoint(join(own, "1"))).rejects.toBeInstanceOf(ImageError);
    const bytes = archive(
      ...folderArchive(checkpoint("basic"), "checkpoint/"),
      ...folderArchive(checkpoint("basic"), "pre-checkpoint/"),
      link("checkpoint/parent", "../pre-checkpoint"),
      link("pre-checkpoint/parent", "../checkpoint"),
    );
    await expect(openBytes(memoryBytes(bytes))).rejects.toThrow("lead in a circle");
  });

  it("lies in the same archive", async () => {
    const bytes = archive(
      ...folderArchive(checkpoint("basic"), "checkpoint/"),
      ...folderArchive(checkpoint("uts"), "pre-checkpoint/"),
      link("checkpoint/parent", "../pre-checkpoint"),
    );
    const { folder, parent } = await openBytes(memoryBytes(bytes));
    expect([folder, parent?.folder]).toStrictEqual(["checkpoint/", "pre-checkpoint/"]);
  });

  it.each(["../../../../etc", "/etc", "../../pre-checkpoint", "../pre-checkpoint/none"])(
    "is not looked for outside of an archive: %s",
    async (target) => {
      const bytes = archive(...folderArchive(checkpoint("basic"), "checkpoint/"), link("checkpoint/parent", target));
      expect(await openBytes(memoryBytes(bytes))).toMatchObject({ missingParent: target });
    },
  );

  it("lies in the archives that the caller gives, the nearest first", async () => {
    const level = (folder: string, parent?: string): Uint8Array =>
      archive(
        ...folderArchive(checkpoint("basic"), folder),
        ...(parent === undefined ? [] : [link(`${folder}parent`, parent)]),
      );
    const [third, second, first] = [
      level("checkpoint/", "../pre-checkpoint"),
      level("", "../1"),
      level("pre-checkpoint/"),
    ];
    const last = await openCheckpoint(third, { parents: [second, first] });
    expect(last.parent?.folder).toBe("");
    expect(last.parent?.parent?.folder).toBe("pre-checkpoint/");
    const without = await openBytes(third, { parents: [second] });
    expect(without.parent).toMatchObject({ missingParent: "../1" });
    await expect(openBytes(third, { parents: [new Uint8Array()] })).rejects.toMatchObject({ code: "unknown-form" });
  });
});
