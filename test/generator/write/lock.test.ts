import fs, { existsSync, lstatSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { withLock } from "../../../generator/write/lock.ts";
import { failing, patched } from "../../support/patched.ts";
import { temporaryFolder } from "../../support/schema.ts";

const LOCK = ".critgen.lock";

describe("a lock", () => {
  it("exists only during the work, and names its owner", async () => {
    const folder = temporaryFolder();
    const seen = await withLock(folder, () => readlinkSync(join(folder, LOCK)));
    expect(seen).toBe(`${process.pid} ${hostname()}`);
    expect(lstatSync(join(folder, LOCK), { throwIfNoEntry: false })).toBeUndefined();
  });

  it("leaves no new empty folder", async () => {
    const folder = temporaryFolder();
    const fail = (): never => {
      throw new Error("no");
    };
    await expect(withLock(join(folder, "a", "b"), fail)).rejects.toThrow("no");
    expect(existsSync(join(folder, "a"))).toBe(false);
    expect(existsSync(folder)).toBe(true);
  });

  it("is ignored if its process is gone", async () => {
    const folder = temporaryFolder();
    // No process can have this number.
    symlinkSync(`4194305 ${hostname()}`, join(folder, LOCK));
    expect(await withLock(folder, () => 5)).toBe(5);
  });

  it.each([
    `1 elsewhere.${hostname()}`,
    `4194305 elsewhere.${hostname()}`,
    "nonsense",
    "4194305",
    `4194305 ${hostname()}x`,
    `${process.pid} ${hostname()}`,
  ])("of %s is respected", async (holder) => {
    const folder = temporaryFolder();
    symlinkSync(holder, join(folder, LOCK));
    let gone = false;
    setTimeout(() => {
      gone = true;
      rmSync(join(folder, LOCK));
    }, 50);
    expect(await withLock(folder, () => gone)).toBe(true);
  });

  it("is reported after ten seconds if its run does not end", async () => {
    const folder = temporaryFolder();
    symlinkSync("1 elsewhere", join(folder, LOCK));
    let now = 0;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now);
    setTimeout(() => {
      now = 9_999;
      setTimeout(() => {
        now = 10_000;
      }, 50);
    }, 50);
    const refused = withLock(folder, () => now);
    await expect(refused).rejects.toThrow(
      `${folder} is locked by another run; if there is none, delete ${join(folder, LOCK)}`,
    );
    expect(now).toBe(10_000);
    clock.mockRestore();
    expect(readlinkSync(join(folder, LOCK))).toBe("1 elsewhere");
  });

  it("is restored if another run took it in the meantime", async () => {
    const folder = temporaryFolder();
    const lock = join(folder, LOCK);
    symlinkSync(`4194305 ${hostname()}`, lock);
    const { renameSync } = fs;
    const replaced = (call: typeof renameSync): void => {
      fs.renameSync = call;
      syncBuiltinESMExports();
    };
    // Another run is faster, between the check of a stale lock and its removal.
    replaced((from, to) => {
      replaced(renameSync);
      rmSync(lock);
      symlinkSync("1 elsewhere", lock);
      renameSync(from, to);
      setTimeout(() => rmSync(lock), 50);
    });
    const seen: string[] = [];
    const watch = setInterval(() => seen.push(...readdirSync(folder)), 10);
    expect(await withLock(folder, () => 5)).toBe(5);
    clearInterval(watch);
    expect(new Set(seen)).toEqual(new Set([LOCK]));
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is an error at once if its link cannot be created", async () => {
    const folder = temporaryFolder();
    const work = () => withLock(folder, () => 5);
    await expect(patched("symlinkSync", failing("EACCES"), work)).rejects.toThrow("EACCES");
  });

  it("is respected if its process belongs to another user", async () => {
    const folder = temporaryFolder();
    symlinkSync(`1234567 ${hostname()}`, join(folder, LOCK));
    const kill = vi.spyOn(process, "kill").mockImplementation(failing("EPERM"));
    let gone = false;
    setTimeout(() => {
      gone = true;
      rmSync(join(folder, LOCK));
    }, 50);
    expect(await withLock(folder, () => gone)).toBe(true);
    kill.mockRestore();
  });

  it("is removed after any result, but its folder stays if it has files by then", async () => {
    const folder = join(temporaryFolder(), "a/b");
    await withLock(folder, () => writeFileSync(join(folder, "file"), ""));
    expect(readdirSync(folder)).toEqual(["file"]);
    const work = withLock(folder, () => {
      throw new Error("no");
    });
    await expect(work).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("needs a folder", async () => {
    await expect(withLock("/dev/null/x", () => 0)).rejects.toThrow(/ENOTDIR/);
  });
});
