import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  Checkpoint,
  EditError,
  type Edited,
  editCheckpoint,
  openCheckpoint as openBytes,
  type Recipe,
} from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { encodePagemapImage, type PagemapImage } from "criu-images";
import { describe, expect, it, vi } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";
import { contentOf, edited } from "./edits.ts";

/** Applies a recipe of any type, which types forbid: it comes from a file. */
async function errorOf(name: string, recipe: unknown): Promise<string> {
  const result = await edited(name, recipe as Recipe).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(EditError);
  return (result as EditError).message;
}

/** Returns the images that an edit decodes. */
async function decodedBy(work: () => Promise<Edited>): Promise<Set<string>> {
  const decode = vi.spyOn(Checkpoint.prototype, "decode");
  try {
    expect((await work()).edits.length).toBeGreaterThan(1);
    return new Set(decode.mock.calls.map(([{ image }]) => image));
  } finally {
    decode.mockRestore();
  }
}

describe("a hostile recipe", () => {
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("has no verb %s", async (name) => {
    const step = Object.fromEntries([[name, {}]]);
    expect(await errorOf("uts", [step])).toMatch(`step 1: unknown verb ${name}: known are add`);
    const keys = Object.fromEntries([[name, 1]]);
    expect(await errorOf("uts", [{ hostname: keys }])).toBe(`step 1, hostname: unknown key ${name}: known are name`);
    expect(await errorOf("fds", [{ set: { [`files.img[0].${name}`]: 1 } }])).toContain(`has no field ${name}`);
    expect(await errorOf("fds", [{ limit: { pid: 3438, resource: name, soft: 1, hard: 1 } }])).toContain("one of cpu");
  });

  it("has steps that are none", async () => {
    for (const step of [null, 1, "hostname", [], [["hostname", "x"]], undefined])
      expect(await errorOf("uts", [step])).toBe("step 1: a verb with its keys is expected");
  });

  it("has values that cannot become texts, and cycles", async () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const value of [
      { toString: 1 },
      Object.create(null),
      cycle,
      { cycle },
      Symbol.iterator,
      () => 1,
      Number.NaN,
    ]) {
      for (const path of ["files.img[0].id", "files.img[0].reg.name", "files.img[0].type", "files.img[0].reg.build_id"])
        expect(await errorOf("fds", [{ set: { [path]: value } }])).not.toBe("");
      for (const verb of ["hostname", "drop-tcp"]) expect(await errorOf("tcp", [{ [verb]: value }])).not.toBe("");
    }
  });

  it("has numbers of any size", async () => {
    for (const pid of [2 ** 64, -1, 0, 1.5, 10n ** 40n, "9".repeat(1000), 1e308, Number.POSITIVE_INFINITY])
      expect(await errorOf("fds", [{ comm: { pid, name: "x" } }])).toMatch(/comm\.pid: an integer from 1 to 4194304/);
    expect(await errorOf("fds", [{ set: { "files.img[0].reg.pos": 10n ** 40n } }])).toMatch(/lies outside of 0 to/);
    expect(await errorOf("fds", [{ set: { "files.img[999999999].id": 1 } }])).toMatch(/none of \d+ entries is chosen/);
  });

  it("has texts with a zero byte, where CRIU would end them", async () => {
    for (const step of [
      { hostname: "a\0b" },
      { comm: { pid: 9, name: "a\0" } },
      { "move-path": { from: "/tmp", to: "/\0a" } },
    ])
      expect(await errorOf("uts", [step])).toMatch(/: a text with a zero byte ends there$/);
  });
});

describe("an edited checkpoint", () => {
  it("keeps bytes of paths that are not UTF-8, and moves sockets by their whole path", async () => {
    const name = Uint8Array.from([...Buffer.from("/tmp/corpus-run/unixs/"), 0xff, 0xfe, 0]);
    const path = "files.img[id=14].usk.name";
    const { checkpoint: after } = await edited("unixs", [
      { set: { [path]: name } },
      { "move-path": { from: "/tmp/corpus-run/unixs", to: "/srv/ü" } },
    ]);
    const names = (await after.read("FILES"))?.entries.flatMap(({ usk }) => usk?.name ?? []) ?? [];
    expect(names).toContainEqual(Uint8Array.from([...Buffer.from("/srv/ü/"), 0xff, 0xfe, 0]));
    const own = await edited("unixs", [{ "move-path": { from: "/tmp/corpus-run/unixs/ul", to: "/srv/ul" } }]);
    expect(own.edits.map(({ path: at }) => at)).toEqual(["usk.name", "usk.name"]);
  });

  it("never decodes images without fields to change: a large pagemap stays bytes", async () => {
    const folder = temporaryFolder();
    cpSync(checkpoint("uts"), folder, { recursive: true });
    const source = await openCheckpoint(folder);
    const map = source.images.find(({ image }) => image === "PAGEMAP");
    const before = (await source.read("PAGEMAP", map?.id)) as PagemapImage;
    const page = { vaddr: 0n, compat_nr_pages: 1, nr_pages: 1n, in_parent: true, flags: 1 };
    const entries = Array.from({ length: 20_000 }, (_, i) => ({ ...page, vaddr: BigInt(i) * 8192n }));
    writeFileSync(join(folder, map?.file ?? ""), encodePagemapImage({ ...before, entries: entries as never }));
    const large = await openCheckpoint(folder);
    const recipe = [{ hostname: "web-2" }, { "move-path": { from: "/tmp", to: "/srv/tmp" } }];
    const decoded = await decodedBy(() => editCheckpoint(large, recipe));
    expect([decoded.has("UTSNS"), decoded.has("PAGEMAP"), decoded.has("PAGES")]).toEqual([true, false, false]);
  });

  it("reads the byte order of addresses from the sockets' own image", async () => {
    const decoded = await decodedBy(() => edited("tcp", [{ address: { from: "127.0.0.1", to: "10.0.0.9" } }]));
    expect(decoded).toEqual(new Set(["FILES"]));
  });

  it("keeps the link to its parent, and reads pages from there", async () => {
    const folder = temporaryFolder();
    for (const level of [0, 1]) {
      cpSync(join(MEMORY, `chain/${level}`), join(folder, `${level}`), { recursive: true });
    }
    const source = await openCheckpoint(join(folder, "1"));
    const pid = source.images.find(({ image }) => image === "MM")?.id;
    const { checkpoint: after } = await editCheckpoint(source, [{ comm: { pid, name: "other" } }]);
    expect(after.parent).toBe(source.parent);
    await saveCheckpoint(after, join(folder, "new"));
    const saved = await openCheckpoint(join(folder, "new"));
    expect(saved.parent).toBeDefined();
    expect(await contentOf(saved)).toEqual(await contentOf(after));
  });

  it("lies below checkpoint/ in an engine's archive, beside the engine's files", async () => {
    const source = await openBytes(
      archive(entry({ name: "spec.dump", content: "{}" }), ...folderArchive(checkpoint("uts"), "checkpoint/")),
    );
    const before = await contentOf(source);
    const { checkpoint: after } = await editCheckpoint(source, [{ hostname: "web-2" }]);
    const content = await contentOf(after);
    expect(Object.keys(content)).toEqual(Object.keys(before));
    const changed = Object.keys(before).filter((name) => content[name] !== before[name]);
    expect(changed).toEqual([expect.stringMatching(/^checkpoint\/utsns-\d+\.img$/)]);
  });

  it("counts the last of two files of one name", async () => {
    const twice = [...folderArchive(checkpoint("uts"), ""), ...folderArchive(checkpoint("uts"), "")];
    const source = await openBytes(archive(...twice));
    const { checkpoint: after, edits } = await editCheckpoint(source, [{ hostname: "web-2" }]);
    expect(edits).toHaveLength(1);
    const names = after.images.map(({ file }) => file);
    expect(names).toEqual([...new Set(names)]);
  });
});
