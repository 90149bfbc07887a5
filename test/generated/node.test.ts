import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readImage, writeImage } from "criu-images/node";
import { expect, it } from "vitest";
import { corpus } from "../support/corpus.ts";
import { temporaryFolder } from "../support/schema.ts";

it("writeImage writes to where a link leads, and into a device, which stay what they are", () => {
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
