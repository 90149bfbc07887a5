import { mkdtempSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compareCheckpoints } from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { CORPUS } from "../../inspect/explore/support.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { renumbered } from "./renumbered.ts";

const inCorpus = readdirSync(CORPUS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/inventory.img"))
  .map((path) => checkpoint(path.slice(0, -"/inventory.img".length)))
  .sort();

const inMemory = ["chain/0", "chain/1", "chain/3", "lz4/3", "shared/images", "threads/images"].map((name) =>
  join(MEMORY, name),
);

async function toldBetween(one: string, other: string) {
  const [a, b] = [await openCheckpoint(one), await openCheckpoint(other)];
  const { changes, pages, isSame } = await compareCheckpoints(a, b);
  for (const side of [a, b]) await side.close();
  const meant = changes.filter(({ isNoise }) => !isNoise).map(({ thing, path }) => `${thing}: ${path}`);
  return { told: [...meant, ...pages.map(({ thing, pages: count }) => `${thing}: ${count} pages`)], changes, isSame };
}

describe("a checkpoint has no difference", () => {
  it.each([...inCorpus, ...inMemory])("to itself, not even noise: %s", async (path) => {
    const { told, changes, isSame } = await toldBetween(path, path);
    expect([told, changes, isSame]).toEqual([[], [], true]);
  });

  it.each(["images/tcp", "images/mnt", "memory/shared/images"])("to an archive of it: %s", async (name) => {
    const path = join(MEMORY, "..", name);
    const archive = join(temporaryFolder(), "archive.tar");
    const source = await openCheckpoint(path);
    await saveCheckpoint(source, archive, { form: "tar" });
    await source.close();
    expect((await toldBetween(path, archive)).changes).toEqual([]);
  });

  it.each([...inCorpus, ...inMemory])("to one with other ids and another order, but noise: %s", async (path) => {
    const source = await openCheckpoint(path);
    const other = mkdtempSync(join(temporaryFolder(), "other-"));
    const count = await renumbered(source, path, other);
    await source.close();
    expect(count).toBeGreaterThan(0);
    expect((await toldBetween(path, other)).told).toEqual([]);
  });
});
