import { type FieldLayout, imageLayouts } from "criu-images/layouts";
import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import { describe, expect, it } from "vitest";
import { fds } from "../../../inspect/explore/fds.ts";
import { openFolder } from "../../../inspect/explore/folder.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { copyOf, edit, read, x, xJson } from "./support.ts";

const PID = 2525;

/** Makes a checkpoint of one process with these areas of one page each. */
function withAreas(...areas: readonly Partial<VmaEntry>[]): string {
  const folder = copyOf("basic");
  edit(folder, `mm-${PID}.img`, "MM", ({ entries: [mm] }) => {
    const [first] = mm?.vmas ?? [];
    if (mm === undefined || first === undefined) throw new Error("no memory");
    mm.vmas = areas.map((area, i) => {
      const start = 0x10000n * BigInt(i + 1);
      return { ...first, start, end: start + 0x1000n, pgoff: 0n, shmid: 0n, prot: 3, flags: 0, status: 1, ...area };
    });
  });
  return folder;
}

describe("an area of memory", () => {
  it("has crit's name, by the first bit of its status that names a kind", async () => {
    const all = 0x2 | 0x4 | 0x8;
    const folder = withAreas(
      { prot: 0 },
      { prot: 1, status: 1 | all },
      { prot: 2, status: 1 | 0x4 | 0x8 },
      { prot: 4, status: 0x8 },
      { prot: 7, flags: 0x100 },
      { status: 1 | 0x400 | 0x100 | 0x800, shmid: 0x77n },
      { status: 1 | 0x100 | 0x800 | 0x40, shmid: 0x78n },
      { status: 0x800 | all, shmid: 0x77n },
      { status: 1 | 0x40 | all, shmid: 9_999_999n, pgoff: 0x2000n },
      { status: 0x80, shmid: 9_999_999n },
    );
    const lines = (await x(folder, "mems")).trimEnd().split("\n").slice(2);
    expect(lines.map((line) => line.slice(19).trimEnd())).toEqual([
      ...["                  ---", "                  r-- [stack]", "                  -w- [vsyscall]"],
      ...["                  --x [vdso] *", "                  rwx [stack?]", "                  rw- ips[1]"],
      ...["                  rw- shmem[2]", "                  rw- packet[1] *"],
      ...["                  rw- unknown path + 0x2000", "                  rw- unknown path (s) *"],
    ]);
    expect(lines[0]).toMatch(/^\t00010000-00011000 /);
    const [{ mems }] = await xJson(folder, "mems");
    expect(mems[5]).toMatchObject({ kind: "sysvipc", segment: 1, shmid: "0x77" });
    expect(mems[9]).toMatchObject({ kind: "file", shared: true, special: true });
    expect(mems[9]).not.toHaveProperty("pgoff");
  });
});

describe("a run of pages", () => {
  const runs = async (...entries: readonly Partial<PagemapEntry>[]): Promise<unknown[]> => {
    const folder = withAreas({}, { status: 0x41, shmid: 1n }, {});
    edit(folder, `pagemap-${PID}.img`, "PAGEMAP", (image) => {
      image.entries = entries.map((entry, i) => ({ vaddr: 0x10000n * BigInt(i + 1), compat_nr_pages: 3, ...entry }));
    });
    const [{ rss }] = await xJson(folder, "rss");
    return rss;
  };

  it("is in the parent by its flags, or by the older field if it has no flags", async () => {
    const found = await runs({ flags: 1, in_parent: false }, { flags: 6, in_parent: true }, { in_parent: true }, {});
    expect(found.map((run) => (run as { in_parent?: true }).in_parent ?? false)).toEqual([true, false, true, false]);
  });

  it("is counted by the 64-bit field if present, and lists the areas that it touches", async () => {
    expect(await runs({ nr_pages: 17n }, { vaddr: 0x30000n })).toMatchObject([
      {
        nr_pages: 17,
        vmas: [
          { start: "0x10000", nr_pages: 1 },
          { start: "0x20000", file: { id: 1 } },
        ],
      },
      { nr_pages: 3, vmas: [{ start: "0x30000" }] },
    ]);
    expect(
      await runs({ nr_pages: 16n }, { vaddr: 0x11000n, nr_pages: 15n }, { vaddr: 0x20fffn, nr_pages: 1n }),
    ).toMatchObject([{ vmas: [{ start: "0x10000" }] }, { vmas: [] }, { vmas: [{ start: "0x20000" }] }]);
  });

  it("is shown in columns, with each area once", async () => {
    const folder = withAreas({}, { status: 0x41, shmid: 9_999_999n });
    edit(folder, `pagemap-${PID}.img`, "PAGEMAP", (image) => {
      image.entries = [
        { vaddr: 0x10000n, compat_nr_pages: 17 },
        { vaddr: 0x20000n, compat_nr_pages: 1 },
      ];
    });
    expect((await x(folder, "rss")).split("\n")).toEqual([
      `${PID}`,
      "\t10000 / 17              00010000 / 1       ",
      "\t                        00020000 / 1        unknown path",
      "\t                       ",
      "\t20000 / 1               ~",
      "\t                       ",
      "",
    ]);
  });
});

describe("the type of a descriptor", () => {
  const schemaWith = (change: (type: FieldLayout) => object) => ({
    ...BUILT_IN,
    layouts: imageLayouts.map((one) => {
      if (one.image !== "FDINFO" || one.entries === undefined) return one;
      const fields = one.entries.fields.map((field) => (field.name === "type" ? change(field) : field) as FieldLayout);
      return { ...one, entries: { ...one.entries, fields } };
    }),
  });

  const typesWith = async (change: (type: FieldLayout) => object): Promise<unknown[]> => {
    const folder = copyOf("basic");
    edit(folder, "fdinfo-2.img", "FDINFO", ({ entries }) => {
      for (const entry of entries) entry.type = 77;
    });
    const count = read(folder, "fdinfo-2.img", "FDINFO").entries.length;
    const [task] = await fds.collect(await openFolder(folder, schemaWith(change)), false);
    const types = task !== undefined && "fds" in task ? task.fds.map(({ type }) => type) : [];
    expect(types).toHaveLength(count);
    return [...new Set(types)];
  };

  it("has the first name of its number in a given schema", async () => {
    expect(await typesWith((type) => type)).toEqual([77]);
    expect(await typesWith((type) => ({ ...type, values: { REG: 1, OURS: 77, ALSO: 77 } }))).toEqual(["OURS"]);
    await expect(typesWith(({ name, number }) => ({ name, number, type: "uint32" }))).rejects.toThrow(
      "`x` needs fdinfo_entry.type as CRIU has it",
    );
  });
});
