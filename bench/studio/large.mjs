/* Large checkpoints for the page: memory of 1 GiB in archives, and an image of a million entries. */
import { execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, copyFileSync, cpSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeAnyImage } from "criu-images/all";
import { PAGE, PID, START, writeImages } from "../dump.mjs";

const FIXTURES = fileURLToPath(new URL("../../test/fixtures/images/basic", import.meta.url));

/** Number of pages of a run. */
const RUN = 64;

/**
 * Makes a checkpoint of a process whose memory has a size, plain and compressed, and one with an image of many entries.
 *
 * @returns paths by name
 */
export function largeCheckpoints(folder, size, entries) {
  const tar = archive(join(folder, "large"), size);
  const zstd = `${tar}.zst`;
  execFileSync("zstd", ["-q", "-1", tar, "-o", zstd]);
  const gzip = `${tar}.gz`;
  execFileSync("bash", ["-c", 'gzip -1 < "$0" > "$1"', tar, gzip]);
  return { tar, zstd, gzip, many: many(join(folder, "many"), entries) };
}

function archive(folder, size) {
  const images = join(folder, "checkpoint");
  // A gap after each run, so that it is an entry of its own.
  const runs = Array.from({ length: size / PAGE / RUN }, (_, i) => [START + BigInt(i * (RUN + 1) * PAGE), RUN]);
  writeImages(images, runs);
  const [core] = readdirSync(FIXTURES).filter((name) => name.startsWith("core-"));
  copyFileSync(join(FIXTURES, core), join(images, `core-${PID}.img`));
  copyFileSync(join(FIXTURES, "inventory.img"), join(images, "inventory.img"));
  for (const name of ["config.dump", "spec.dump"]) writeFileSync(join(folder, name), "{}");
  writePages(join(images, "pages-1.img"), size);
  execFileSync("tar", ["-C", folder, "-cf", `${folder}.tar`, "."]);
  return `${folder}.tar`;
}

/** Writes pages of text, each with 256 bytes that cannot be compressed. */
function writePages(path, size) {
  const piece = Buffer.alloc(1 << 24, "a page of memory ");
  const file = openSync(path, "w");
  for (let left = size; left > 0; left -= piece.length) {
    for (let at = 0; at < piece.length; at += PAGE) randomFillSync(piece, at, 256);
    writeSync(file, piece, 0, Math.min(left, piece.length));
  }
  closeSync(file);
}

/** Makes a checkpoint with a pagemap of many entries. */
function many(folder, count) {
  mkdirSync(folder);
  cpSync(join(FIXTURES, "inventory.img"), join(folder, "inventory.img"));
  const entries = Array.from({ length: count }, (_, i) => ({
    vaddr: BigInt(i) << 13n,
    compat_nr_pages: 0,
    nr_pages: 1n,
    flags: 4,
  }));
  const image = { image: "PAGEMAP", first: { pages_id: 1 }, entries };
  writeFileSync(join(folder, "pagemap-1.img"), encodeAnyImage(image));
  return folder;
}
