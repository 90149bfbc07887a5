import { openCheckpoint } from "criu-checkpoint/node";
import type { CoreImage, FdinfoEntry, FileEntry, PstreeEntry, UtsnsImage, VmaEntry } from "criu-images";
import { describe, expect, expectTypeOf, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";

/** Returns a value without `undefined` in its type. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("is absent");
  return value;
}

describe("a process of a checkpoint", () => {
  it("has the images with its pid, and the entry that defines it", async () => {
    const process = (await openCheckpoint(checkpoint("basic"))).process(2525);
    const core = present(await process.core);
    expectTypeOf(core).toEqualTypeOf<CoreImage>();
    expect(core.entries[0]?.tc?.comm).toBe('b"a\\séic');
    const entry = present(await process.pstree);
    expectTypeOf(entry).toEqualTypeOf<PstreeEntry>();
    expect(entry.threads).toEqual([2525]);
    expect(await process.creds).toBeUndefined();
  });

  it("has its memory areas", async () => {
    const whole = await openCheckpoint(checkpoint("basic"));
    const areas = await whole.process(2525).memoryMap;
    expectTypeOf(areas).toEqualTypeOf<VmaEntry[]>();
    expect(areas).toEqual((await whole.read("MM", 2525))?.entries[0]?.vmas);
    expect(areas.length).toBeGreaterThan(10);
  });

  it("has its descriptors, each with the open file, through the table that it shares", async () => {
    const whole = await openCheckpoint(checkpoint("fds"));
    const [first] = (await whole.read("PSTREE"))?.entries ?? [];
    const files = await whole.process(first?.pid ?? 0).files;
    const table = await whole.read("FDINFO", (await whole.process(first?.pid ?? 0).ids)?.entries[0]?.files_id);
    expect(files.map(({ entry }) => entry)).toEqual(table?.entries);
    expect(files.length).toBeGreaterThan(10);
    for (const { entry, target } of files) {
      expectTypeOf(entry).toEqualTypeOf<FdinfoEntry>();
      if (target?.image !== "FILES") throw new Error(`${entry.fd} leads to ${target?.image}`);
      expectTypeOf(target.entry).toEqualTypeOf<FileEntry>();
      expect([target.entry.id, target.entry.type]).toEqual([entry.id, entry.type]);
    }
  });

  it("has nothing if there is no such process", async () => {
    const process = (await openCheckpoint(checkpoint("basic"))).process(9);
    expect([await process.core, await process.pstree, await process.files, await process.memoryMap]).toEqual([
      undefined,
      undefined,
      [],
      [],
    ]);
  });
});

describe("an id of another space", () => {
  it("has the images with the id", async () => {
    const whole = await openCheckpoint(checkpoint("net-ipt"));
    const namespace = whole.of("net-namespace", 9);
    expect((await namespace.netdev)?.entries.map(({ name }) => name)).toContain("lo");
    // @ts-expect-error: a network namespace has no such image
    expect(namespace.core).toBeUndefined();
  });
});

describe("an image without a number", () => {
  it("is the only one of its name", async () => {
    const whole = await openCheckpoint(checkpoint("uts"));
    const names = await whole.read("UTSNS");
    expectTypeOf(names).toEqualTypeOf<UtsnsImage | undefined>();
    expect(names).toEqual(await whole.read("UTSNS", whole.images.find(({ image }) => image === "UTSNS")?.id));
    expect(await whole.read("IPCNS_SHM")).toBeUndefined();
  });

  it("is refused if there are several", async () => {
    const whole = await openCheckpoint(checkpoint("fds"));
    expect((await whole.read("PAGEMAP"))?.entries.length).toBeGreaterThan(0);
    await expect(whole.read("SHMEM_PAGEMAP")).rejects.toThrow(
      "has 2 images SHMEM_PAGEMAP: give an id, such as 6647, 6649",
    );
  });
});
