import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { create, replace } from "../../../generator/files/replace.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Name of this process's drafts. */
const DRAFT = `.critgen.${process.pid}.${hostname().slice(0, 64)}.tmp`;

describe.each([
  ["replace", replace],
  ["create", create],
])("%s", (_, write) => {
  it("replaces a link or a file with the name of its draft, without following the link", () => {
    const folder = temporaryFolder();
    const other = join(folder, "other");
    writeFileSync(other, "somebody's");
    symlinkSync("other", join(folder, DRAFT));
    write(join(folder, "file"), "text");
    expect(readFileSync(other, "utf8")).toBe("somebody's");
    mkdirSync(join(folder, DRAFT));
    write(join(folder, "second"), "text");
    expect(readdirSync(folder).sort()).toEqual(["file", "other", "second"]);
    expect(lstatSync(join(folder, "file")).isFile()).toBe(true);
  });

  it("makes the folder, and leaves nothing behind if it fails", () => {
    const folder = temporaryFolder();
    write(join(folder, "a/b/file"), "text");
    expect(readFileSync(join(folder, "a/b/file"), "utf8")).toBe("text");
    expect(() => write(join(folder, "n".repeat(256)), "text")).toThrow("ENAMETOOLONG");
    expect(readdirSync(folder)).toEqual(["a"]);
  });
});

it("create keeps existing files, links and folders", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "old");
  symlinkSync("nowhere", join(folder, "link"));
  mkdirSync(join(folder, "folder"));
  for (const name of ["file", "link", "folder"]) expect(() => create(join(folder, name), "new")).toThrow("EEXIST");
  expect(readdirSync(folder).sort()).toEqual(["file", "folder", "link"]);
  expect(readFileSync(join(folder, "file"), "utf8")).toBe("old");
});

it("init writes its config through a draft, and shows the text if it cannot", async () => {
  const folder = temporaryFolder();
  expect(await critgenHere(["init", "--yes"], { cwd: folder })).toMatchObject({ code: 0, err: "" });
  expect(readdirSync(folder)).toEqual(["critgen.yaml"]);
  const long = `${"n".repeat(255)}.yaml`;
  const { code, err } = await critgenHere(["init", "--yes", "--config", long], { cwd: folder });
  expect([code, err]).toEqual([2, expect.stringMatching(/name too long.*would have been/s)]);
  expect(readdirSync(folder)).toEqual(["critgen.yaml"]);
});
