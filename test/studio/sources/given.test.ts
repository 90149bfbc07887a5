import { expect, test } from "vitest";
import { givenFiles } from "../../../studio/sources/given.ts";

const isImage = (name: string): boolean => name.endsWith(".img");

type Chosen = File & { readonly webkitRelativePath: string };

function file(name: string, path = ""): Chosen {
  return Object.assign(new File([], name), { webkitRelativePath: path });
}

const shown = (files: readonly Chosen[]): unknown[] =>
  givenFiles(files, isImage).map(({ name, files: all }) => [name, all.map(([path]) => path)]);

test("a folder is one checkpoint, with the folders in it", () => {
  expect(shown([file("a.img", "dump/a.img"), file("b.img", "dump/checkpoint/b.img")])).toEqual([
    ["dump", ["a.img", "checkpoint/b.img"]],
  ]);
});

test("each archive is a checkpoint, and loose images are one together", () => {
  expect(shown([file("a.img"), file("one.tar"), file("b.img"), file("two.tar.gz")])).toEqual([
    ["2 images", ["a.img", "b.img"]],
    ["one.tar", ["one.tar"]],
    ["two.tar.gz", ["two.tar.gz"]],
  ]);
  expect(shown([file("core-1.img")])).toEqual([["core-1.img", ["core-1.img"]]]);
});
