import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImageError } from "criu-images";
import { chainOf, filesOf, openFolder, parentOf } from "criu-images/node";
import { afterAll, describe, expect, it } from "vitest";
import { beginning, concat, framed, words } from "../support/build.ts";
import { temporaryFolder } from "../support/schema.ts";
import { strangersFolder } from "../support/strangers.ts";

const refusal = (found: string): Error => expect.objectContaining({ code: "no-file", found }) as Error;

describe("filesOf, in an untrusted folder", () => {
  const { folder, kinds, names } = strangersFolder(afterAll);

  it("lists regular files by name, and all others with their kind", () => {
    const files = filesOf(folder);
    expect(files.names).toEqual(names);
    expect([...files.others]).toEqual(kinds);
  });

  it.each(kinds)("refuses to open %s, a %s", (name, kind) => {
    const files = filesOf(folder);
    for (const read of [files.read, files.size, (one: string) => files.start(one, 8)]) {
      expect(() => read(name)).toThrow(refusal(`a ${kind}`));
    }
    expect(() => [...files.chunks(name)]).toThrow(refusal(`a ${kind}`));
  });

  it.each(["../secret", "..", "sub/x.img", "/etc/passwd"])("refuses %s, a path out of the folder", (name) => {
    expect(() => filesOf(folder).read(name)).toThrow(refusal("a path out of the folder"));
  });

  it("reads files if the folder's own path is a link", () => {
    const link = join(temporaryFolder(), "link");
    symlinkSync(folder, link);
    expect(filesOf(link).names).toEqual(names);
    expect(filesOf(link).read("dump.log")).toEqual(filesOf(folder).read("dump.log"));
  });

  it("refuses a file that became a link after the listing", () => {
    const own = temporaryFolder();
    writeFileSync(join(own, "core-1.img"), "image");
    const files = filesOf(own);
    renameSync(join(own, "core-1.img"), join(own, "old"));
    symlinkSync("/etc/passwd", join(own, "core-1.img"));
    expect(() => files.read("core-1.img")).toThrow(ImageError);
  });

  it("reads a file in chunks or as a whole, and returns its size and its first bytes", () => {
    const own = temporaryFolder();
    const bytes = new Uint8Array(2 ** 20 + 5).fill(7);
    writeFileSync(join(own, "a"), bytes);
    writeFileSync(join(own, "empty"), "");
    const files = filesOf(own);
    expect([...files.chunks("a")].map(({ length }) => length)).toEqual([2 ** 20, 5]);
    expect(Buffer.compare(files.read("a"), bytes)).toBe(0);
    expect([files.size("a"), files.start("a", 3).length, files.start("empty", 3).length]).toEqual([bytes.length, 3, 0]);
    expect(() => files.read("none")).toThrow(expect.objectContaining({ code: "ENOENT" }) as Error);
  });
});

describe("openFolder", () => {
  function checkpoint(version = 2): string {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "inventory.img"),
      concat(beginning("INVENTORY"), framed("inventory_entry", { img_version: version })),
    );
    return folder;
  }

  it("lists unknown images separately from other files", () => {
    const folder = checkpoint();
    const unknown = concat(beginning("FS").subarray(0, 4), words(true, 0x12341234, 2), Uint8Array.of(8, 1));
    const swapped = concat(beginning("FS", { littleEndian: false }).subarray(0, 4), words(false, 0x12341234));
    const files: Record<string, Uint8Array | string> = {
      "posix-mqueue.img": unknown,
      "big-endian.img": swapped,
      "new-queue": unknown,
      "v1.0.img": words(true, 0x12341234),
      "pstree-old.img": beginning("PSTREE"),
      "short.img": "ab",
      "cut.img": beginning("FS").subarray(0, 6),
      "pages-1.img": "raw",
      "dump.log": "(00.000001) Version: 4.2 (gitid 0)\n",
      "core-1.img.orig": beginning("CORE"),
      "rootfs-diff.tar": "archive",
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const opened = openFolder(folder);
    expect(opened.files.map(({ file }) => file)).toEqual(["inventory.img", "pages-1.img"]);
    expect(opened.unknown).toEqual([
      { file: "big-endian.img", magic: 0x12341234 },
      { file: "cut.img" },
      { file: "new-queue", magic: 0x12341234 },
      { file: "posix-mqueue.img", magic: 0x12341234 },
      { file: "pstree-old.img", magic: 0x50273030 },
      { file: "short.img" },
      { file: "v1.0.img", magic: 0x12341234 },
    ]);
    expect(opened.others).toEqual(["core-1.img.orig", "dump.log", "rootfs-diff.tar"]);
  });

  it("refuses an inventory with an unknown version, and an inventory that is a link", () => {
    expect(() => openFolder(checkpoint(3))).toThrow(
      expect.objectContaining({ code: "unknown-version", found: "3" }) as Error,
    );
    const folder = temporaryFolder();
    symlinkSync(join(checkpoint(), "inventory.img"), join(folder, "inventory.img"));
    expect(() => openFolder(folder)).toThrow(refusal("a link"));
  });
});

describe("chainOf", () => {
  it("follows the parent links from the last dump to the first, in any working directory", () => {
    const root = temporaryFolder();
    for (const dump of ["0", "1", "2"]) mkdirSync(join(root, dump));
    for (const dump of ["1", "2"]) symlinkSync(`../${Number(dump) - 1}`, join(root, dump, "parent"));
    expect(parentOf(join(root, "0"))).toBe(undefined);
    expect(chainOf(join(root, "2"))).toEqual(["2", "1", "0"].map((dump) => join(root, dump)));
    const link = join(temporaryFolder(), "link");
    symlinkSync(join(root, "2"), link);
    expect(chainOf(link)).toEqual([link, join(root, "1"), join(root, "0")]);
  });

  it("accepts a folder as the parent, as copying makes it, and ignores a file of that name", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "parent"));
    expect(parentOf(root)).toBe(join(root, "parent"));
    const other = temporaryFolder();
    writeFileSync(join(other, "parent"), "");
    expect(parentOf(other)).toBe(undefined);
  });

  it("refuses parent links that lead in a circle or to nothing", () => {
    const root = temporaryFolder();
    for (const dump of ["a", "b"]) mkdirSync(join(root, dump));
    symlinkSync("../b", join(root, "a", "parent"));
    symlinkSync("../a", join(root, "b", "parent"));
    expect(() => chainOf(join(root, "a"))).toThrow("lead in a circle");
    const own = temporaryFolder();
    symlinkSync(".", join(own, "parent"));
    expect(() => chainOf(own)).toThrow("lead in a circle");
    const dangling = temporaryFolder();
    symlinkSync("../nowhere-at-all", join(dangling, "parent"));
    expect(() => chainOf(dangling)).toThrow(expect.objectContaining({ code: "ENOENT" }) as Error);
    const itself = temporaryFolder();
    symlinkSync("parent", join(itself, "parent"));
    expect(() => chainOf(itself)).toThrow(expect.objectContaining({ code: "ELOOP" }) as Error);
  });
});
