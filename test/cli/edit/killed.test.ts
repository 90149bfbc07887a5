import fs, { cpSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { openCheckpoint } from "criu-checkpoint/node";
import { afterEach, describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Functions that change files. A process that is killed leaves the files as they are before or after one of them. */
const CHANGES = [
  "openSync",
  "writeSync",
  "mkdirSync",
  "fsyncSync",
  "linkSync",
  "symlinkSync",
  "renameSync",
  "rmSync",
] as const;

const REAL = { ...fs };

afterEach(restore);

function restore(): void {
  Object.assign(fs, Object.fromEntries(CHANGES.map((name) => [name, REAL[name]])));
  syncBuiltinESMExports();
}

/** Calls `look` before each change of a file. */
function watch(look: () => void): void {
  const watched = CHANGES.map((name) => {
    const real = REAL[name] as (...words: unknown[]) => unknown;
    return [
      name,
      (...words: unknown[]) => {
        restore();
        look();
        watch(look);
        return real(...words);
      },
    ];
  });
  Object.assign(fs, Object.fromEntries(watched));
  syncBuiltinESMExports();
}

/** Returns the content of a folder or a file; `undefined` if it is not there. */
function content(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isDirectory()) return readFileSync(path, "latin1");
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).sort();
  return JSON.stringify(names.map((name) => [name, content(join(path, name))]));
}

/** Edits a checkpoint, and returns the states of its path and of its backup at all points in between. */
async function states(
  path: string,
  words: readonly string[],
): Promise<(readonly [string | undefined, string | undefined])[]> {
  const seen: (readonly [string | undefined, string | undefined])[] = [];
  watch(() => void seen.push([content(path), content(`${path}.bak`)]));
  const { code, err } = await critgenHere(words).finally(restore);
  expect([code, err]).toEqual([0, ""]);
  return seen;
}

async function archived(name: string): Promise<string> {
  const path = join(temporaryFolder(), "web.tar");
  await critgenHere(["edit", checkpoint(name), "--hostname", "old", "-o", path]);
  return path;
}

describe("a checkpoint whose editing is killed", () => {
  it("is absent or complete, at each point", async () => {
    const out = join(temporaryFolder(), "out");
    const seen = await states(out, ["edit", checkpoint("uts"), "--hostname", "new", "-o", out]);
    const complete = content(out);
    expect(seen.length).toBeGreaterThan(30);
    for (const [now] of seen) expect([undefined, complete]).toContain(now);
  });

  it("is the old or the new one in place, if it is an archive", async () => {
    const path = await archived("uts");
    const old = content(path);
    const seen = await states(path, ["edit", path, "--hostname", "new", "--in-place"]);
    const complete = content(path);
    expect(seen.length).toBeGreaterThan(50);
    for (const [now, backup] of seen) {
      expect([old, complete]).toContain(now);
      expect([undefined, old]).toContain(backup);
    }
  });

  it("is there in place or as its backup, if it is a folder", async () => {
    const path = join(temporaryFolder(), "web");
    cpSync(checkpoint("uts"), path, { recursive: true });
    const old = content(path);
    const seen = await states(path, ["edit", path, "--hostname", "new", "--in-place"]);
    const complete = content(path);
    expect(seen.length).toBeGreaterThan(30);
    for (const [now, backup] of seen) {
      expect(now === undefined || now === old || now === complete).toBe(true);
      expect(now === old || backup === old).toBe(true);
    }
  });

  it("keeps its form in place, whatever its name is", async () => {
    const folder = join(temporaryFolder(), "web.tar");
    cpSync(checkpoint("uts"), folder, { recursive: true });
    await critgenHere(["edit", folder, "--hostname", "new", "--in-place"]);
    const opened = await openCheckpoint(folder);
    expect(opened.store.form).toBe("folder");
  });
});
