import { existsSync, lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withLock } from "../../../generator/write/lock.ts";
import { temporaryFolder } from "../../support/schema.ts";

const LOCK = ".critgen.lock";

describe("a lock", () => {
  it("stands in the folder during the work alone, and says whose it is", async () => {
    const folder = temporaryFolder();
    const seen = await withLock(folder, () => readlinkSync(join(folder, LOCK)));
    expect(seen).toBe(`${process.pid} ${hostname()}`);
    expect(lstatSync(join(folder, LOCK), { throwIfNoEntry: false })).toBeUndefined();
  });

  it("leaves no folder behind that it had to make and that nothing came into", async () => {
    const folder = temporaryFolder();
    const fail = (): never => {
      throw new Error("no");
    };
    await expect(withLock(join(folder, "a", "b"), fail)).rejects.toThrow("no");
    expect(existsSync(join(folder, "a"))).toBe(false);
    expect(existsSync(folder)).toBe(true);
  });

  it("of a process that has gone counts for nothing", async () => {
    const folder = temporaryFolder();
    // No process has such a number.
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
  ])("of %s is waited for", async (holder) => {
    const folder = temporaryFolder();
    symlinkSync(holder, join(folder, LOCK));
    let gone = false;
    setTimeout(() => {
      gone = true;
      rmSync(join(folder, LOCK));
    }, 50);
    expect(await withLock(folder, () => gone)).toBe(true);
  });

  it("cannot be where there is no folder to be", async () => {
    await expect(withLock("/dev/null/x", () => 0)).rejects.toThrow(/ENOTDIR/);
  });
});
