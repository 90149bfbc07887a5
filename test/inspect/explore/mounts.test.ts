import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { optionsOf } from "../../../inspect/explore/mount-options.ts";
import { CORPUS, copyOf, edit, x, xJson } from "./support.ts";

/** An entry of crit's JSON. */
type Entry = Readonly<Record<string, unknown>>;

function entriesOf(file: string): Entry[] {
  return JSON.parse(readFileSync(join(CORPUS, "../crit-json", file), "utf8")).entries;
}

describe("x mounts", () => {
  it("lists each mount of crit's JSON once, and after its parent", async () => {
    const [{ mnt_ns_id, pids, mounts }, ...others] = await xJson(join(CORPUS, "mnt"), "mounts");
    expect([mnt_ns_id, pids, others]).toEqual([10, [1], []]);
    const entries = entriesOf("mnt/mountpoints-10.img.json");
    const sorted = (list: readonly Entry[]): unknown[] =>
      list
        .map((one) => [one["mnt_id"], one["parent_mnt_id"], one["mountpoint"], one["source"], one["root"] ?? "/"])
        .sort();
    expect(sorted(mounts)).toEqual(sorted(entries));
    for (const [i, { parent_mnt_id, depth }] of mounts.entries()) {
      const parent = mounts.findIndex((one: Entry) => one["mnt_id"] === parent_mnt_id);
      expect(depth === 0 ? parent : mounts[parent].depth).toBe(depth - 1);
      expect(parent).toBeLessThan(i);
    }
  });

  it("prints a tree with file systems, sources and options", async () => {
    const text = await x(join(CORPUS, "mnt"), "mounts");
    expect(text).toMatch(
      /^namespace 10 of process 1\n\t\/ +unsupported \/dev\/vda\[\/tmp\/corpus-root\/mnt] rw,relatime,/,
    );
    expect(text).toMatch(/\n\t {2}\/bf +tmpfs tmpfs\[\/a] rw,nosuid,nodev,relatime,size=4096k\n/);
    expect(text).toMatch(/\n\t {4}\/sl\/in +tmpfs inner rw,relatime,size=32k\n/);
  });

  it("names external mounts, file systems by the kernel's name, and peer groups", async () => {
    const folder = copyOf("mnt");
    edit(folder, "mountpoints-10.img", "MNTS", ({ entries }) => {
      Object.assign(entries[0] ?? {}, { fstype: 16, fsname: "nfs", shared_id: 7, master_id: 8, ext_key: "data" });
    });
    const [{ mounts }] = await xJson(folder, "mounts");
    expect(mounts.find((one: Entry) => one["mnt_id"] === 84)).toMatchObject({
      ...{ fstype: "nfs", shared_id: 7, master_id: 8, ext_key: "data" },
    });
    expect(await x(folder, "mounts")).toMatch(/ nfs sysfs rw,relatime external data\n/);
  });

  it("lists mounts in a circle of parents last", async () => {
    const folder = copyOf("mnt");
    edit(folder, "mountpoints-10.img", "MNTS", ({ entries }) => {
      for (const one of entries) if (one.mountpoint === "/sys") one.parent_mnt_id = one.mnt_id;
    });
    const [{ mounts }] = await xJson(folder, "mounts");
    expect(mounts.at(-1)).toMatchObject({ mountpoint: "/sys", depth: 0 });
    expect(mounts).toHaveLength(entriesOf("mnt/mountpoints-10.img.json").length);
  });

  it("says so if no mount namespace was dumped", async () => {
    expect(await x(join(CORPUS, "basic"), "mounts")).toBe("no mount namespace was dumped\n");
    expect(await xJson(join(CORPUS, "basic"), "mounts")).toEqual([]);
  });
});

describe("options of a mount", () => {
  // MS_RDONLY, MS_NOSUID and MS_NOATIME of mount(2).
  it.each([
    [0, 0, "", "rw"],
    [1, 0, "", "ro"],
    [0, 1, "size=4k", "ro,size=4k"],
    [2 | 1024, 0, "a,b", "rw,nosuid,noatime,a,b"],
    [0x4_0000, 0, "", "rw"],
  ])("%i and %i with %j are %s", (flags, sb_flags, options, text) => {
    const entry = { flags, sb_flags, options } as Parameters<typeof optionsOf>[0];
    expect(optionsOf(entry)).toBe(text);
  });
});
