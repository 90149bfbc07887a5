import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ROOT } from "../../support/run.ts";

const ASSETS = join(ROOT, "dist/studio/assets");

const read = (name: string): string => readFileSync(join(ASSETS, name), "utf8");
const packed = (name: string): number => gzipSync(read(name), { level: 9 }).length;

/** Returns the file of a part, whose name begins with a word. */
function part(word: string): string {
  const found = readdirSync(ASSETS).filter((name) => new RegExp(`^${word}-[\\w-]+\\.js$`).test(name));
  expect(found).toHaveLength(1);
  return found[0] ?? "";
}

test("the editor has at most 200 KiB, compressed, the compiler 1 MiB, and the towns 2.5 MiB", () => {
  expect(packed(part("page"))).toBeLessThan(200 * 1024);
  expect(packed(part("compiler"))).toBeLessThan(1024 * 1024);
  expect(packed(part("_virtual_places"))).toBeLessThan(2.5 * 1024 * 1024);
});

test("none of them is loaded before Try is opened", () => {
  const atOnce = (name: string): string[] =>
    [...read(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, other = ""]) => other);
  const found = [part("index"), part("worker")];
  for (const name of found) found.push(...atOnce(name).filter((other) => !found.includes(other)));
  for (const word of ["page", "compiler", "_virtual_places"]) expect(found).not.toContain(part(word));
});
