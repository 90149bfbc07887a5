import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyOf, edit } from "../inspect/explore/support.ts";
import { critgenHere } from "../support/here.ts";

/** Makes three files: a broken image, no image, and a valid one. */
function three(): { readonly broken: string; readonly none: string; readonly whole: string } {
  const folder = copyOf("fds");
  const at = (name: string): string => join(folder, name);
  truncateSync(at("files.img"), 100);
  writeFileSync(at("note.txt"), "no image");
  return { broken: at("files.img"), none: at("note.txt"), whole: at("pstree.img") };
}

const codeOf = async (...words: readonly string[]): Promise<number | null> => (await critgenHere(words)).code;

describe("the exit code of info", () => {
  it("is the worst of all images, in any order", async () => {
    const { broken, none, whole } = three();
    expect(await codeOf("info", whole)).toBe(0);
    expect(await codeOf("info", broken, whole)).toBe(1);
    expect(await codeOf("info", whole, broken)).toBe(1);
    for (const order of [
      [none, broken],
      [broken, none],
      [none, whole],
      [broken, none, broken],
      [none, broken, whole],
    ]) {
      expect(await codeOf("info", ...order)).toBe(2);
    }
  });
});

describe("the exit code of compat", () => {
  it("is 2 if an image is broken, even if the release misses something", async () => {
    const folder = copyOf("fds");
    expect(await codeOf("compat", folder, "--criu", "3.19")).toBe(1);
    expect(await codeOf("compat", folder, "--criu", "4.2")).toBe(0);
    expect(await codeOf("compat", folder)).toBe(0);
    writeFileSync(join(folder, "pstree.img"), "no image");
    expect(await codeOf("compat", folder, "--criu", "3.19")).toBe(2);
    expect(await codeOf("compat", folder, "--criu", "4.2")).toBe(2);
    expect(await codeOf("compat", folder)).toBe(2);
    expect(await codeOf("compat", join(folder, "pstree.img"))).toBe(2);
  });
});

describe("the exit code of x", () => {
  it("is 1 for an unknown version and 2 for a folder that cannot be shown, in any order", async () => {
    const [odd, whole] = [copyOf("basic"), copyOf("basic")];
    edit(odd, "inventory.img", "INVENTORY", ({ entries }) => {
      for (const entry of entries) entry.img_version = 99;
    });
    expect(await codeOf("x", whole, "ps")).toBe(0);
    expect(await codeOf("x", odd, whole, "ps")).toBe(1);
    expect(await codeOf("x", whole, odd, "ps")).toBe(1);
    expect(await codeOf("x", odd, "nowhere", "ps")).toBe(2);
    expect(await codeOf("x", "nowhere", odd, "ps")).toBe(2);
  });

  it("is 0 even if the inventory is broken, which ps does not need", async () => {
    const folder = copyOf("basic");
    truncateSync(join(folder, "inventory.img"), 6);
    const { code, out, err } = await critgenHere(["x", folder, "ps"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("2525");
  });
});
