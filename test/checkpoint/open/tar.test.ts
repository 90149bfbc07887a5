import { memoryBytes, nameBytes, openStore, readFile, type Store } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { archive, entry, GNU, header, latin, pax } from "../../support/tar.ts";

const opened = (...parts: readonly Uint8Array[]): Promise<Store> => openStore(memoryBytes(archive(...parts)));

async function textOf(store: Store, name: string): Promise<string> {
  return Buffer.from(await store.bytes(name).read(0, 1 << 20)).toString();
}

/** Returns bytes that begin with an archive, and have the size of a disk: only its headers are in memory. */
function huge(
  parts: ReadonlyMap<number, Uint8Array>,
  size: number,
): { size: number; reads: number; read(from: number, to: number): Promise<Uint8Array> } {
  return {
    size,
    reads: 0,
    async read(from, to) {
      this.reads++;
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      for (const [at, part] of parts) {
        const [start, end] = [Math.max(at, from), Math.min(at + part.length, to)];
        if (start < end) bytes.set(part.subarray(start - at, end - at), start - from);
      }
      return bytes;
    },
  };
}

describe("an archive of tar", () => {
  it("is indexed by few reads, however large its files are", async () => {
    const size = 10 * 2 ** 30;
    const large = header({ name: "pages-1.img", size });
    const bytes = huge(
      new Map([
        [0, large],
        [size + 512, archive(entry({ name: "b", content: "end" }))],
      ]),
      size + 5000,
    );
    const store = await openStore(bytes);
    expect(bytes.reads).toBeLessThan(10);
    expect(store.files.get("pages-1.img")?.size).toBe(size);
    expect(await textOf(store, "b")).toBe("end");
  });

  it("has sizes in GNU's binary form", async () => {
    const size = 2 ** 40;
    const binary = latin(`\x80${"\0".repeat(5)}\x01${"\0".repeat(5)}`);
    const parts = new Map([
      [0, header({ name: "a", size: binary, magic: GNU })],
      [size + 512, archive()],
    ]);
    const store = await openStore(huge(parts, size + 2048));
    expect(store.files.get("a")).toStrictEqual({ name: "a", kind: "file", size });
  });

  it("has sizes, names and targets in extended headers, which take precedence over GNU's", async () => {
    const long = (type: string, content: string): Uint8Array => entry({ name: "long", type, content, magic: GNU });
    const store = await opened(
      pax({ path: "a/b", size: "3" }),
      long("L", "other\0"),
      header({ name: "x", size: 0 }),
      entry({ name: "", content: "" }).subarray(0, 0),
      new Uint8Array(Buffer.concat([latin("one"), new Uint8Array(509)])),
      long("K", "target\0"),
      long("L", "link\0"),
      entry({ name: "x", type: "2", target: "y" }),
      pax({ linkpath: "better" }),
      long("K", "target\0"),
      entry({ name: "second", type: "2", target: "y" }),
    );
    expect([...store.files.values()]).toStrictEqual([
      { name: "a/b", kind: "file", size: 3 },
      { name: "link", kind: "link", size: 0, target: "target" },
      { name: "second", kind: "link", size: 0, target: "better" },
    ]);
    expect(await textOf(store, "a/b")).toBe("one");
  });

  it("has records for all entries behind them", async () => {
    const shared = pax({ linkpath: "all" }, "g");
    const link = (name: string): Uint8Array => entry({ name, type: "2", target: "own" });
    const store = await opened(link("a"), shared, link("b"), pax({ linkpath: "one" }), link("c"), link("d"));
    const targets = [...store.files.values()].map(({ target }) => target);
    expect(targets).toStrictEqual(["own", "all", "one", "all"]);
  });

  it("may be old: without a magic, with folders as files, with signed checksums", async () => {
    const signed = header({ name: "\xe4", size: 0, magic: "" });
    const sum = signed.reduce((all, byte, i) => all + (i >= 148 && i < 156 ? 0x20 : (byte << 24) >> 24), 0);
    signed.set(latin(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
    const store = await opened(
      entry({ name: "b/", type: "\0", magic: "" }),
      entry({ name: "b/c", type: "\0", magic: "", content: "x" }),
      signed,
    );
    expect([...store.files.values()].map(({ name, kind }) => [name, kind])).toStrictEqual([
      ["b", "folder"],
      ["b/c", "file"],
      ["\udce4", "file"],
    ]);
    expect(nameBytes("\udce4")).toStrictEqual(Uint8Array.of(0xe4));
    expect(nameBytes("größe")).toStrictEqual(new TextEncoder().encode("größe"));
  });

  it("ignores a prefix in GNU's headers, which have times there", async () => {
    const store = await opened(entry({ name: "a", magic: GNU, prefix: "13371337" }), entry({ name: "a", prefix: "b" }));
    expect([...store.files.keys()]).toStrictEqual(["a", "b/a"]);
  });

  it("has files that are too large to be read at once", async () => {
    const size = 2 ** 30;
    const store = await openStore(
      huge(
        new Map([
          [0, header({ name: "pages-1.img", size })],
          [size + 512, archive()],
        ]),
        size + 2048,
      ),
    );
    await expect(readFile(store, "pages-1.img")).rejects.toMatchObject({ code: "too-much" });
  });
});
