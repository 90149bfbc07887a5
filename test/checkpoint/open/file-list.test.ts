import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openFiles } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { expect, test } from "vitest";

const UTS = "test/fixtures/images/uts";

const blobs = (folder: string): [string, Blob][] =>
  readdirSync(folder).map((name) => [name, new Blob([readFileSync(join(folder, name))])]);

test("opens the files of a folder without a disk", async () => {
  const [opened, onDisk] = [await openFiles(blobs(UTS)), await openCheckpoint(UTS)];
  expect(new Map(opened.images.map((one) => [one.file, one]))).toEqual(
    new Map(onDisk.images.map((one) => [one.file, one])),
  );
  expect(opened.store.form).toBe("folder");
  expect(await opened.read("PSTREE")).toEqual(await onDisk.read("PSTREE"));
  await onDisk.close();
});

test("finds the folder of the images, and leaves out names that lead out", async () => {
  const nested = blobs(UTS).map(([name, blob]): [string, Blob] => [`checkpoint/${name}`, blob]);
  const opened = await openFiles([...nested, ["../escape.img", new Blob(["x"])]]);
  expect(opened.folder).toBe("checkpoint/");
  expect(opened.store.files.has("../escape.img")).toBe(false);
  expect(opened.store.problems).toMatchObject([{ code: "unsafe-name", name: "../escape.img" }]);
});

test("refuses files without images", async () => {
  await expect(openFiles([["notes.txt", new Blob(["x"])]])).rejects.toMatchObject({ code: "no-images" });
});
