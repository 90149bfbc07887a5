import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImageError } from "criu-images";
import type { PstreeEntry } from "criu-images/messages/pstree-entry";
import { readImage, writeImage } from "criu-images/node";
import { Writer } from "protobufjs";
import { describe, expect, it } from "vitest";
import type { What } from "../../../inspect/explore/explore.ts";
import { decodePstree } from "../../../inspect/explore/pstree.ts";
import { beginning, concat, words } from "../../support/build.ts";
import { CHECKPOINTS, CORPUS, copyOf, edit, files, read, remove, splitFiles, x, xJson } from "./support.ts";

/* Converts real images to the forms of older releases: all views stay the same. */

const ALL: readonly What[] = ["ps", "fds", "mems", "rss", "sk"];

/** Returns the text of all views of a folder. */
async function views(folder: string): Promise<string[]> {
  return Promise.all(ALL.map((what) => x(folder, what)));
}

const original = (scenario: string): Promise<string[]> => views(join(CORPUS, scenario));

function pidsOf(folder: string): number[] {
  return read(folder, "pstree.img", "PSTREE").entries.map(({ pid }) => pid);
}

describe("the views are the same", () => {
  it.each(CHECKPOINTS)("without heads, as in v1.0: %s", async (scenario) => {
    const folder = copyOf(scenario);
    for (const file of files(folder, "")) {
      if (file.endsWith(".img")) writeImage(join(folder, file), readImage(join(folder, file)), { version: "v1.0" });
    }
    expect(await views(folder)).toEqual(await original(scenario));
  });

  it("with a number of pages of 32 bits, as before v4.2", async () => {
    const folder = copyOf("memtypes");
    for (const pid of pidsOf(folder)) {
      edit(folder, `pagemap-${pid}.img`, "PAGEMAP", (image) => {
        image.entries = image.entries.map(({ nr_pages, ...entry }) => ({
          ...entry,
          compat_nr_pages: Number(nr_pages),
        }));
      });
    }
    expect(await views(folder)).toEqual(await original("memtypes"));
  });

  it.each(["fds", "unixs", "tcp"])("with one image for each type of file, as before v3.4: %s", async (scenario) => {
    const folder = copyOf(scenario);
    splitFiles(folder);
    expect(await views(folder)).toEqual(await original(scenario));
  });

  it("with the areas of memory in an image of their own, as before v1.2", async () => {
    const folder = copyOf("basic");
    const [pid] = pidsOf(folder);
    edit(folder, `mm-${pid}.img`, "MM", (image) => {
      const [mm] = image.entries;
      if (mm === undefined) throw new Error("no mm");
      writeImage(join(folder, `vmas-${pid}.img`), { image: "VMAS", entries: mm.vmas });
      mm.vmas = [];
    });
    expect(await views(folder)).toEqual(await original("basic"));
  });

  it("with the pid in the name of the descriptors' image, as before ids existed", async () => {
    const folder = copyOf("locks");
    for (const pid of pidsOf(folder)) {
      const id = read(folder, `ids-${pid}.img`, "IDS").entries[0]?.files_id;
      renameSync(join(folder, `fdinfo-${id}.img`), join(folder, `fdinfo-${pid}.img`));
      remove(folder, `ids-${pid}.img`);
    }
    expect(await views(folder)).toEqual(await original("locks"));
  });

  it("with ids in the core image", async () => {
    const folder = copyOf("locks");
    for (const pid of pidsOf(folder)) {
      const [ids] = read(folder, `ids-${pid}.img`, "IDS").entries;
      edit(folder, `core-${pid}.img`, "CORE", ({ entries: [core] }) => Object.assign(core ?? {}, { ids }));
      remove(folder, `ids-${pid}.img`);
    }
    expect(await views(folder)).toEqual(await original("locks"));
  });
});

describe("nested pid namespaces, as Virtuozzo's CRIU dumps them", () => {
  /** Encodes an entry with lists of pid, pgid, sid and threads in fields 6 to 9, instead of the usual fields. */
  const nested = ({ pid, ppid, pgid, sid }: PstreeEntry, packed: boolean): Uint8Array => {
    const writer = Writer.create()
      .uint32(2 << 3)
      .uint32(ppid);
    for (const [i, id] of [pid, pgid, sid].entries()) {
      if (packed)
        writer
          .uint32(((6 + i) << 3) | 2)
          .fork()
          .uint32(id)
          .uint32(1)
          .ldelim();
      else
        writer
          .uint32((6 + i) << 3)
          .uint32(id)
          .uint32((6 + i) << 3)
          .uint32(1);
    }
    return writer
      .uint32((9 << 3) | 2)
      .fork()
      .uint32(1 << 3)
      .uint32(pid)
      .ldelim()
      .finish();
  };

  it.each([false, true])("are shown with the ids of the outermost namespace (packed: %s)", async (packed) => {
    const folder = copyOf("pidns");
    const messages = read(folder, "pstree.img", "PSTREE").entries.map((entry) => nested(entry, packed));
    const frames = messages.flatMap((message) => [words(true, message.length), message]);
    writeFileSync(join(folder, "pstree.img"), concat(beginning("PSTREE"), ...frames));
    expect(await views(folder)).toEqual(await original("pidns"));
    writeFileSync(join(folder, "pstree.img"), concat(beginning("PSTREE", { heads: false }), ...frames));
    expect(await views(folder)).toEqual(await original("pidns"));
    // An entry without these lists has no pid.
    writeFileSync(join(folder, "pstree.img"), concat(beginning("PSTREE"), words(true, 2), Uint8Array.of(0x10, 0)));
    await expect(x(folder, "ps")).rejects.toThrow(/pstree\.img: PSTREE, entry 0, pid, /);
  });

  it("are refused if the file is truncated inside an entry", () => {
    const messages = read(copyOf("pidns"), "pstree.img", "PSTREE").entries.map((entry) => nested(entry, true));
    const bytes = concat(beginning("PSTREE"), ...messages.flatMap((message) => [words(true, message.length), message]));
    const whole = [beginning("PSTREE").length];
    for (const { length } of messages) whole.push((whole.at(-1) ?? 0) + 4 + length);
    for (let cut = 0; cut < bytes.length; cut++) {
      const read = () => decodePstree(bytes.subarray(0, cut)).entries;
      if (whole.includes(cut)) expect(read()).toHaveLength(whole.indexOf(cut));
      else expect(read).toThrow(ImageError);
    }
  });

  it("are read after other fields of any type and size", () => {
    const [entry] = read(copyOf("pidns"), "pstree.img", "PSTREE").entries;
    if (entry === undefined) throw new Error("no process");
    const others = Writer.create()
      .uint32((31 << 3) | 1)
      .fixed64(0)
      .uint32((32 << 3) | 5)
      .fixed32(0)
      .uint32((33 << 3) | 2)
      .bytes(new Uint8Array(300_000).fill(0x32))
      .finish();
    const message = concat(others, nested(entry, false));
    const image = decodePstree(concat(beginning("PSTREE"), words(true, message.length), message));
    expect(image.entries).toMatchObject([{ pid: entry.pid, pgid: entry.pgid, sid: entry.sid }]);
  });
});

describe("the dump of a big-endian machine", () => {
  const swapped = (word: number): number => {
    const view = new DataView(new ArrayBuffer(4));
    view.setUint32(0, word, true);
    return view.getUint32(0, false);
  };

  it("has the same views, because addresses are in the network's byte order", async () => {
    const folder = copyOf("tcp");
    edit(folder, "files.img", "FILES", (image) => {
      for (const { isk, psk } of image.entries) {
        if (isk !== undefined) isk.src_addr = isk.src_addr.map(swapped);
        if (isk !== undefined) isk.dst_addr = isk.dst_addr.map(swapped);
        if (psk !== undefined) psk.protocol = swapped(psk.protocol) >>> 16;
      }
    });
    for (const file of files(folder, "")) {
      if (/^(?!tmpfs|pages).*\.img$/.test(file)) {
        writeImage(join(folder, file), readImage(join(folder, file)), { byteOrder: "big" });
      }
    }
    expect(await views(folder)).toEqual(await original("tcp"));
  });
});

describe("a process that has ended", () => {
  const end = (folder: string, pid: number, exit_code: number): void => {
    edit(folder, `core-${pid}.img`, "CORE", ({ entries: [core] }) =>
      Object.assign(core?.tc ?? {}, { task_state: 2, exit_code }),
    );
    remove(folder, ...["ids", "mm", "fs", "pagemap"].map((name) => `${name}-${pid}.img`));
  };

  it("is shown in the tree, and with its exit code in the other views", async () => {
    const folder = copyOf("locks");
    const [parent, child] = pidsOf(folder);
    if (child === undefined) throw new Error("no child");
    end(folder, child, 9);
    expect(await x(folder, "ps")).toBe(await x(join(CORPUS, "locks"), "ps"));
    for (const what of ["fds", "mems", "rss", "sk"] satisfies What[]) {
      const text = await x(folder, what);
      expect(text).toMatch(new RegExp(`^${parent}\n[^]*^${child}\n\t\\(zombie, killed by signal 9\\)\n$`, "m"));
      expect((await xJson(folder, what))[1]).toEqual({ pid: child, state: "zombie", exit_code: 9 });
    }
    expect((await xJson(folder, "ps"))[1]).toMatchObject({ pid: child, state: "zombie" });
  });

  it("is shown as a zombie in a real checkpoint", async () => {
    expect(await x(join(CORPUS, "pidns"), "mems")).toMatch(/^3\n\t\(zombie, exited with 3\)\n/m);
  });
});
