/* Tests `criu-images/node`, the modules that read and write files, on runtimes with Node's modules. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { canonical, digest, mustBe } from "./canonical.mjs";

/**
 * Reads and writes all images of a folder, and checks that they stay the same.
 *
 * @param criu the package
 * @param node its subpath `node`
 * @param folder images of one checkpoint
 * @param scratch an empty folder
 * @returns digest of everything that was read
 */
export async function proveFiles(criu, node, folder, scratch) {
  const checkpoint = node.openFolder(folder);
  const lines = [];
  for (const file of checkpoint.files) {
    const image = checkpoint.decode(file);
    const from = join(folder, file.file);
    const to = join(scratch, file.file);
    mustBe(canonical(node.readImage(from)) === canonical(image), `${file.file} reads the same by its path`);
    node.writeImage(to, image);
    mustBe(statSync(to).size === statSync(from).size, `${file.file} is as long as it was`);
    mustBe(canonical(node.readImage(to)) === canonical(image), `${file.file} reads the same when it was written`);
    lines.push(canonical(image));
    if (file.image !== "PAGEMAP") continue;
    const { entries } = await criu.streamPagemapImage(node.chunksOf(from));
    const all = [];
    for await (const entry of entries) all.push(entry);
    mustBe(canonical(all) === canonical(image.entries), `${file.file} is the same from a file's stream`);
  }
  mustBe(node.openFolder(scratch).files.length === checkpoint.files.length, "all files were written, and no other");
  return await digest(lines.join("\n"));
}
