import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CORPUS, copyOf, remove, x, xJson } from "./support.ts";

it("x stats has the figures of crit's JSON", async () => {
  const crit = (file: string): object =>
    JSON.parse(readFileSync(join(CORPUS, "../crit-json/basic", file), "utf8")).entries[0];
  expect(await xJson(join(CORPUS, "basic"), "stats")).toEqual({
    ...crit("stats-dump.json"),
    ...crit("stats-restore.json"),
  });
});

it("x stats prints times in milliseconds, and numbers of pages", async () => {
  const text = await x(join(CORPUS, "basic"), "stats");
  expect(text).toMatch(/^dump\n\tfreezing_time +0\.161 ms\n/);
  expect(text).toMatch(/\n\tpages_scanned +44\n/);
  expect(text).toMatch(/\nrestore\n\tpages_compared +0\n/);
});

it("x stats refuses a checkpoint without figures", async () => {
  const folder = copyOf("basic");
  remove(folder, "stats-restore");
  expect(Object.keys(await xJson(folder, "stats"))).toEqual(["dump"]);
  remove(folder, "stats-dump");
  await expect(x(folder, "stats")).rejects.toThrow(
    new Error(`${folder}: it has no figures: neither stats-dump nor stats-restore`),
  );
  remove(folder, "inventory.img", "pstree.img");
  await expect(x(folder, "stats")).rejects.toThrow("not a checkpoint");
});
