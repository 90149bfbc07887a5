import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { memoryBytes, openStore as openBytes, type Store } from "criu-checkpoint";
import { fileSpool, openStore } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { missing, skipped } from "../../support/python.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";

/* Archives that GNU tar and the compressors make from a folder, compared with the folder itself. */

const NO_TAR = ["tar", "zstd", "xz", "bzip2", "gzip"].map(missing).find((reason) => reason !== undefined);
const cleanup = afterAllTests();

/** Makes the folder of a container's checkpoint, with large, sparse and oddly named files. */
function container(): string {
  const own = temporaryFolder(cleanup);
  cpSync(checkpoint("fds"), join(own, "checkpoint"), { recursive: true });
  writeFileSync(join(own, "config.dump"), "{}");
  writeFileSync(join(own, "empty"), "");
  mkdirSync(join(own, "volumes"));
  writeFileSync(join(own, "volumes", `${"long".repeat(40)}.tar`), "x");
  writeFileSync(join(own, "größe"), "ß");
  symlinkSync("../pre-checkpoint", join(own, "checkpoint/parent"));
  symlinkSync("t".repeat(120), join(own, "checkpoint/long"));
  const pages = Buffer.alloc(1_500_000, "pages of memory");
  writeFileSync(join(own, "checkpoint/pages-77.img"), pages);
  holes(join(own, "checkpoint/pages-78.img"));
  return own;
}

/** Writes a sparse file of 4 MiB with 40 pieces. */
function holes(path: string): void {
  const fd = openSync(path, "w");
  for (let i = 0; i < 40; i++) writeSync(fd, Buffer.alloc(4096, 65 + i), 0, 4096, i * 100_000);
  truncateSync(path, 1 << 22);
}

const SOURCE = NO_TAR === undefined ? container() : "";

/** Lists the entries of a store, with the hash of each file's content. */
async function shown(store: Store): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const { name, kind, size, target = "" } of store.files.values()) {
    const content = kind === "file" ? await hashOf(store, name) : target;
    entries.push([name, `${kind} ${size} ${content}`]);
  }
  return Object.fromEntries(entries.sort());
}

async function hashOf(store: Store, name: string): Promise<string> {
  const bytes = store.bytes(name);
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.size; at += 100_000) hash.update(await bytes.read(at, at + 100_000));
  return hash.digest("hex");
}

/** Packs the folder; the command reads the archive from standard input, if there is one. */
function packed(name: string, tar: readonly string[], command?: string): string {
  const own = temporaryFolder();
  const plain = join(own, "plain.tar");
  execFileSync("tar", ["-C", SOURCE, "-cf", plain, ...tar, "."]);
  if (command === undefined) return plain;
  execFileSync("bash", ["-c", `set -e; ${command}`, "bash", plain, join(own, name)], { cwd: own });
  return join(own, name);
}

/** Compresses two halves of the archive, and joins them. */
const halves = (tool: string): string => `head -c 700000 "$1" | ${tool} > "$2"; tail -c +700001 "$1" | ${tool} >> "$2"`;

type Form = [title: string, form: string, tar: readonly string[], command?: string];

const FORMS: Form[] = [
  ["tar of POSIX", "tar", ["--format=posix"]],
  ["tar of GNU", "tar", ["--format=gnu"]],
  ["old tar of GNU", "tar", ["--format=oldgnu"]],
  ["sparse files of GNU", "tar", ["--format=gnu", "--sparse"]],
  ["sparse files of version 0.0", "tar", ["--format=posix", "--sparse", "--sparse-version=0.0"]],
  ["sparse files of version 0.1", "tar", ["--format=posix", "--sparse", "--sparse-version=0.1"]],
  ["sparse files of version 1.0", "tar", ["--format=posix", "--sparse", "--sparse-version=1.0"]],
  ["shared extended headers", "tar", ["--format=posix", "--pax-option=globexthdr.name=x,comment=text"]],
  ["gzip", "tar.gz", [], 'gzip < "$1" > "$2"'],
  ["gzip of two members", "tar.gz", [], halves("gzip")],
  ["bzip2", "tar.bz2", [], 'bzip2 < "$1" > "$2"'],
  ["bzip2 of two streams", "tar.bz2", [], halves("bzip2")],
  ["xz", "tar.xz", [], 'xz < "$1" > "$2"'],
  ["xz of two streams with another checksum", "tar.xz", [], halves("xz --check=crc32 -0")],
  ["xz of several blocks", "tar.xz", [], 'xz -0 --block-size=300000 < "$1" > "$2"'],
  ["zstd", "tar.zst", [], 'zstd -q < "$1" > "$2"'],
  ["zstd of two frames", "tar.zst", [], halves("zstd -q")],
  ["zstd of the strongest level", "tar.zst", ["--exclude=pages-78.img"], 'zstd -q -19 < "$1" > "$2"'],
  [
    "zstd behind a frame that is skipped",
    "tar.zst",
    [],
    'printf "P*M\\030\\002\\000\\000\\000xx" > "$2"; zstd -q < "$1" >> "$2"',
  ],
  ["zstd without a checksum", "tar.zst", [], 'zstd -q --no-check < "$1" > "$2"'],
];

describe.skipIf(NO_TAR !== undefined)(`an archive is read as its folder${skipped(NO_TAR)}`, () => {
  it.each(FORMS)("%s", async (_, form, tar = [], command = undefined) => {
    const path = packed("packed", tar, command);
    const folder = await openStore(SOURCE);
    const wanted = await shown(folder);
    if (tar.includes("--exclude=pages-78.img")) delete wanted["checkpoint/pages-78.img"];
    const own = await openStore(path);
    expect(own.form).toBe(form);
    expect(own.problems).toStrictEqual([]);
    expect(await shown(own)).toStrictEqual(wanted);
    const everywhere = await openBytes(new Blob([readFileSync(path)]));
    expect(everywhere.form).toBe(form);
    expect(await shown(everywhere)).toStrictEqual(wanted);
    for (const store of [folder, own, everywhere]) await store.close();
  });

  it("by way of storage that the caller provides", async () => {
    const scratch = temporaryFolder();
    const folder = await openStore(SOURCE);
    const store = await openStore(packed("packed", [], 'zstd -q < "$1" > "$2"'), { spool: () => fileSpool(scratch) });
    expect(store.form).toBe("tar.zst");
    expect(await shown(store)).toStrictEqual(await shown(folder));
    await store.close();
    await folder.close();
  });

  it("is refused if that storage is full", async () => {
    let closed = 0;
    const spool = {
      write: async () => Promise.reject(new Error("no space")),
      bytes: async () => memoryBytes(new Uint8Array()),
      close: async () => void closed++,
    };
    const path = packed("packed", [], 'zstd -q < "$1" > "$2"');
    await expect(openStore(path, { spool: async () => spool })).rejects.toThrow("no space");
    expect(closed).toBe(1);
  });
});
