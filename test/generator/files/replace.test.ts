import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../../../generator/files/folders.ts";
import { replace } from "../../../generator/files/replace.ts";
import { failing, patched } from "../../support/patched.ts";
import { temporaryFolder } from "../../support/schema.ts";

const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");

describe("a replaced file", () => {
  it("is made with its folders, and leaves no draft", () => {
    const folder = temporaryFolder();
    for (const text of ["one", "two"]) {
      replace(join(folder, "a/b/file"), text);
      expect(read(folder, "a/b/file")).toBe(text);
    }
    expect(readdirSync(join(folder, "a/b"))).toEqual(["file"]);
  });

  it("is a new file: readers of the old one keep it", () => {
    const path = join(temporaryFolder(), "file");
    replace(path, "one");
    const { ino } = lstatSync(path);
    replace(path, "two");
    expect(lstatSync(path).ino).not.toBe(ino);
  });

  it("stays a link, with or without a target", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "there"));
    symlinkSync("there/file", join(folder, "link"));
    for (const text of ["one", "two"]) {
      replace(join(folder, "link"), text);
      expect([read(folder, "there/file"), lstatSync(join(folder, "link")).isSymbolicLink()]).toEqual([text, true]);
    }
    expect(readdirSync(join(folder, "there"))).toEqual(["file"]);
  });

  // The test uses no device: an error in the code would replace it for all programs.
  it("stays a pipe", () => {
    const folder = temporaryFolder();
    const [pipe, link] = [join(folder, "pipe"), join(folder, "link")];
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    symlinkSync("pipe", link);
    const fd = openSync(pipe, "r+");
    replace(link, "text");
    const bytes = Buffer.alloc(8);
    expect(bytes.toString("utf8", 0, readSync(fd, bytes))).toBe("text");
    closeSync(fd);
    expect([lstatSync(pipe).isFIFO(), readdirSync(folder).sort()]).toEqual([true, ["link", "pipe"]]);
  });

  it("is reported by its own name if it cannot be written, and leaves no draft", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    replace(path, "one");
    const refused = patched("renameSync", failing("EIO"), () => replace(path, "two"));
    await expect(refused).rejects.toMatchObject({ code: "EIO", path });
    expect([readdirSync(folder), read(path)]).toEqual([["file"], "one"]);
  });

  it("leaves no draft if its name is invalid", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "name/full"), { recursive: true });
    expect(() => replace(join(folder, "name"), "text")).toThrow(/EISDIR/);
    const long = join(folder, "x".repeat(300));
    expect(() => replace(long, "text")).toThrow(expect.objectContaining({ code: "ENAMETOOLONG" }));
    expect(readdirSync(folder)).toEqual(["name"]);
  });
});

describe("makeFolder", () => {
  it("makes parents too, and returns the first new one", () => {
    const folder = temporaryFolder();
    expect(makeFolder(join(folder, "a/b/c"))).toBe(join(folder, "a"));
    expect(makeFolder(join(folder, "a/b/d"))).toBe(join(folder, "a/b/d"));
    expect(makeFolder(join(folder, "a/b/d"))).toBeUndefined();
    symlinkSync("a", join(folder, "link"));
    expect(makeFolder(join(folder, "link"))).toBeUndefined();
  });

  it("fails if a file is in the way", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    expect(() => makeFolder(join(folder, "file"))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(folder, "file/a"))).toThrow(/ENOTDIR|EEXIST/);
  });
});
