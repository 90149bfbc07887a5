import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { beginning, concat, words } from "../support/build.ts";
import { critgenHere } from "../support/here.ts";
import { copyOf, edit } from "./explore/support.ts";

/* Each command reports the unknown versions and images of a checkpoint. */

const UNKNOWN = /img_version 3 is an unknown version of the format: known are 1 \(v1\.0\), 2 \(v1\.1\), 0 \(pre-dump\)/;

function ofVersion3(): string {
  const folder = copyOf("basic");
  edit(folder, "inventory.img", "INVENTORY", ({ entries }) => {
    for (const entry of entries) entry.img_version = 3;
  });
  return folder;
}

it.each([
  [["x", "FOLDER", "ps"], 1],
  [["x", "FOLDER", "ps", "--json"], 1],
  [["decode", "FOLDER/inventory.img"], 0],
  [["show", "FOLDER/inventory.img"], 0],
  [["dissect", "FOLDER/inventory.img"], 0],
])("%j reports an unknown version on standard error", async (command, code) => {
  const folder = ofVersion3();
  const told = await critgenHere(command.map((word) => word.replace("FOLDER", folder)));
  expect(told.code).toBe(code);
  expect(told.err).toMatch(UNKNOWN);
  expect(told.err.startsWith(`critgen: ${folder}/inventory.img: `)).toBe(true);
  expect(told.err.trim().split("\n")).toHaveLength(1);
  expect(told.out).not.toBe("");
});

it("decode changes nothing else in the JSON of an inventory with an unknown version", async () => {
  const [known, unknown] = [copyOf("basic"), ofVersion3()].map((folder) => join(folder, "inventory.img"));
  const [before, after] = [await critgenHere(["decode", `${known}`]), await critgenHere(["decode", `${unknown}`])];
  expect(after.out).toBe(before.out.replace(/"img_version": \d/, '"img_version": 3'));
  expect(before.err).toBe("");
});

it("info reports an unknown version as a problem of the image and of the folder", async () => {
  const folder = ofVersion3();
  const image = await critgenHere(["info", join(folder, "inventory.img")]);
  const problem = { code: "unknown-version", message: expect.stringMatching(UNKNOWN), entry: 0, path: "img_version" };
  expect([image.code, JSON.parse(image.out)]).toEqual([1, expect.objectContaining({ count: 1, problems: [problem] })]);
  const whole = await critgenHere(["info", folder]);
  expect([whole.code, JSON.parse(whole.out)]).toEqual([
    1,
    expect.objectContaining({ version: null, problems: [{ file: "inventory.img", ...problem }] }),
  ]);
});

it("compat reports that no known release understands an unknown version", async () => {
  const folder = ofVersion3();
  const { code, out } = await critgenHere(["compat", folder, "--criu", "4.2"]);
  expect(code).toBe(1);
  expect(out).toMatch(/CRIU v4\.2 misses 1 feature; no known release understands all of it/);
  expect(out).toMatch(/^newer than the schema\n {2}format version: img_version 3 {2}inventory\.img$/m);
  const json = JSON.parse((await critgenHere(["compat", folder, "--json"])).out) as { missed: object[] };
  expect(json.missed[0]).toMatchObject({
    ...{ kind: "format version", name: "img_version 3", since: null, path: "entries[0].img_version", count: 1 },
  });
});

/** An image of head, unknown magic and one entry. */
const QUEUE = concat(beginning("FS").subarray(0, 4), words(true, 0x12341234, 2), Uint8Array.of(8, 1));

it("compat and info report unknown images with their names and magics", async () => {
  const folder = copyOf("basic");
  writeFileSync(join(folder, "posix-mqueue.img"), QUEUE);
  writeFileSync(join(folder, "posix-mqueue-2.img"), QUEUE);
  writeFileSync(join(folder, "dump.log"), "(00.000001) Version: 4.2\n");
  const { code, out } = await critgenHere(["compat", folder]);
  expect([code, out]).toEqual([1, expect.stringMatching(/\d images, and 2 unknown to the schema; no known release /)]);
  expect(out).toMatch(/^newer than the schema\n {2}image with magic 0x12341234 +posix-mqueue-2\.img and 1 more$/m);
  expect((await critgenHere(["compat", folder, "--criu", "4.2"])).code).toBe(1);
  expect(JSON.parse((await critgenHere(["compat", folder, "--json"])).out)).toMatchObject({ unknown: 2, oldest: null });
  const info = await critgenHere(["info", folder]);
  expect([info.code, JSON.parse(info.out)]).toEqual([
    0,
    expect.objectContaining({
      unknown: ["posix-mqueue-2.img", "posix-mqueue.img"].map((file) => ({
        ...{ file, number: "0x12341234", sizes: { file: QUEUE.length } },
      })),
      others: expect.arrayContaining([{ file: "dump.log", sizes: { file: 25 } }]),
    }),
  ]);
});

it("compat reports a folder with only unknown images", async () => {
  const folder = copyOf("cpuinfo");
  const kept = readFileSync(join(folder, "cpuinfo.img"));
  writeFileSync(join(folder, "cpuinfo.img"), "");
  writeFileSync(join(folder, "short.img"), "ab");
  const { code, out, err } = await critgenHere(["compat", folder]);
  expect(kept.length).toBeGreaterThan(0);
  expect([code, err]).toEqual([2, expect.stringContaining("cpuinfo.img: ")]);
  expect(out).toMatch(
    /: 0 images, and 1 unknown to the schema; no known release (?:.|\n)*image short\.img +short\.img$/m,
  );
});
