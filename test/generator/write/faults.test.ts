import { execFile, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import process, { execPath } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual, promisify } from "node:util";
import { expect, it } from "vitest";
import { compare } from "../../../generator/write/compare.ts";
import { withLock } from "../../../generator/write/lock.ts";
import { MANIFEST, manifestOf } from "../../../generator/write/manifest-text.ts";
import { write } from "../../../generator/write/write.ts";
import { COMPILED, type Result, ROOT, run } from "../../support/cli.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";

/*
 * Tests failures during the writing of a package: the process is killed, the disk is full, the folder is read-only,
 * is moved away, or belongs to another run. Either all old files remain, or all new ones exist.
 */

const OLD = { a: "1", b: "1", "src/c": "1", "src/same": "1", "stale/d": "1" };
const NEW = { a: "2", b: "2", "src/c": "2", "src/same": "1", "new/deep/e": "2" };
const MINE = { "mine.txt": "mine", "src/mine.txt": "mine", "stale/mine.txt": "mine" };

function bring(folder: string, files: object, env: NodeJS.ProcessEnv = {}): Result {
  const script = join(ROOT, "test/generator/write/bring.mjs");
  const faults = join(ROOT, "test/support/faults.mjs");
  return run(execPath, ["--import", faults, script, COMPILED, folder, JSON.stringify(files)], { env });
}

/** Returns all files of a folder with their texts. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

const sorted = (files: object): object =>
  Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Returns the files of a folder without critgen's bookkeeping. */
function packageIn(folder: string): object {
  return Object.fromEntries(Object.entries(contents(folder)).filter(([path]) => !path.startsWith(".critgen")));
}

const cleanup = afterAllTests();

/** Makes a folder with the old package and foreign files. */
const old = ((): string => {
  const folder = join(temporaryFolder(cleanup), "package");
  expect(bring(folder, OLD)).toEqual({ code: 0, out: "", err: "" });
  for (const [path, text] of Object.entries(MINE)) writeFileSync(join(folder, path), text);
  return folder;
})();

const whole = { old: contents(old), new: {} };

function copy(): string {
  const folder = join(temporaryFolder(cleanup), "package");
  cpSync(old, folder, { recursive: true });
  return folder;
}

/** Lists the file operations of a run, in order. */
const changes = ((): string[] => {
  const folder = copy();
  const log = join(temporaryFolder(cleanup), "log");
  expect(bring(folder, NEW, { FAULT_LOG: log }).code).toBe(0);
  whole.new = contents(folder);
  return readFileSync(log, "utf8").trim().split("\n");
})();
const points = changes.map((call, i) => [i + 1, call] as const);

it("a run has many points of failure", () => {
  expect(changes.filter((call) => call === "renameSync").length).toBeGreaterThan(5);
  expect(changes.filter((call) => call === "writeFileSync").length).toBeGreaterThan(5);
  expect(packageIn(old)).toEqual({ ...OLD, ...MINE });
});

it("a killed run leaves the old or the new package, or one that the next run repairs, with all foreign files", async () => {
  const next = new Map(Object.entries(NEW));
  next.set(MANIFEST, manifestOf(next, {}));
  let mixed = 0;
  for (const [point, call] of points) {
    const folder = copy();
    expect(bring(folder, NEW, { FAULT: `kill:*:${point}` }).code, `${call}, ${point}`).toBeNull();
    const left = packageIn(folder);
    const isWhole = [OLD, NEW].some((files) => isDeepStrictEqual(left, sorted({ ...MINE, ...files })));
    if (!isWhole) mixed++;
    for (const path of Object.keys(MINE)) expect(readFileSync(join(folder, path), "utf8")).toBe("mine");
    await withLock(folder, () => write(folder, next, compare(folder, next)));
    expect(contents(folder), `after ${call}, ${point}`).toEqual(whole.new);
  }
  // Mixed states occur only between the renames, which are adjacent.
  expect(mixed).toBeLessThanOrEqual(Object.keys(NEW).length + 1);
});

it("a run without disk space at any point leaves the old package without drafts, or the new one", () => {
  for (const [point, call] of points) {
    const folder = copy();
    const { code: exit } = bring(folder, NEW, { FAULT: `ENOSPC:*:${point}` });
    rmSync(join(folder, ".critgen.lock"), { force: true });
    const cleaned = call === "rmSync" || call === "rmdirSync";
    if (exit === 0 || (cleaned && point > changes.lastIndexOf("renameSync")))
      expect(packageIn(folder)).toEqual({ ...MINE, ...NEW });
    else expect(contents(folder), `${call}, ${point}`).toEqual(whole.old);
  }
});

let disk = "";
cleanup(() => void run("umount", [disk]));
disk = join(temporaryFolder(cleanup), "disk");
mkdirSync(disk);
/** Whether this machine lets the test mount a small disk: as root, outside of most containers. */
const mounted = run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]).code === 0;

it.skipIf(!mounted)("a run on a full disk, if one can be mounted, leaves the old package", () => {
  const folder = join(disk, "package");
  expect(bring(folder, OLD).code).toBe(0);
  const before = contents(folder);
  const { code, err } = bring(folder, { ...NEW, large: "x".repeat(100_000) });
  expect(code).toBe(1);
  expect(err).toContain("ENOSPC");
  expect(contents(folder)).toEqual(before);
  expect(bring(folder, NEW).code).toBe(0);
});

/** Another user than root, because root can write anywhere. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

it("a run with a read-only nested folder leaves the old package", () => {
  const folder = copy();
  run("chmod", ["-R", "a+rwX", join(folder, "..")]);
  chmodSync(join(folder, "src"), 0o555);
  const script = ["--import", join(ROOT, "test/support/faults.mjs"), join(ROOT, "test/generator/write/bring.mjs")];
  const { code, err } = run(execPath, [...script, COMPILED, folder, JSON.stringify(NEW)], nobody);
  expect(code).toBe(1);
  expect(err).toContain("EACCES");
  expect(contents(folder)).toEqual(whole.old);
});

it("a run fails if its folder is moved away, and makes no new one", () => {
  const folder = copy();
  const moved = `${folder}-moved`;
  const { code, err } = bring(folder, NEW, { FAULT: "gone:renameSync:1", FAULT_MOVE: `${folder}:${moved}` });
  expect(code).toBe(1);
  expect(err).toContain("ENOENT");
  expect(existsSync(folder)).toBe(false);
  expect(bring(moved, NEW).code).toBe(0);
  expect(packageIn(moved)).toEqual({ ...MINE, ...NEW });
});

it("two runs at once take turns", async () => {
  const folder = copy();
  const script = join(ROOT, "test/generator/write/bring.mjs");
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`many/${i}`, `${i}`]));
  const runs = [many, NEW, many, NEW].map((files) =>
    promisify(execFile)(execPath, [script, COMPILED, folder, JSON.stringify(files)]),
  );
  await Promise.all(runs);
  const found = packageIn(folder);
  expect([
    { ...MINE, ...NEW },
    { ...MINE, ...many },
  ]).toContainEqual(found);
  expect(readdirSync(folder).filter((name) => /lock|tmp/.test(name))).toEqual([]);
});

it("a run ignores the lock of a dead process, and waits for a held one", async () => {
  const folder = copy();
  const lock = join(folder, ".critgen.lock");
  const { pid } = spawnSync(execPath, ["--version"]);
  symlinkSync(`${pid} ${hostname()}`, lock);
  expect(bring(folder, NEW).code).toBe(0);
  symlinkSync(`${process.pid} ${hostname()}`, lock);
  const waiting = withLock(folder, () => "done");
  expect(await Promise.race([waiting, sleep(200, "waits")])).toBe("waits");
  rmSync(lock);
  expect(await waiting).toBe("done");
  expect(readdirSync(folder)).not.toContain(".critgen.lock");
});

it("a run removes the folder that it made if it could write nothing into it", () => {
  const parent = temporaryFolder(cleanup);
  const { code, err } = bring(join(parent, "deep", "er"), NEW, { FAULT: "ENOSPC:writeFileSync:2" });
  expect(code).toBe(1);
  expect(err).toContain("ENOSPC");
  expect(readdirSync(parent)).toEqual([]);
});
