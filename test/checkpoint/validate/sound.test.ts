import { cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { validate } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { CORPUS } from "../../inspect/explore/support.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Folders with an inventory: checkpoints and pre-dumps of CRIU 4.2, stored without their pages. */
const names = readdirSync(CORPUS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/inventory.img"))
  .map((path) => path.slice(0, -"/inventory.img".length))
  .sort();

async function findingsOf(path: string): Promise<string[]> {
  const opened = await openCheckpoint(path);
  const findings = await validate(opened);
  await opened.close();
  // The fixtures lack raw images, too.
  return findings.flatMap(({ code, file, image }) =>
    code === "missing-file" && ["PAGES", "IFADDR", "ROUTE"].includes(image) ? [] : `${code} ${file}`,
  );
}

describe("a real checkpoint", () => {
  it("is among many", () => expect(names.length).toBeGreaterThan(30));

  it.each(names)("has no findings but the files that it was stored without: %s", async (name) => {
    expect(await findingsOf(checkpoint(name))).toEqual([]);
  });
});

describe("a chain of dumps", () => {
  const levels = readdirSync(checkpoint("incr")).filter((name) =>
    statSync(join(checkpoint("incr"), name)).isDirectory(),
  );

  /** Copies the chain, with links to the parents. */
  function chain(): string {
    const folder = temporaryFolder();
    for (const level of levels) {
      mkdirSync(join(folder, level));
      cpSync(join(checkpoint("incr"), level), join(folder, level), { recursive: true });
      rmSync(join(folder, level, "parent"), { force: true });
      if (level !== "0") symlinkSync(`../${Number(level) - 1}`, join(folder, level, "parent"));
    }
    return folder;
  }

  it("has its pages in parents", async () => {
    const folder = chain();
    for (const level of levels) expect(await findingsOf(join(folder, level))).toEqual([]);
  });

  it("lacks them if the link leads nowhere, or is gone", async () => {
    const folder = chain();
    rmSync(join(folder, "2"), { recursive: true });
    const [pagemap] = readdirSync(join(folder, "3")).filter((name) => /^pagemap-\d/.test(name));
    expect(await findingsOf(join(folder, "3"))).toEqual([`missing-parent ${pagemap}`]);
    rmSync(join(folder, "3/parent"));
    expect(await findingsOf(join(folder, "3"))).toEqual([`missing-parent ${pagemap}`]);
  });
});
