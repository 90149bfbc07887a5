import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LinkedObject, linkMap, openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../../support/checkpoints.ts";
import { ADDRESS, area, made, mm, PAGE, PID } from "../../core/made.ts";

/* Memory of processes with shared libraries: scripts/fixtures/linked.mjs has made it from /proc. */
const LINKED = fileURLToPath(new URL("../../../fixtures/linked", import.meta.url));

async function mapOf(folder: string): Promise<LinkedObject[] | undefined> {
  const pid = Number(/^mm-(\d+)/m.exec(readdirSync(folder).join("\n"))?.[1]);
  const checkpoint = await openCheckpoint(folder);
  try {
    return await linkMap(await openMemory(checkpoint, pid));
  } finally {
    await checkpoint.close();
  }
}

/** Returns the addresses and paths of files in /proc/PID/maps, from their starts on. */
function starts(folder: string): string[] {
  const lines = readFileSync(join(LINKED, folder, "maps.txt"), "utf8").matchAll(
    /^(\w+)-\S+ r--p 0+ \S+ \d+ +(\/.*)$/gm,
  );
  return [...lines].map(([, start, path]) => `0x${start?.replace(/^0+/, "")} ${path}`).sort();
}

describe("the link map", () => {
  it.each([
    ["x86_64", "linux-vdso.so.1"],
    ["i386", "linux-gate.so.1"],
  ])("of %s is that of /proc/PID/maps and of gdb", async (folder, vdso) => {
    const all = (await mapOf(join(LINKED, folder))) ?? [];
    const [program, kernel, ...libraries] = all;
    expect(program).toMatchObject({ name: "", path: "/tmp/critgen-linked/program", namespace: 0 });
    expect([kernel?.name, kernel?.path]).toEqual([vdso, undefined]);
    const files = all.flatMap(({ base, path }) => (path === undefined ? [] : `0x${base.toString(16)} ${path}`));
    expect(files.filter((line, i) => files.indexOf(line) === i).sort()).toEqual(starts(folder));
    // The name of the dynamic linker is in the program's file; gdb reads it there.
    const said = readFileSync(join(LINKED, folder, "libraries.txt"), "utf8").matchAll(/^0x.* (\/.*)$/gm);
    const named = libraries.filter(({ namespace }) => namespace === 0).flatMap(({ name }) => name ?? []);
    const names = [...said].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(named));
    expect(named.length).toBe(new Set(names).size - 1);
    expect(libraries.find(({ name }) => name === undefined)?.path).toMatch(/\/ld-linux/);
    // dlmopen has loaded the library once more.
    expect(
      libraries.filter(({ name }) => name === "/tmp/critgen-linked/libgreet.so").map(({ namespace }) => namespace),
    ).toEqual([0, 1]);
  });

  it.each([join(LINKED, "static"), join(MEMORY, "threads/images")])(
    "is that of no static program: %#",
    async (folder) => {
      expect(await mapOf(folder)).toBeUndefined();
    },
  );
});

/** AT_PHDR, AT_PHENT, AT_PHNUM, AT_BASE */
const [PHDR, PHENT, PHNUM, BASE] = [3n, 4n, 5n, 7n];

interface Target {
  readonly size: 4 | 8;
  readonly byteOrder: "little" | "big";
  /** Tag and value of the entry that leads to the list, at an address. */
  readonly entry?: readonly [tag: number, value: number];
  /** Address that the last object leads to; 0 ends the list. */
  readonly next?: number;
  readonly headers?: boolean;
  /** AT_BASE, the address of the dynamic linker, and the file that the process runs. */
  readonly base?: bigint;
  readonly exe?: number;
}

/** Offsets in the page: program headers, dynamic section, a pointer, `r_debug`, two objects, and their names. */
const [HEADERS, DYNAMIC, POINTER, DEBUG, FIRST, SECOND, NAME] = [0, 0x200, 0x400, 0x480, 0x500, 0x580, 0x600];
const at = (offset: number): number => Number(ADDRESS) + offset;

/** Makes the memory of a linked program by hand, in a page of the program's file. */
async function handMade({
  size,
  byteOrder,
  entry = [21, at(DEBUG)],
  next = 0,
  headers = true,
  base = 0x5000n,
  exe = 9,
}: Target): Promise<LinkedObject[] | undefined> {
  const page = Buffer.alloc(PAGE);
  const view = new DataView(page.buffer, page.byteOffset, PAGE);
  const little = byteOrder === "little";
  const integer = (offset: number, value: number): void => view.setUint32(offset, value, little);
  const words = (offset: number, ...values: readonly number[]): void => {
    for (const [i, value] of values.entries()) {
      if (size === 8) view.setBigUint64(offset + 8 * i, BigInt(value), little);
      else integer(offset + 4 * i, value);
    }
  };
  // PT_PHDR and PT_DYNAMIC: type, then offset (and flags before it, with 64 bits), then address.
  const header = size === 8 ? 56 : 32;
  integer(HEADERS, 6);
  words(HEADERS + 2 * size, 0x1000 + HEADERS);
  integer(HEADERS + header, 2);
  words(HEADERS + header + 2 * size, 0x1000 + DYNAMIC);
  words(DYNAMIC, 1, 7, ...entry, 0, 0);
  words(POINTER, at(DEBUG));
  integer(DEBUG, 1);
  words(DEBUG + size, at(FIRST));
  words(FIRST, 0x1000, at(NAME), at(DYNAMIC), at(SECOND), 0);
  words(SECOND, 0x7000, at(NAME) + 1, 0x9000_0000, next, at(FIRST));
  page.write("\0libé.so\0", NAME);
  const saved = [BASE, base, PHENT, BigInt(header), PHNUM, 2n, PHDR, headers ? ADDRESS : 0x10n, 0n, 0n];
  const auxv = size === 8 ? saved : packed(saved, little);
  const mapped = area(ADDRESS, 1, { status: 0x41, shmid: 9n });
  const images = { "pages-1.img": { image: "PAGES" as const, rest: page } };
  const space = { ...mm([mapped], auxv), exe_file_id: exe };
  return await linkMap(await openMemory(made({ cores: new Map(), byteOrder, mm: space, images }), PID));
}

/** Joins pairs, as CRIU saves those of a 32-bit program. */
function packed(words: readonly bigint[], little: boolean): bigint[] {
  return words.flatMap((word, i) => {
    const other = words[i + 1] ?? 0n;
    if (i % 2 === 1) return [];
    return little ? word | (other << 32n) : (word << 32n) | other;
  });
}

const OBJECTS = [
  { base: 0x1000n, name: "", dynamic: BigInt(at(DYNAMIC)), namespace: 0 },
  { base: 0x7000n, name: "libé.so", dynamic: 0x9000_0000n, namespace: 0 },
];

describe("a link map made by hand", () => {
  const words = [4, 8].flatMap((size) =>
    (["little", "big"] as const).map((byteOrder) => [8 * size, byteOrder] as const),
  );

  it.each(words)(
    "is found through the program headers, and by a search: %s bits, %s-endian",
    async (bits, byteOrder) => {
      const target = { size: (bits / 8) as 4 | 8, byteOrder };
      expect(await handMade(target)).toEqual(OBJECTS);
      expect(await handMade({ ...target, headers: false })).toEqual(OBJECTS);
    },
  );

  it("is that of a program which the dynamic linker runs, and of no static one", async () => {
    const target = { size: 8, byteOrder: "little", base: 0n } as const;
    expect(await handMade({ ...target, exe: 3 })).toEqual(OBJECTS);
    expect(await handMade(target)).toBeUndefined();
  });

  it("is found through a pointer on MIPS", async () => {
    const target = { size: 8, byteOrder: "little" } as const;
    expect(await handMade({ ...target, entry: [0x7000_0016, at(POINTER)] })).toEqual(OBJECTS);
    // The pointer's distance from the entry, the second one of the section.
    expect(await handMade({ ...target, entry: [0x7000_0035, POINTER - DYNAMIC - 16] })).toEqual(OBJECTS);
  });

  it("is refused if it has no end, leads nowhere, or is not there", async () => {
    const target = { size: 8, byteOrder: "little" } as const;
    const code = (made: Promise<unknown>): Promise<unknown> =>
      made.then(
        () => "found",
        ({ code: found, message }) => [found, message],
      );
    expect(await code(handMade({ ...target, next: at(FIRST) }))).toEqual([
      "no-link-map",
      "address 0x10500: the list of the dynamic linker has no end",
    ]);
    expect(await code(handMade({ ...target, next: 0x10 }))).toEqual([
      "unmapped",
      "address 0x10: no area of the process has it",
    ]);
    expect(await code(handMade({ ...target, entry: [21, 0] }))).toEqual([
      "no-link-map",
      "the list of the dynamic linker is not in the checkpoint",
    ]);
  });
});
