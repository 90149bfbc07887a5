import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Checkpoint, EditError, type Recipe } from "criu-checkpoint";
import { editCheckpoint, openCheckpoint } from "criu-checkpoint/node";
import { FdTypes } from "criu-images";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { contentOf } from "../edit/edits.ts";

const PID = 3438;

async function changed(recipe: Recipe, name = "fds"): Promise<Checkpoint> {
  const { checkpoint: after } = await editCheckpoint(await openCheckpoint(checkpoint(name)), recipe);
  return after;
}

async function errorOf(recipe: Recipe, name = "fds"): Promise<string> {
  const result = await changed(recipe, name).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(EditError);
  return (result as EditError).message;
}

const add = (more: object = {}): Recipe => [
  { add: { pid: PID, fd: 500, path: "/srv/log", flags: "write", pos: 12, ...more } },
];
const remove = (fd: number): Recipe => [{ remove: { pid: PID, fd } }];

const ids = async (source: Checkpoint): Promise<number[]> =>
  (await source.read("FILES"))?.entries.map(({ id }) => id) ?? [];

describe("add", () => {
  it("opens a file, under a new id", async () => {
    const before = await ids(await openCheckpoint(checkpoint("fds")));
    const after = await changed(add());
    const file = (await after.read("FILES"))?.entries.at(-1);
    expect(file).toMatchObject({ type: FdTypes.REG, reg: { id: file?.id, flags: 1, pos: 12n, name: "/srv/log" } });
    expect(file?.id).toBeGreaterThan(Math.max(...before));
    const descriptor = (await after.read("FDINFO"))?.entries.at(-1);
    expect(descriptor).toMatchObject({ id: file?.id, flags: 0, type: FdTypes.REG, fd: 500 });
  });

  it("gives each file an id of its own, and takes flags as a number", async () => {
    const after = await changed([...add(), ...add({ fd: 501, flags: 0o2001 })]);
    const [first, second] = (await after.read("FILES"))?.entries.slice(-2) ?? [];
    expect([second?.id, second?.reg?.flags]).toEqual([(first?.id ?? 0) + 1, 0o2001]);
  });

  it("refuses descriptors that are taken, and what no file can have", async () => {
    expect(await errorOf(add({ fd: 0 }))).toBe("step 1, add.fd: the descriptor 0 is taken");
    expect(await errorOf(add({ path: "log" }))).toBe("step 1, add.path: an absolute path is expected");
    expect(await errorOf(add({ flags: "constructor" }))).toMatch(/^step 1, add\.flags: an integer from 0 to/);
    expect(await errorOf(add({ pos: -1 }))).toMatch(/^step 1, add\.pos: an integer from 0 to/);
    expect(await errorOf(add({ pid: 9 }))).toMatch(/no process 9; it has 3438$/);
  });
});

describe("remove", () => {
  it("is the inverse of add", async () => {
    const source = await openCheckpoint(checkpoint("fds"));
    const { checkpoint: after } = await editCheckpoint(source, [...add(), ...remove(500)]);
    expect(await contentOf(after)).toEqual(await contentOf(source));
  });

  it("keeps an open file that another descriptor refers to", async () => {
    const before = await ids(await openCheckpoint(checkpoint("fds")));
    expect(await ids(await changed(remove(0)))).toEqual(before);
    expect(await ids(await changed([...remove(0), ...remove(1)]))).toEqual(before.filter((id) => id !== 3));
    expect(await errorOf(remove(499))).toBe("step 1, remove.fd: the process has no descriptor 499");
  });
});

describe("cpu", () => {
  const cpu = (without: unknown): Recipe => [{ cpu: { without } }];

  it("masks features, and the state that they bring", async () => {
    const before = (await (await openCheckpoint(checkpoint("cpuinfo"))).read("CPUINFO"))?.entries[0]?.x86_entry[0];
    const after = (await (await changed(cpu(["avx2", "avx"]), "cpuinfo")).read("CPUINFO"))?.entries[0]?.x86_entry[0];
    const words = [...(before?.capability ?? [])];
    words[9] = (words[9] ?? 0) - 2 ** 5; // avx2
    words[4] = (words[4] ?? 0) - 2 ** 28; // avx
    expect(after).toEqual({ ...before, capability: words, xfeatures_mask: (before?.xfeatures_mask ?? 0n) & ~4n });
  });

  it("refuses unknown features, those that the processor lacks, and checkpoints without any", async () => {
    expect(await errorOf(cpu("avx3"), "cpuinfo")).toMatch(/^step 1, cpu\.without: unknown feature avx3: CRIU compares/);
    expect(await errorOf(cpu("avx512f"), "cpuinfo")).toMatch(/the processor has none of these features$/);
    expect(await errorOf(cpu("avx2"))).toMatch(/no features of an x86 processor$/);
    expect(await errorOf(cpu([1]), "cpuinfo")).toBe("step 1, cpu.without[0]: a text is expected");
  });
});

describe("file", () => {
  /** Makes a root folder with the files of the checkpoint. */
  function root(): string {
    const own = temporaryFolder();
    mkdirSync(join(own, "tmp/corpus-run/fds"), { recursive: true });
    writeFileSync(join(own, "tmp/corpus-run/fds/reg"), "x".repeat(77));
    chmodSync(join(own, "tmp/corpus-run/fds/reg"), 0o604);
    return own;
  }

  const regular = async (source: Checkpoint): Promise<unknown[]> =>
    ((await source.read("FILES"))?.entries ?? []).flatMap(({ reg }) =>
      reg?.name === "/tmp/corpus-run/fds/reg" ? [[reg.size, reg.mode]] : [],
    );

  it("takes the size and the mode of each file that is there", async () => {
    const { checkpoint: after, edits } = await editCheckpoint(await openCheckpoint(checkpoint("fds")), [
      { file: { root: root() } },
    ]);
    expect(await regular(after)).toEqual(Array(3).fill([77n, 0o100604]));
    expect(edits).toHaveLength(6);
  });

  it("follows links inside of the root, and none out of it", async () => {
    const [outside, own] = [root(), temporaryFolder()];
    mkdirSync(join(own, "real"));
    writeFileSync(join(own, "real/reg"), "four");
    chmodSync(join(own, "real/reg"), 0o600);
    mkdirSync(join(own, "tmp/corpus-run"), { recursive: true });
    for (const [target, isThere] of [
      ["/real", true],
      ["../../real", true],
      ["../../../../../../real", true],
      [join(outside, "tmp/corpus-run/fds"), false],
      ["fds", false],
    ] as const) {
      const link = join(own, "tmp/corpus-run", isThere ? `fds-${target.length}` : `out-${target.length}`);
      symlinkSync(target, link);
      const recipe: Recipe = [
        { "move-path": { from: "/tmp/corpus-run/fds", to: link.slice(own.length) } },
        { file: own },
      ];
      if (!isThere) {
        expect(await errorOf(recipe)).toContain("no open file of the checkpoint is below");
        continue;
      }
      const sizes = (await (await changed(recipe)).read("FILES"))?.entries.flatMap(({ reg }) =>
        reg?.name.endsWith("/reg") ? [[reg.size, reg.mode]] : [],
      );
      expect(sizes).toEqual(Array(3).fill([4n, 0o100600]));
    }
  });

  it("refuses a root that is none, and folders in the place of files", async () => {
    expect(await errorOf([{ file: "/no/such/folder" }])).toBe("step 1, file.root: /no/such/folder is no folder");
    const own = temporaryFolder();
    mkdirSync(join(own, "tmp/corpus-run/fds/reg"), { recursive: true });
    expect(await errorOf([{ file: own }])).toMatch(/^files\.img, reg\.name: .* is no regular file below/);
    writeFileSync(join(own, "tmp/corpus-src"), "a file on the way");
    expect(await errorOf([{ file: own }])).toMatch(/is no regular file below/);
  });
});
