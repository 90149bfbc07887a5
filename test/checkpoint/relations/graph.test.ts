import { type Entity, graphOf } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";

const idsOf = (entities: readonly Entity[]): unknown[] => entities.map(({ id }) => id);

describe("the graph of a checkpoint", () => {
  it("leads from a process to its images, to its descriptors, and to open files", async () => {
    const graph = await graphOf(await openCheckpoint(checkpoint("basic")));
    expect(graph.ids("process")).toEqual([2525]);
    const process = graph.of("process", 2525);
    expect((await process.read("CORE"))?.entries[0]?.tc?.comm).toBe('b"a\\séic');
    expect(await process.read("CREDS")).toBeUndefined();
    expect((await process.entries("PSTREE"))[0]?.threads).toEqual([2525]);
    const [table] = process.follow("fd-table");
    expect(table?.files.map(({ file }) => file)).toEqual(["fdinfo-2.img"]);
    const files = table?.follow("file") ?? [];
    const fds = (await table?.read("FDINFO"))?.entries ?? [];
    expect(new Set([...idsOf(files), ...idsOf(table?.follow("regular-file") ?? [])])).toEqual(
      new Set(fds.map(({ id }) => id)),
    );
    expect((await files[0]?.entries("FILES"))?.[0]?.id).toBe(files[0]?.id);
  });

  it("knows who refers to an id", async () => {
    const graph = await graphOf(await openCheckpoint(checkpoint("fds")));
    const [inode] = graph.ids("memfd");
    const places = graph.of("memfd", inode ?? 0).referrers.map(({ place }) => `${place.file} ${place.path}`);
    expect(places.length).toBeGreaterThan(0);
    expect(new Set(places)).toEqual(new Set(["files.img memfd.inode_id"]));
    const [segment] = graph.of("memfd", inode ?? 0).follow("segment");
    expect(segment?.files.map(({ image }) => image)).toEqual(["SHMEM_PAGEMAP"]);
  });

  it("has ids that are unique in one file only", async () => {
    const graph = await graphOf(await openCheckpoint(checkpoint("net-ipt")));
    const masters = graph.referencesOf("netdev-9.img").filter(({ rule }) => rule === "net_device_entry.master");
    expect(masters.length).toBeGreaterThan(0);
    for (const reference of masters) {
      expect(reference.within).toBe(9);
      expect(graph.of("device", reference.id, 9).definitions).toHaveLength(1);
      expect(graph.of("device", reference.id).definitions).toHaveLength(0);
      expect(graph.referrers(reference)).toContain(reference);
    }
  });
});
