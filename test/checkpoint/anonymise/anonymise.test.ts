import { join } from "node:path";
import {
  type Anonymised,
  type AnonymiseOptions,
  anonymiseCheckpoint,
  archiveOf,
  type Checkpoint,
  openMemory,
  PRIVACY_CLASSES,
  validate,
} from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { type AnyImage, encodeAnyImage } from "criu-images/all";
import { describe, expect, it } from "vitest";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { engineFolder } from "../../support/engines.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";
import { opened } from "./checkpoints.ts";

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);

/** Replaces the content of a checkpoint of the fixtures. */
async function anonymised(folder: string, options: AnonymiseOptions = {}): Promise<Anonymised> {
  return anonymiseCheckpoint(await opened(folder), { key: KEY, ...options });
}

/** Makes an archive of images, by the names of their files. */
function archiveWith(images: Readonly<Record<string, AnyImage | string>>): Uint8Array {
  return archive(
    ...Object.entries(images).map(([name, image]) =>
      entry({ name, content: typeof image === "string" ? image : encodeAnyImage(image) }),
    ),
  );
}

async function bytesOf(source: Checkpoint): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of archiveOf(source, {}, "tar")) chunks.push(new Uint8Array(chunk));
  return Buffer.concat(chunks).toString("latin1");
}

const INVENTORY = { image: "INVENTORY", entries: [{ img_version: 2 }] } as unknown as AnyImage;

describe("anonymiseCheckpoint", () => {
  it("gives the same bytes by the same key, and others without one", async () => {
    const [one, two] = [await anonymised(checkpoint("fds")), await anonymised(checkpoint("fds"))];
    expect(await bytesOf(one.checkpoint)).toBe(await bytesOf(two.checkpoint));
    const source = await opened(checkpoint("fds"));
    const [other, another] = [await anonymiseCheckpoint(source), await anonymiseCheckpoint(source)];
    const names = async ({ checkpoint: result }: Anonymised): Promise<string[]> =>
      (await bytesOf(result)).match(/\/[a-z2-7]{8}/g) ?? [];
    const [first, second] = [await names(other), await names(another)];
    expect(first.length).toBeGreaterThan(3);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
  });

  it("keeps what connects both ends of a connection", async () => {
    const { checkpoint: result } = await anonymised(checkpoint("tcp"));
    const ends = async (from: Checkpoint): Promise<string[][]> => {
      const { entries = [] } = (await from.read("FILES")) ?? {};
      return entries.flatMap(({ isk }) =>
        isk === undefined ? [] : [[`${isk.src_addr}:${isk.src_port}`, `${isk.dst_addr}:${isk.dst_port}`]],
      );
    };
    const [before, after] = [await ends(await opened(checkpoint("tcp"))), await ends(result)];
    const pairs = (all: string[][]): number[][] =>
      all.map(([source]) => all.flatMap(([, target], i) => (target === source ? [i] : [])));
    expect(before.length).toBeGreaterThan(3);
    expect(pairs(after)).toEqual(pairs(before));
    expect(after).not.toEqual(before);
  });

  it("gives a name one pseudonym in images and in metadata", async () => {
    const source = await openCheckpoint(engineFolder(checkpoint("uts")));
    const { checkpoint: result } = await anonymiseCheckpoint(source, { key: KEY });
    const { container, addresses, engine, interfaces, mounts } = await result.metadata();
    expect(engine).toBe("Podman");
    expect(container.hostname).toMatch(/^[a-z2-7]{8}$/);
    expect(container.name).toMatch(/^[a-z2-7]{8}$/);
    expect(addresses).toEqual([expect.stringMatching(/^10\./)]);
    expect(interfaces[0]?.name).toBe("eth0");
    expect(mounts).toMatchObject([{ destination: "/proc", type: "proc", options: ["nosuid"] }]);
    const json = JSON.parse(Buffer.from(await result.store.bytes("network.status").read(0, 1000)).toString()) as object;
    expect(JSON.stringify(json)).not.toContain("podman");
    const texts = JSON.stringify({ hostname: "corpus-höst" });
    const bytes = archive(
      entry({ name: "spec.dump", content: Buffer.from(texts) }),
      entry({
        name: "checkpoint/utsns-9.img",
        content: encodeAnyImage({
          image: "UTSNS",
          entries: [{ nodename: "corpus-höst", domainname: "(none)" }],
        } as unknown as AnyImage),
      }),
    );
    const small = await anonymiseCheckpoint(await openCheckpoint(bytes), { key: KEY });
    const names = await small.checkpoint.read("UTSNS", 9);
    expect((await small.checkpoint.metadata()).container.hostname).toBe(names?.entries[0]?.nodename);
    expect(names?.entries[0]?.domainname).toBe("(none)");
  });

  it("follows the length of a path's beginning, and keeps names within their limits", async () => {
    const paths = ["/kubepods/secret-a/secret-b", "/kubepods/x"];
    const ctls = paths.map((path) => ({ name: "", path, cgns_prefix: "/kubepods/secret-a".length }));
    const name = Buffer.from(`${"/a".repeat(53)}\0`);
    const images = {
      "inventory.img": INVENTORY,
      "cgroup.img": { image: "CGROUP", entries: [{ sets: [{ id: 1, ctls }], controllers: [] }] } as unknown as AnyImage,
      "unixsk.img": { ...UNIX(name) } as unknown as AnyImage,
    };
    const { checkpoint: result } = await anonymiseCheckpoint(await openCheckpoint(archiveWith(images)), { key: KEY });
    const [set] = (await result.read("CGROUP"))?.entries[0]?.sets ?? [];
    const [long, short] = set?.ctls ?? [];
    expect(long?.path).toMatch(/^\/kubepods\/[a-z2-7]{8}\/[a-z2-7]{8}$/);
    expect(long?.path.slice(0, long.cgns_prefix)).toMatch(/^\/kubepods\/[a-z2-7]{8}$/);
    expect(short?.cgns_prefix).toBe(short?.path.length);
    const socket = (await result.read("UNIXSK"))?.entries[0]?.name;
    expect(Buffer.from(socket ?? []).toString()).toMatch(/^\/[a-z2-7]{8}$/);
  });

  it("replaces ids in the auxiliary vector of 64 and of 32 bits, in both byte orders", async () => {
    const lists = [
      { byteOrder: "little", saved: [3n, 0x40n, 11n, 4242n, 13n, 0n, 0n, 0n] },
      { byteOrder: "little", saved: [3n | (0x40n << 32n), 11n | (4242n << 32n), 0n] },
      { byteOrder: "big", saved: [(3n << 32n) | 0x40n, (11n << 32n) | 4242n, 0n] },
    ] as const;
    const found: string[] = [];
    for (const { byteOrder, saved } of lists) {
      const [mm] = (await (await opened(checkpoint("basic"))).read("MM"))?.entries ?? [];
      const image = { image: "MM", byteOrder, entries: [{ ...mm, mm_saved_auxv: saved }] } as unknown as AnyImage;
      const source = await openCheckpoint(archiveWith({ "mm-1.img": image }));
      const { checkpoint: result } = await anonymiseCheckpoint(source, { key: KEY });
      found.push(
        (await result.read("MM", 1))?.entries[0]?.mm_saved_auxv.map((one) => one.toString(16)).join(" ") ?? "",
      );
    }
    const [, id = ""] = /^3 40 b ([0-9a-f]+) d 0 0 0$/.exec(found[0] ?? "") ?? [];
    expect(Number.parseInt(id, 16)).toBeGreaterThan(2 ** 20);
    const high = id.padStart(8, "0");
    expect(found.slice(1)).toEqual([`4000000003 ${id}0000000b 0`, `300000040 b${high} 0`]);
  });

  it("reads addresses in the byte order of the machine", async () => {
    const found: string[] = [];
    for (const byteOrder of ["little", "big"] as const) {
      const sockets = (await (await opened(checkpoint("tcp"))).read("FILES"))?.entries ?? [];
      const isk = sockets.find((one) => one.isk !== undefined)?.isk;
      const word = byteOrder === "big" ? 0x0a01_0203 : 0x0302_010a;
      const image = { image: "INETSK", byteOrder, entries: [{ ...isk, src_addr: [word], dst_addr: [word] }] };
      const source = await openCheckpoint(archiveWith({ "inetsk.img": image as unknown as AnyImage }));
      const { checkpoint: result } = await anonymiseCheckpoint(source, { key: KEY });
      const bytes = Buffer.alloc(4);
      const [after = 0] = (await result.read("INETSK"))?.entries[0]?.src_addr ?? [];
      if (byteOrder === "big") bytes.writeUInt32BE(after);
      else bytes.writeUInt32LE(after);
      found.push(bytes.join("."));
    }
    expect(found).toEqual([expect.stringMatching(/^10\./), found[0]]);
  });
});

const UNIX = (name: Uint8Array): object => ({
  image: "UNIXSK",
  entries: [
    {
      ...{ id: 1, ino: 2, type: 1, state: 7, flags: 0, uflags: 0, backlog: 0, peer: 0, name },
      fown: { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: 0 },
      opts: {
        so_sndbuf: 1,
        so_rcvbuf: 1,
        so_snd_tmo_sec: 0n,
        so_snd_tmo_usec: 0n,
        so_rcv_tmo_sec: 0n,
        so_rcv_tmo_usec: 0n,
        so_filter: [],
      },
    },
  ],
});

describe("memory", () => {
  it("is zero, in a checkpoint and its parents, which become one archive", async () => {
    const { checkpoint: result } = await anonymised(join(MEMORY, "chain/3"));
    const out = join(temporaryFolder(), "out.tar");
    await saveCheckpoint(result, out, { form: "tar" });
    const saved = await openCheckpoint(out);
    const folders: string[] = [];
    for (let level: Checkpoint | undefined = saved; level !== undefined; level = level.parent)
      folders.push(level.folder);
    expect(folders).toEqual(["", "parent-1/", "parent-2/", "parent-3/"]);
    expect(await validate(saved)).toEqual([]);
    for (const { name, kind } of saved.store.files.values()) {
      if (kind !== "file" || !name.includes("pages-")) continue;
      const bytes = saved.store.bytes(name);
      expect(bytes.size).toBe((await opened(join(MEMORY, "chain/3"))).store.files.get(name)?.size ?? bytes.size);
      expect((await bytes.read(0, bytes.size)).every((byte) => byte === 0)).toBe(true);
    }
    await saved.close();
  });

  it("has no compressed pages any more, unless it is kept", async () => {
    const folder = join(MEMORY, "lz4/3");
    const { checkpoint: zero } = await anonymised(folder);
    expect((await validate(zero)).filter(({ code }) => code === "wrong-size" || code === "unknown-field")).toEqual([]);
    const kept = await anonymised(folder, { keep: ["memory"] });
    const [own, before] = [await openMemory(kept.checkpoint, 2825), await openMemory(await opened(folder), 2825)];
    const area = 0x1_0000_0000_00n;
    expect(await own.read(area, 4096)).toEqual(await before.read(area, 4096));
    expect((await (await openMemory(zero, 2825)).read(area, 4096)).every((byte) => byte === 0)).toBe(true);
  });

  it("is refused if it unpacks to far more than is stored", async () => {
    const blocks = (count: number): Uint8Array => {
      const sizes = Array.from({ length: count }, () => [0x30, 0]).flat();
      return Uint8Array.from([...sizes, 0x38, 0, 0x40, 0x80, 0x08]);
    };
    const run = (i: number): object => ({
      vaddr: BigInt(i) << 32n,
      flags: 4,
      nr_pages: 1024n * 1000n,
      compat_nr_pages: 0,
      $unknown: [{ after: 5, bytes: blocks(1000) }],
    });
    const pagemap = { image: "PAGEMAP", first: { pages_id: 1 }, entries: Array.from({ length: 50 }, (_, i) => run(i)) };
    const bytes = archiveWith({ "pagemap-1.img": pagemap as unknown as AnyImage, "pages-1.img": "" });
    const found = anonymiseCheckpoint(await openCheckpoint(bytes));
    await expect(found).rejects.toThrow(/pages of 0 bytes unpack to \d+: keep the memory, or flatten it first/);
  });
});

describe("private content without a class", () => {
  it("is counted, and its names are not told", async () => {
    const content = archive(
      ...[
        ["dump.log", "x"],
        ["secret.txt", "x"],
        ["rootfs-diff.tar", "x"],
        ["config.dump", "{"],
      ].map(([name, text]) => entry({ name: name ?? "", content: text ?? "" })),
      entry({ name: "secret-link", type: "2", target: "/secret" }),
      entry({ name: "checkpoint/pstree.img", content: "damaged, with a secret" }),
      entry({ name: "checkpoint/inventory.img", content: encodeAnyImage(INVENTORY) }),
    );
    const { checkpoint: result, report } = await anonymiseCheckpoint(await openCheckpoint(content));
    expect(report.leftOut).toEqual({ log: 1, unknown: 1, archive: 1, unreadable: 2, link: 1 });
    expect([...result.store.files.keys()]).toEqual(["checkpoint/inventory.img"]);
    expect(JSON.stringify(report)).not.toContain("secret");
    const kept = await anonymiseCheckpoint(await openCheckpoint(content), { keep: ["log", "file"] });
    expect([...kept.checkpoint.store.files.keys()].sort()).toEqual([
      ...["checkpoint/inventory.img", "dump.log", "rootfs-diff.tar"],
    ]);
    expect(kept.report.kept).toEqual(["file", "log"]);
    expect(kept.report.tells.join()).toContain("`log`, which was kept");
  });

  it("includes values without a name, which stay such values", async () => {
    const entries = [
      { id: 1, type: 0x4a4b_4c4d, locked: true, exclusive: true, packet_mode: true, sid: 0, pgrp: 0, rdev: 0 },
    ];
    const image = { image: "TTY_INFO", entries } as unknown as AnyImage;
    const source = await openCheckpoint(archiveWith({ "tty-info.img": image }));
    const { checkpoint: result, report } = await anonymiseCheckpoint(source);
    expect((await result.read("TTY_INFO"))?.entries[0]?.type).toBe(7);
    expect(report.unknown).toBe(1);
  });

  it("includes long names that are made to be hard", async () => {
    const long = ["CRIU:".repeat(100_000), `x${" (deleted)".repeat(50_000)}`, "/".repeat(300_000), ":".repeat(300_000)];
    const names = { image: "UTSNS", entries: long.map((text) => ({ nodename: text, domainname: text })) };
    const spec = entry({ name: "spec.dump", content: JSON.stringify({ name: long }) });
    const image = entry({ name: "checkpoint/utsns-1.img", content: encodeAnyImage(names as unknown as AnyImage) });
    const { checkpoint: result } = await anonymiseCheckpoint(await openCheckpoint(archive(spec, image)));
    const [first] = (await result.read("UTSNS", 1))?.entries ?? [];
    expect(first?.nodename).toMatch(/^CRIU:[a-z2-7]{8}$/);
  });

  it("includes known words that can be passwords, if a user writes them", async () => {
    const spec = {
      hostname: "private",
      process: { env: ["PASSWORD=private", "PATH=/usr/bin:/lib"], args: ["--key", "shared"] },
      annotations: { "io.container.manager": "libpod", own: "private" },
    };
    const bytes = archive(
      entry({ name: "spec.dump", content: JSON.stringify(spec) }),
      entry({ name: "checkpoint/inventory.img", content: encodeAnyImage(INVENTORY) }),
    );
    const { checkpoint: result } = await anonymiseCheckpoint(await openCheckpoint(bytes), { key: KEY });
    const text = Buffer.from(await result.store.bytes("spec.dump").read(0, 10_000)).toString();
    const { hostname, process, annotations } = JSON.parse(text) as typeof spec;
    expect([hostname, annotations["io.container.manager"]]).toEqual(["private", "libpod"]);
    expect(text.match(/private/g)).toHaveLength(1);
    expect(process.env).toEqual([
      expect.not.stringContaining("private"),
      expect.stringMatching(/^\w{8}=\/usr\/bin:\/lib$/),
    ]);
    expect(process.args[1]).not.toBe("shared");
  });

  it("includes deep values of JSON", async () => {
    const deep = `${'{"name":'.repeat(5000)}"secret"${"}".repeat(5000)}`;
    const bytes = archive(
      entry({ name: "spec.dump", content: deep }),
      entry({ name: "checkpoint/inventory.img", content: encodeAnyImage(INVENTORY) }),
    );
    const { checkpoint: result } = await anonymiseCheckpoint(await openCheckpoint(bytes));
    expect(Buffer.from(await result.store.bytes("spec.dump").read(0, 100_000)).length).toBeLessThan(1000);
  });
});

describe("options", () => {
  it("refuse an unknown class, and a short key", async () => {
    const source = await opened(checkpoint("uts"));
    await expect(anonymiseCheckpoint(source, { keep: ["toString"] })).rejects.toThrow(/no class of privacy "toString"/);
    await expect(anonymiseCheckpoint(source, { key: new Uint8Array(3) })).rejects.toThrow(RangeError);
    expect(Object.keys(PRIVACY_CLASSES)).toContain("log");
  });

  it("report progress up to the end, and stop by a signal", async () => {
    const steps: (readonly [number, number])[] = [];
    await anonymised(join(MEMORY, "chain/3"), { progress: (...step) => steps.push(step) });
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.at(-1)?.[0]).toBe(steps.at(-1)?.[1]);
    expect(steps.every(([done], i) => done >= (steps[i - 1]?.[0] ?? 0))).toBe(true);
    const controller = new AbortController();
    const found = anonymised(checkpoint("uts"), { signal: controller.signal, progress: () => controller.abort() });
    await expect(found).rejects.toThrow(/aborted/);
  });
});
