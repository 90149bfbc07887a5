/* Checkpoints for the page: real ones, a damaged one, and one with hostile names. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { decodeAnyImage, encodeAnyImage } from "criu-images/all";
import { FIXTURES, IMAGES, must } from "../tools/tools.mjs";

/** Text in the memory of the whole checkpoint. */
export const WORD = "journey-to-memory";

export const HOSTILE = '<img src=x onerror="globalThis.hacked=1">';

/** Makes the checkpoints in a folder; returns their paths by name. */
export function checkpointsIn(folder) {
  const damaged = join(folder, "damaged");
  cpSync(join(IMAGES, "fds"), damaged, { recursive: true });
  const files = join(damaged, "files.img");
  truncateSync(files, Math.floor(readFileSync(files).length / 2));
  return {
    fds: join(IMAGES, "fds"),
    unixs: join(IMAGES, "unixs"),
    threads: join(FIXTURES, "memory/threads/images"),
    damaged,
    hostile: hostile(folder),
    many: many(folder),
    archive: archive(folder),
    base: join(FIXTURES, "memory/chain/0"),
    first: join(FIXTURES, "memory/chain/1"),
    second: join(FIXTURES, "memory/chain/2"),
    lz4: chain(folder, "lz4"),
    last: join(FIXTURES, "memory/chain/3"),
    chain: chain(folder, "chain"),
    whole: whole(folder),
    zstd: compressed(folder, "zstd", "tar.zst"),
    xz: compressed(folder, "xz", "tar.xz"),
  };
}

/** Makes a checkpoint with markup in the name of a process, of an open file, and of a file beside the images. */
function hostile(folder) {
  const to = join(folder, "hostile");
  cpSync(join(IMAGES, "fds"), to, { recursive: true });
  change(join(to, "core-3438.img"), (image) => {
    image.entries[0].tc.comm = HOSTILE;
  });
  change(join(to, "files.img"), (image) => {
    for (const { reg } of image.entries) if (reg !== undefined) reg.name = `/${HOSTILE}`;
  });
  writeFileSync(join(to, `${HOSTILE.replaceAll("/", "")}.log`), HOSTILE);
  return to;
}

/** Makes a checkpoint with an image of a million entries. */
function many(folder) {
  const to = join(folder, "many");
  mkdirSync(to);
  const entries = Array.from({ length: 1_000_000 }, (_, i) => ({
    vaddr: BigInt(i) << 13n,
    compat_nr_pages: 0,
    nr_pages: 1n,
    flags: 4,
  }));
  const image = { image: "PAGEMAP", first: { pages_id: 1 }, entries };
  writeFileSync(join(to, "pagemap-1.img"), encodeAnyImage(image));
  return to;
}

function change(path, edit) {
  const image = decodeAnyImage(readFileSync(path));
  edit(image);
  writeFileSync(path, encodeAnyImage(image));
}

function archive(folder) {
  const tar = join(folder, "pod.tar");
  must("tar", ["-cf", tar, "-C", IMAGES, "--transform", "s,^fds,checkpoint,", "fds"]);
  writeFileSync(`${tar}.gz`, gzipSync(readFileSync(tar)));
  return `${tar}.gz`;
}

/** Archives a chain of dumps, with the links to their parents. */
function chain(folder, name) {
  const tar = join(folder, `${name}.tar`);
  must("tar", ["-cf", tar, "-C", join(FIXTURES, "memory", name), "."]);
  return tar;
}

/** Archives a checkpoint with sockets and all that it needs: fixtures have no pages. */
function whole(folder) {
  const to = join(folder, "whole");
  cpSync(join(IMAGES, "unixs"), to, { recursive: true });
  const { entries } = decodeAnyImage(readFileSync(join(to, "pagemap-4909.img")));
  const count = entries.reduce((sum, { nr_pages, compat_nr_pages }) => sum + Number(nr_pages ?? compat_nr_pages), 0);
  const pages = Buffer.alloc(4096 * count);
  pages.write(WORD, 3 * 4096 + 100);
  writeFileSync(join(to, "pages-1.img"), pages);
  must("tar", ["-cf", `${to}.tar`, "-C", folder, "--transform", "s,^whole,checkpoint,", "whole"]);
  return `${to}.tar`;
}

function compressed(folder, program, suffix) {
  const path = join(folder, `pod.${suffix}`);
  writeFileSync(path, execFileSync(program, ["-c", join(folder, "pod.tar")]));
  return path;
}
