import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { What } from "../../../inspect/explore/explore.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { CORPUS, copyOf, edit, remove, x } from "./support.ts";

/* An error is one line: the file, the offset in it, and the problem. */
describe("the error for a folder", () => {
  it.each([
    ["nowhere", ": no such file or directory"],
    ["basic/pstree.img", ": one image of a checkpoint: open its folder in its place"],
    ["cpuinfo", ": not a checkpoint: it has neither pstree.img nor inventory.img"],
    ["incr/0", ": no pstree.img: a pre-dump has only memory; its processes are in the dump after it"],
    ["incr", ": the images of several checkpoints are in 0, 1, 2, 3: name one of them, as in SOURCE:0"],
  ])("names the folder and the reason: %s", async (path, message) => {
    await expect(x(join(CORPUS, path), "ps")).rejects.toThrow(new Error(`${join(CORPUS, path)}${message}`));
  });

  it.each<[What, string]>([
    ["ps", "core-2525.img"],
    ["fds", "fs-2525.img"],
    ["fds", "fdinfo-2.img"],
    ["mems", "mm-2525.img"],
    ["rss", "pagemap-2525.img"],
  ])("names the file that a view needs: %s without %s", async (what, file) => {
    const folder = copyOf("basic");
    remove(folder, file);
    await expect(x(folder, what)).rejects.toThrow(new Error(`${folder}/${file}: no such file`));
  });

  it("names file, entry and offset of a damaged image, and other views still work", async () => {
    const folder = copyOf("basic");
    edit(folder, "mm-2525.img", "MM", (image) => {
      image.entries = [];
    });
    await expect(x(folder, "mems")).rejects.toThrow(new Error(`${folder}/mm-2525.img: it has no entry`));
    writeFileSync(join(folder, "files.img"), "no image");
    await expect(x(folder, "fds")).rejects.toThrow(/^[^\n]*\/files\.img: FILES, offset 0: [^\n]*0x56303138[^\n]*$/);
    writeFileSync(join(folder, "fs-2525.img"), Buffer.from("19435654123940510200000008ff", "hex"));
    await expect(x(folder, "fds")).rejects.toThrow(/^[^\n]*\/fs-2525\.img: FS, entry 0, [^\n]*offset 1\d: [^\n]*$/);
    expect(await x(folder, "ps")).toContain("2525");
  });

  it("names an empty image", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "pstree.img"), "");
    await expect(x(folder, "ps")).rejects.toThrow(/pstree\.img: PSTREE, offset 0: /);
  });
});
