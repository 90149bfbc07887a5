import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FdTypes } from "criu-images/enums/fd-types";
import { encodeUnixskImage } from "criu-images/images/unixsk";
import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFolder } from "../../../inspect/explore/folder.ts";
import type { MemArea } from "../../../inspect/explore/mems.ts";
import type { PsTask } from "../../../inspect/explore/ps.ts";
import { rss } from "../../../inspect/explore/rss.ts";
import type { Socket } from "../../../inspect/explore/sockets.ts";
import { CHECKPOINTS, CORPUS, copyOf, crit, edit, NO_CRIT, read, x, xJson } from "./support.ts";

describe("ps", () => {
  it.each(CHECKPOINTS)("lists parents before their children: %s", async (scenario) => {
    const tasks: PsTask[] = await xJson(join(CORPUS, scenario), "ps");
    const entries = read(join(CORPUS, scenario), "pstree.img", "PSTREE").entries;
    const byPid = (a: { pid: number }, b: { pid: number }): number => a.pid - b.pid;
    expect(tasks.toSorted(byPid)).toMatchObject(entries.toSorted(byPid));
    for (const [i, { ppid, depth }] of tasks.entries()) {
      const parent = tasks.slice(0, i).findLast((task) => task.depth === depth - 1);
      expect(parent?.pid ?? 0).toBe(ppid);
    }
  });

  it("escapes control characters in the name of a process", async () => {
    const folder = copyOf("uts");
    const [task] = read(folder, "pstree.img", "PSTREE").entries;
    edit(folder, `core-${task?.pid}.img`, "CORE", ({ entries: [core] }) =>
      Object.assign(core?.tc ?? {}, { comm: "\x1b]0;x\x07\n\udcff" }),
    );
    expect((await x(folder, "ps")).split("\n")[1]).toMatch(/ {3}\\x1b\]0;x\\x07\\x0a\udcff$/);
    expect((await xJson(folder, "ps"))[0].comm).toBe("\x1b]0;x\x07\n\udcff");
  });

  it("shows a process without its parent, or with an empty core image", async () => {
    const folder = copyOf("seccompf");
    edit(folder, "pstree.img", "PSTREE", (image) => {
      image.entries.shift();
    });
    const [orphan] = read(folder, "pstree.img", "PSTREE").entries;
    edit(folder, `core-${orphan?.pid}.img`, "CORE", ({ entries: [core] }) => {
      delete core?.tc;
    });
    expect((await xJson(folder, "ps")).map(({ depth }: PsTask) => depth)).toEqual([0, 0]);
    expect((await x(folder, "ps")).split("\n")[1]).toMatch(/ {3}\?$/);
  });

  it("refuses processes that are their own ancestors", async () => {
    const folder = copyOf("uts");
    edit(folder, "pstree.img", "PSTREE", ({ entries }) => {
      for (const task of entries) task.ppid = task.pid;
    });
    await expect(x(folder, "ps")).rejects.toThrow(`${folder}/pstree.img: some processes are their own ancestors`);
  });
});

describe("fds", () => {
  it("shows only type and id of a file that no image has, and the number of an unknown type", async () => {
    const folder = copyOf("unixs");
    edit(folder, "fdinfo-2.img", "FDINFO", ({ entries }) => {
      const types = [FdTypes.REG, FdTypes.PIPE, FdTypes.UNIXSK, FdTypes.EVENTFD, 99];
      for (const [i, entry] of entries.entries()) Object.assign(entry, { id: 1000 + i, type: types[i] ?? FdTypes.REG });
    });
    const text = await x(folder, "fds");
    const shown = text
      .split("\n")
      .slice(1, 6)
      .map((line) => line.replace(/^\t *\d+: /, ""));
    expect(shown).toEqual(["unknown path", "pipe[?]", "unix[?]", "EVENTFD.1003", "unknown-type-99.1004"]);
    expect((await xJson(folder, "fds"))[0].fds[4]).toMatchObject({ type: 99, id: 1004 });
    expect(await x(folder, "sk")).toMatch(/: UNIXSK\.1002$/m);
  });
});

describe("a file of another type than its descriptor", () => {
  it("has no path, no inode, and no entry of an image from before v3.4", async () => {
    const folder = copyOf("unixs");
    const { entries } = read(folder, "files.img", "FILES");
    const [reg, usk] = [entries.find((file) => file.reg), entries.find((file) => file.usk)];
    if (reg?.reg === undefined || usk?.usk === undefined) throw new Error("no such files");
    const old = { ...usk.usk, id: reg.id, ino: 4711 };
    writeFileSync(join(folder, "unixsk.img"), encodeUnixskImage({ image: "UNIXSK", version: "v1.1", entries: [old] }));
    const pairs = [
      [FdTypes.UNIXSK, reg.id],
      [FdTypes.PIPE, reg.id],
      [FdTypes.REG, usk.id],
    ] as const;
    edit(folder, "fdinfo-2.img", "FDINFO", (image) => {
      image.entries = pairs.flatMap(([type, id], fd) => ({ flags: 0, type, id, fd }));
    });
    const lines = (await x(folder, "fds")).split("\n").slice(1, 4);
    expect(lines.map((line) => line.replace(/^\t *\d+: /, ""))).toEqual(["unix[?]", "pipe[?]", "unknown path"]);
  });
});

describe("rss", () => {
  it("finds all areas that a run of pages touches, for random runs and areas", async () => {
    const folder = copyOf("memtypes");
    const [task] = read(folder, "pstree.img", "PSTREE").entries;
    const mm = read(folder, `mm-${task?.pid}.img`, "MM");
    const pagemap = read(folder, `pagemap-${task?.pid}.img`, "PAGEMAP");
    // Guard areas come last, and contain no page.
    const all = (mm.entries[0]?.vmas ?? []).filter(({ status }) => (status & (1 << 16)) === 0);
    const pages = fc.record({ skip: fc.nat(3), size: fc.integer({ min: 1, max: 40 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(all),
        fc.array(pages, { maxLength: 30 }),
        fc.subarray(all),
        async (vmas, runs, starts) => {
          const entries = entriesOf(
            runs,
            starts.map(({ start }) => start),
          );
          edit(folder, `mm-${task?.pid}.img`, "MM", (image) => Object.assign(image.entries[0] ?? {}, { vmas }));
          edit(folder, `pagemap-${task?.pid}.img`, "PAGEMAP", (image) => Object.assign(image, { ...pagemap, entries }));
          const [found] = await rss.collect(await openFolder(folder), false);
          expect(found).toMatchObject({
            rss: entries.map(({ vaddr, nr_pages = 0n }) => ({
              vaddr: `0x${vaddr.toString(16)}`,
              vmas: vmas
                .filter(({ start, end }) => start < vaddr + nr_pages * 4096n && end > vaddr)
                .map(({ start, end }) => ({ start: `0x${start.toString(16)}`, nr_pages: (end - start) / 4096n })),
            })),
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  /** Makes ascending runs without overlap: some begin at an area, some elsewhere. */
  function entriesOf(runs: readonly { skip: number; size: number }[], starts: readonly bigint[]): PagemapEntry[] {
    let vaddr = 0x1000n;
    return runs.map(({ skip, size }, i) => {
      const start = starts[i] ?? 0n;
      vaddr = (start > vaddr ? start : vaddr) + BigInt(skip) * 4096n;
      const entry = { vaddr, compat_nr_pages: 0, nr_pages: BigInt(size) };
      vaddr += BigInt(size) * 4096n;
      return entry;
    });
  }

  it("counts more pages than a double can hold, and marks pages of the parent", async () => {
    const folder = copyOf("incr/3");
    const [task] = read(folder, "pstree.img", "PSTREE").entries;
    const file = `pagemap-${task?.pid}.img`;
    const inParent = read(folder, file, "PAGEMAP").entries.map(({ flags = 0 }) => (flags & 1) === 1);
    expect(new Set(inParent).size).toBe(2);
    const [{ rss: runs }] = await xJson(folder, "rss");
    expect(runs.map(({ in_parent = false }) => in_parent)).toEqual(inParent);
    edit(folder, file, "PAGEMAP", ({ entries }) => Object.assign(entries[0] ?? {}, { nr_pages: 2n ** 63n + 1n }));
    const [first] = await rss.collect(await openFolder(folder), false);
    expect(first).toMatchObject({ rss: [{ nr_pages: 2n ** 63n + 1n }, ...runs.slice(1).map(() => ({}))] });
    expect(await x(folder, "rss")).toContain(` / ${2n ** 63n + 1n} `);
  });
});

describe("sk", () => {
  it.skipIf(NO_CRIT !== undefined)("names the properties of internet sockets as crit's JSON does", async () => {
    const [{ sockets }] = await xJson(join(CORPUS, "tcp"), "sk");
    const inet = sockets.filter(({ fd_type }: Socket) => fd_type === "INETSK");
    expect(inet.length).toBeGreaterThan(20);
    const files: { id: number; isk?: Record<string, unknown> }[] = JSON.parse(
      crit("show", join(CORPUS, "tcp", "files.img")),
    ).entries;
    for (const { fd, fd_type, id, so_sndbuf, so_rcvbuf, src_addr, dst_addr, ...names } of inet) {
      const isk = files.find((file) => file.id === id)?.isk;
      // crit does not name ICMP.
      const proto = names.proto === "ICMP" ? 1 : names.proto;
      const expected = { ...names, proto, src_addr: [src_addr], dst_addr: [dst_addr], opts: { so_sndbuf, so_rcvbuf } };
      expect(isk).toMatchObject(expected);
    }
  });

  it("shows sockets of all types, and no other open file", async () => {
    for (const scenario of ["tcp", "unixs", "fds"]) {
      const folder = join(CORPUS, scenario);
      const [{ sockets }] = await xJson(folder, "sk");
      const fds = read(folder, "fdinfo-2.img", "FDINFO").entries.filter(({ type }) => SOCKETS.has(type));
      expect(sockets).toMatchObject(fds.map(({ fd, id }) => ({ fd, id })));
      expect((await x(folder, "sk")).split("\n").length).toBe(fds.length + 2);
    }
  });

  const SOCKETS = new Set<number>([FdTypes.INETSK, FdTypes.UNIXSK, FdTypes.PACKETSK, FdTypes.NETLINKSK]);

  it("shows both ends of a connection as other tools do", async () => {
    const text = await x(join(CORPUS, "tcp"), "sk");
    expect(text).toMatch(/: INET {4}TCP {6}ESTABLISHED 127\.0\.0\.1:\d+ -> 127\.0\.0\.1:\d+$/m);
    expect(text).toMatch(/: INET {4}RAW\/ICMP CLOSE {7}0\.0\.0\.0:1$/m);
    expect(text).toMatch(/: INET6 {3}TCP {6}LISTEN {6}\[::1\]:\d+$/m);
    expect(text).toMatch(/: NETLINK ROUTE {4}- {11}portid \d+ groups 0x1$/m);
    expect(text).toMatch(/: PACKET {2}RAW\/0x88b5 - {11}ifindex 1$/m);
    expect(await x(join(CORPUS, "unixs"), "sk")).toMatch(/: UNIX {4}STREAM {3}ESTABLISHED unix\[\d+ \(\d+\)\]$/m);
  });

  it("shows the device of a socket, its peer, an unknown state and an unknown address", async () => {
    const folder = copyOf("tcp");
    const seen = new Set<string>();
    edit(folder, "files.img", "FILES", ({ entries }) => {
      for (const { isk, nlsk } of entries) {
        if (nlsk !== undefined) nlsk.dst_portid = 77;
        if (isk === undefined) continue;
        const kind = isk.family === 10 && isk.state === 10 ? "device" : isk.state === 1 ? "odd" : "";
        if (kind === "" || seen.has(kind)) continue;
        seen.add(kind);
        if (kind === "device") isk.ifname = "eth0";
        else Object.assign(isk, { state: 99, src_addr: [], dst_addr: [1, 2] });
      }
      const listener = entries.find(({ isk }) => isk?.family === 2 && isk.state === 10)?.isk;
      Object.assign(listener ?? {}, { src_port: 4710, dst_addr: [0], dst_port: 4711 });
    });
    const text = await x(folder, "sk");
    expect(text).toMatch(/: INET6 {3}TCP {6}LISTEN {6}\[::1%eth0\]:\d+$/m);
    expect(text).toMatch(/: INET {4}TCP {6}99 {10}\?:0$/m);
    expect(text).toMatch(/: INET {4}TCP {6}LISTEN {6}\S+:4710 -> 0\.0\.0\.0:4711$/m);
    expect(text).toMatch(/: NETLINK ROUTE {4}- {11}portid \d+ -> 77 groups 0x1$/m);
    const [{ sockets }] = await xJson(folder, "sk");
    const odd = sockets.find(({ state }: Socket) => state === 99);
    expect(odd).not.toHaveProperty("src_addr");
    expect(sockets).toContainEqual(expect.objectContaining({ ifname: "eth0", src_addr: "::1" }));
  });
});

describe("mems", () => {
  it("has addresses as hexadecimal texts, and marks areas of the kernel", async () => {
    for (const scenario of CHECKPOINTS) {
      const folder = join(CORPUS, scenario);
      for (const { pid, mems = [] } of await xJson(folder, "mems")) {
        const vmas = mems.length === 0 ? [] : (read(folder, `mm-${pid}.img`, "MM").entries[0]?.vmas ?? []);
        const expected = vmas.map(({ start, end, status }) => ({ start, end, special: (status & 1) === 0 }));
        const areas: MemArea[] = mems;
        expect(
          areas.map(({ start, end, special = false }) => ({ start: BigInt(start), end: BigInt(end), special })),
        ).toEqual(expected);
      }
    }
  });
});
