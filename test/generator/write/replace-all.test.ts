import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { replaceAll } from "../../../generator/write/replace-all.ts";
import { temporaryFolder } from "../../support/schema.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe("replaceAll", () => {
  it("replaces texts, keeps modes, follows links, and leaves nothing behind", () => {
    const folder = folderWith({ a: "1", b: "2" });
    chmodSync(join(folder, "a"), 0o755);
    symlinkSync("b", join(folder, "link"));
    const replacements = ["a", "link"].map((name) => {
      return { path: join(folder, name), before: readFileSync(join(folder, name), "utf8"), after: `new ${name}` };
    });
    replaceAll(folder, replacements);
    expect(["a", "b"].map((name) => readFileSync(join(folder, name), "utf8"))).toEqual(["new a", "new link"]);
    expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o755);
    expect(readdirSync(folder)).toEqual(["a", "b", "link"]);
  });

  it("replaces no file if one has changed meanwhile", () => {
    const folder = folderWith({ a: "1", b: "2" });
    const replace = (name: string, before: string) => ({ path: join(folder, name), before, after: "new" });
    expect(() => replaceAll(folder, [replace("a", "1"), replace("b", "old")])).toThrow(
      /b has changed since it was read/,
    );
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("1");
    expect(readdirSync(folder)).toEqual(["a", "b"]);
  });

  it("replaces no file if one is gone", () => {
    const folder = folderWith({ a: "1" });
    mkdirSync(join(folder, ".critgen.tmp"));
    const missing = { path: join(folder, "none"), before: "", after: "new" };
    expect(() => replaceAll(folder, [{ path: join(folder, "a"), before: "1", after: "new" }, missing])).toThrow(
      "ENOENT",
    );
    expect([readdirSync(folder), readFileSync(join(folder, "a"), "utf8")]).toEqual([["a"], "1"]);
  });
});
