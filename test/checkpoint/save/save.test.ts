import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import {
  archiveOf,
  Checkpoint,
  memoryBytes,
  openCheckpoint as openBytes,
  type Store,
  type StoredFile,
} from "criu-checkpoint";
import { openCheckpoint, openStore, saveCheckpoint } from "criu-checkpoint/node";
import { decodeInventoryImage, type PstreeImage } from "criu-images";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { missing, skipped } from "../../support/python.ts";
import { ROOT } from "../../support/run.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";

/** Makes the folder of a container's checkpoint. */
function container(): string {
  const own = temporaryFolder();
  cpSync(checkpoint("fds"), join(own, "checkpoint"), { recursive: true });
  symlinkSync("../pre-checkpoint", join(own, "checkpoint/parent"));
  writeFileSync(join(own, "config.dump"), "{}");
  mkdirSync(join(own, "volumes"));
  writeFileSync(join(own, "volumes", "long".repeat(40)), "x".repeat(700));
  writeFileSync(join(own, "größe"), "");
  return own;
}

/** Returns the content of all files, and the targets of links. */
async function shown(store: Store): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const { name, kind, size, target } of store.files.values()) {
    const content = kind === "file" ? Buffer.from(await store.bytes(name).read(0, size)).toString("base64") : kind;
    entries.push([name, target ?? content]);
  }
  return Object.fromEntries(entries.sort());
}

/** Makes a checkpoint of one link and one file. */
function made({ size, content = "", target = "" }: { size: number; content?: string; target?: string }): Checkpoint {
  const files = new Map<string, StoredFile>([
    ["link", { name: "link", kind: "link", size: 0, target }],
    ["pages-1.img", { name: "pages-1.img", kind: "file", size }],
    ["pipe", { name: "pipe", kind: "pipe", size: 0 }],
  ]);
  const read = async (from: number, to: number): Promise<Uint8Array> =>
    content === "" ? new Uint8Array(to - from) : Buffer.from(content).subarray(from, to);
  const close = async (): Promise<void> => undefined;
  const store: Store = {
    form: "tar",
    files,
    problems: [],
    annotations: new Map(),
    bytes: () => ({ size, read }),
    close,
  };
  return new Checkpoint(store, "");
}

async function withRenamedRoot(opened: Checkpoint): Promise<PstreeImage> {
  const image = await opened.read("PSTREE");
  if (image === undefined) throw new Error("no processes");
  return { ...image, entries: image.entries.map((entry) => ({ ...entry, pgid: 4711 })) };
}

const FAULTS = pathToFileURL(join(ROOT, "test/support/faults.mjs")).href;
const SAVE = join(ROOT, "test/checkpoint/save/save.mjs");

const NO_TAR = missing("tar");
const NO_ZSTD = NO_TAR ?? missing("zstd");

describe("a saved checkpoint", () => {
  it.each(["folder", "tar", "tar.gz", "tar.zst"] as const)("has all of the original, as a %s", async (form) => {
    const source = container();
    const opened = await openCheckpoint(source);
    const to = join(temporaryFolder(), "saved");
    await saveCheckpoint(opened, to, { form });
    const saved = await openStore(to);
    expect(saved.form).toBe(form);
    expect(await shown(saved)).toStrictEqual(await shown(opened.store));
    await saved.close();
  });

  it.skipIf(NO_TAR !== undefined)(`is what GNU tar reads${skipped(NO_TAR)}`, async () => {
    const source = container();
    const [to, unpacked] = [join(temporaryFolder(), "saved.tar"), temporaryFolder()];
    await saveCheckpoint(await openCheckpoint(source), to, { form: "tar" });
    execFileSync("tar", ["-xf", to, "-C", unpacked]);
    expect(await shown(await openStore(unpacked))).toStrictEqual(await shown(await openStore(source)));
  });

  it.skipIf(NO_ZSTD !== undefined)(`is what zstd reads, in several frames${skipped(NO_ZSTD)}`, async () => {
    const source = container();
    writeFileSync(join(source, "volumes", "large"), Buffer.alloc(9 << 20, "a volume "));
    const [to, unpacked] = [join(temporaryFolder(), "saved.tar.zst"), temporaryFolder()];
    await saveCheckpoint(await openCheckpoint(source), to, { form: "tar.zst" });
    expect(execFileSync("sh", ["-c", 'zstd -lv "$0"', to], { encoding: "utf8" })).toContain("Frames: 3");
    execFileSync("sh", ["-c", 'zstd -dc "$0" | tar -x -C "$1"', to, unpacked]);
    expect(await shown(await openStore(unpacked))).toStrictEqual(await shown(await openStore(source)));
  });

  it("is not packed with zstd where a browser forbids to make functions from texts", () => {
    const script = `
      import { archiveOf, openCheckpoint } from "criu-checkpoint";
      import { readFileSync } from "node:fs";
      const opened = await openCheckpoint(new Uint8Array(readFileSync(process.argv[1])));
      for await (const _ of archiveOf(opened, {}, "tar.zst"));`;
    const tar = join(temporaryFolder(), "saved.tar");
    writeFileSync(tar, archive(...folderArchive(checkpoint("basic"), "")));
    const args = ["--disallow-code-generation-from-strings", "--input-type=module", "-e", script, tar];
    const { stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: ROOT });
    expect(stderr).toContain("blocks the library that packs zstd: choose another form, such as tar.gz");
  });

  it("has changed images in place of the old ones, new ones, and none that are left out", async () => {
    const opened = await openCheckpoint(container());
    const to = join(temporaryFolder(), "saved");
    const files = new Map<string, PstreeImage | Uint8Array>([
      ["pstree.img", await withRenamedRoot(opened)],
      ["new.txt", Buffer.from("new")],
    ]);
    await saveCheckpoint(opened, to, { files, without: new Set(["stats-dump", "parent"]) });
    const saved = await openCheckpoint(to);
    expect((await saved.read("PSTREE"))?.entries[0]?.pgid).toBe(4711);
    const before = await shown(opened.store);
    const after = await shown(saved.store);
    expect(after["checkpoint/new.txt"]).toBe("bmV3");
    const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
    expect(changed).toStrictEqual(
      ["checkpoint/parent", "checkpoint/pstree.img", "checkpoint/stats-dump"].filter((name) => name in before),
    );
  });

  it("keeps its version: a new image has heads if the inventory says so", async () => {
    const opened = await openCheckpoint(checkpoint("fds"));
    const old = join(temporaryFolder(), "old");
    await saveCheckpoint(opened, old, { version: "v1.0" });
    const first = await openCheckpoint(old);
    const inventory = decodeInventoryImage(readFileSync(join(old, "inventory.img")));
    expect(inventory.entries[0]?.img_version).toBe(1);
    for (const image of first.images) expect((await first.decode(image)).image).toBe(image.image);
    const image = await withRenamedRoot(opened);
    expect(image.version).toBe("v1.1");
    const to = join(temporaryFolder(), "saved");
    await saveCheckpoint(first, to, { files: new Map([["pstree.img", image]]) });
    expect((await (await openCheckpoint(to)).read("PSTREE"))?.version).toBe("v1.0");
  });

  it("refuses an image under the name of another", async () => {
    const opened = await openCheckpoint(checkpoint("fds"));
    const files = new Map([["core-1.img", await withRenamedRoot(opened)]]);
    const to = join(temporaryFolder(), "saved");
    await expect(saveCheckpoint(opened, to, { files })).rejects.toThrow(
      "core-1.img is the name of CORE, not of PSTREE",
    );
    expect(existsSync(to)).toBe(false);
  });

  it("is an archive in memory, for browsers", async () => {
    const opened = await openBytes(archive(...folderArchive(checkpoint("basic"), "checkpoint/")));
    for (const form of ["tar", "tar.gz", "tar.zst"]) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of archiveOf(opened, {}, form)) chunks.push(chunk);
      const saved = await openBytes(memoryBytes(new Uint8Array(Buffer.concat(chunks))));
      expect(saved.store.form).toBe(form);
      expect(await shown(saved.store)).toStrictEqual(await shown(opened.store));
    }
  });

  it("has long targets and large files in extended headers", async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of archiveOf(made({ size: 9 * 2 ** 30, target: "t".repeat(150) }))) {
      if (chunk.length > 1 << 19) break;
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString("latin1");
    expect(text).toContain(`164 linkpath=${"t".repeat(150)}\n`);
    expect(text).toContain("19 size=9663676416\n");
  });

  it("is not written if a file changes its size meanwhile", async () => {
    const writing = archiveOf(made({ size: 5, content: "four" }));
    const all = async (): Promise<void> => {
      for await (const chunk of writing) expect(chunk.length).toBeLessThan(2048);
    };
    await expect(all()).rejects.toThrow("it changed while it was saved");
  });

  it("may be new: without an inventory, its images have heads", async () => {
    const opened = await openBytes(archive(...folderArchive(checkpoint("basic"), "")));
    const image = { ...(await withRenamedRoot(opened)), version: "v1.0" as const };
    const to = join(temporaryFolder(), "saved");
    const files = new Map([["pstree.img", image]]);
    await saveCheckpoint(opened, to, { form: "folder", files, without: new Set(["inventory.img"]) });
    expect((await (await openCheckpoint(to)).read("PSTREE"))?.version).toBe("v1.1");
  });

  it("cannot have a form that is not written", async () => {
    const opened = await openCheckpoint(checkpoint("basic"));
    const form = "tar.xz" as "tar";
    await expect(saveCheckpoint(opened, join(temporaryFolder(), "x"), { form })).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(/^tar\.xz cannot be written: choose another form, one of tar, tar\.gz, tar\.zst$/),
    });
  });

  it("does not replace a folder with files", async () => {
    const opened = await openCheckpoint(checkpoint("basic"));
    const to = temporaryFolder();
    await saveCheckpoint(opened, to);
    await expect(saveCheckpoint(opened, to)).rejects.toThrow("is not empty: save to a new folder, then rename it");
  });

  it("is not written through a link of a hostile archive", async () => {
    const outside = temporaryFolder();
    const bytes = archive(
      entry({ name: "out", type: "2", target: outside }),
      entry({ name: "out/file", content: "x" }),
      ...folderArchive(checkpoint("basic"), ""),
    );
    const to = join(temporaryFolder(), "saved");
    await saveCheckpoint(await openBytes(bytes), to, { form: "folder" });
    expect(readdirSync(outside)).toStrictEqual([]);
    expect(readdirSync(to)).toContain("out");
  });

  it("is in a file of its own name at once: a failure leaves the old one, and no draft", async () => {
    const opened = await openCheckpoint(checkpoint("basic"));
    const own = temporaryFolder();
    writeFileSync(join(own, "saved"), "old");
    const files = new Map([["core-1.img", await withRenamedRoot(opened)]]);
    await expect(saveCheckpoint(opened, join(own, "saved"), { form: "tar", files })).rejects.toThrow();
    expect(readdirSync(own)).toStrictEqual(["saved"]);
    expect(readFileSync(join(own, "saved"), "utf8")).toBe("old");
  });

  it("lets the link to a parent lead to the same folder from another place", async () => {
    const own = temporaryFolder();
    mkdirSync(join(own, "deep/er"), { recursive: true });
    for (const level of [2, 3]) {
      cpSync(join(MEMORY, `chain/${level}`), join(own, `${level}`), { recursive: true });
      rmSync(join(own, `${level}/parent`), { force: true });
      symlinkSync(`../${level - 1}`, join(own, `${level}/parent`));
    }
    await saveCheckpoint(await openCheckpoint(join(own, "3")), join(own, "deep/er/saved"));
    expect(readlinkSync(join(own, "deep/er/saved/parent"))).toBe("../../../2");
    const saved = await openCheckpoint(join(own, "deep/er/saved"));
    expect(saved.parent?.images.length).toBeGreaterThan(3);
    // So does one to a parent that is not there.
    await saveCheckpoint(await openCheckpoint(join(own, "2")), join(own, "deep/two"));
    expect(readlinkSync(join(own, "deep/two/parent"))).toBe("../../1");
    await saveCheckpoint(saved, join(own, "saved.tar"), { form: "tar" });
    expect((await openCheckpoint(join(own, "saved.tar"))).missingParent).toBe("../../../2");
  });

  it("tells the number of bytes that are written, and stops if it is aborted", async () => {
    const own = temporaryFolder();
    const source = await openCheckpoint(checkpoint("basic"));
    for (const form of ["tar", "folder"] as const) {
      const told: number[] = [];
      await saveCheckpoint(source, join(own, form), { form, progress: (written) => told.push(written) });
      const size =
        form === "tar" ? statSync(join(own, form)).size : source.images.reduce((sum, { size }) => sum + size, 0);
      expect(told.at(-1)).toBeGreaterThanOrEqual(size);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      const controller = new AbortController();
      const reason = new Error("enough");
      const stopped = saveCheckpoint(source, join(own, "stopped"), {
        form,
        signal: controller.signal,
        progress: () => controller.abort(reason),
      });
      await expect(stopped).rejects.toBe(reason);
    }
    expect(readdirSync(own).sort()).toEqual(["folder", "tar"]);
  });

  it("removes the drafts of processes that were killed, and no others", async () => {
    const own = temporaryFolder();
    const { pid = 0 } = spawnSync(process.execPath, ["-e", ""]);
    const names = [`.saved.${pid}.draft`, `.saved.${process.ppid}.draft`, `.other.${pid}.draft`, ".saved.x.draft"];
    for (const name of names) writeFileSync(join(own, name), "part");
    await saveCheckpoint(await openCheckpoint(checkpoint("basic")), join(own, "saved"), { form: "tar" });
    expect(readdirSync(own).sort()).toStrictEqual([...names.slice(1), "saved"].sort());
  });

  it.each(["writeSync:5", "renameSync:1", "fsyncSync:2", "rmSync:1"])(
    "is the old or the new one if the process is killed: at %s",
    (call) => {
      const own = temporaryFolder();
      for (const form of ["tar", "folder"]) {
        const to = join(own, form);
        if (form === "tar") writeFileSync(to, "old");
        const FAULT = `kill:${call}`;
        const { signal } = spawnSync(process.execPath, ["--import", FAULTS, SAVE, checkpoint("basic"), to, form], {
          env: { ...process.env, FAULT },
        });
        expect(signal).toBe("SIGKILL");
        if (form === "tar" && readFileSync(to, "latin1") !== "old") expect(readFileSync(to).length % 512).toBe(0);
        if (form === "folder" && existsSync(to))
          expect(readdirSync(to)).toStrictEqual(readdirSync(checkpoint("basic")));
        const isNew = form === "tar" ? readFileSync(to).length > 3 : existsSync(to);
        expect(isNew).toBe(call === "rmSync:1" || (call === "fsyncSync:2" && form === "tar"));
      }
    },
  );
});
