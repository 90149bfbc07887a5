import { chmodSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { FilesImage } from "criu-images";
import { decodeAnyImage } from "criu-images";
import { readImage, writeImage } from "criu-images/node";
import { describe, expect, expectTypeOf, it } from "vitest";
import { checkpoint } from "../support/checkpoints.ts";
import { corpus } from "../support/corpus.ts";
import { temporaryFolder } from "../support/schema.ts";

it("writeImage writes to a link's target or into a device, and keeps the link and the device", () => {
  const { bytes } = corpus().find(({ name }) => name === "fs-3438.img") ?? { bytes: new Uint8Array() };
  const folder = temporaryFolder();
  const [plain, target, link] = ["fs-1.img", "target", "link"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(plain, bytes);
  const image = readImage(plain);
  writeFileSync(target, "old");
  symlinkSync("target", link);
  writeImage(link, image);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(new Uint8Array(readFileSync(target))).toEqual(bytes);
  writeImage("/dev/null", image);
  expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(["fs-1.img", "link", "target"]);
});

describe("readImage with the name of an image", () => {
  it("gives the type of that image", () => {
    const files = readImage(join(checkpoint("basic"), "files.img"), "FILES");
    expectTypeOf(files).toEqualTypeOf<FilesImage>();
    expect(files.entries.map(({ reg }) => reg?.name)).toContain("/dev/null");
  });

  it("refuses another image", () => {
    expect(() => readImage(join(checkpoint("basic"), "files.img"), "PSTREE")).toThrow(
      expect.objectContaining({ code: "bad-magic", image: "PSTREE" }),
    );
  });
});

describe("the draft of writeImage", () => {
  const { bytes } = corpus().find(({ name }) => name === "fs-3438.img") ?? { bytes: new Uint8Array() };
  const image = decodeAnyImage(bytes, { file: "fs-1.img" });

  it("fits beside an image with the longest possible name, and replaces no other file", () => {
    const folder = temporaryFolder();
    const long = join(folder, "n".repeat(255));
    writeImage(long, image);
    expect(new Uint8Array(readFileSync(long))).toEqual(bytes);
    const others = [`fs-1.img.${process.pid}.tmp`, ".fs-1.img.tmp"].map((name) => join(folder, name));
    for (const other of others) writeFileSync(other, "somebody's");
    const file = join(folder, "fs-1.img");
    writeImage(file, image);
    expect(others.map((other) => readFileSync(other, "utf8"))).toEqual(["somebody's", "somebody's"]);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it("gets the permissions of the replaced file, and is removed if writing fails", () => {
    const folder = temporaryFolder();
    const file = join(folder, "fs-1.img");
    writeFileSync(file, "old");
    chmodSync(file, 0o660);
    writeImage(file, image);
    expect(lstatSync(file).mode & 0o777).toBe(0o660);
    expect(() => writeImage(join(folder, "none", "fs-1.img"), image)).toThrow("ENOENT");
    expect(readdirSync(folder)).toEqual(["fs-1.img"]);
  });

  it("is not needed if a link leads to nothing: writeImage makes the target", () => {
    const folder = temporaryFolder();
    symlinkSync("there", join(folder, "link"));
    writeImage(join(folder, "link"), image);
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    expect(new Uint8Array(readFileSync(join(folder, "there")))).toEqual(bytes);
  });
});
