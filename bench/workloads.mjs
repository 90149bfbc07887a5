// Makes the images of the measurements from real images, the same on every machine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  decodeCoreImage,
  decodeFilesImage,
  decodeMmImage,
  encodeCoreImage,
  encodeFilesImage,
  encodeMmImage,
  encodePagemapImage,
} from "criu-images";
import { FdTypes } from "criu-images/enums/fd-types";

const FIXTURES = fileURLToPath(new URL("../test/fixtures/images/", import.meta.url));
const fixture = (path) => readFileSync(join(FIXTURES, path));

/** Returns a function that generates the same pseudorandom numbers in each run. */
function dice(seed = 1) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** Yields runs of pages with gaps between them, as of a large process. */
function* pageRuns(count) {
  const roll = dice();
  let vaddr = 0x7f00_0000_0000n;
  for (let i = 0; i < count; i++) {
    const pages = roll(4) > 0 ? 1 + roll(16) : 1 + roll(2000);
    yield { vaddr, pages, flags: roll(8) > 0 ? 4 : 6 };
    vaddr += 4096n * BigInt(pages + 1 + roll(64));
  }
}

/** Makes a pagemap as CRIU v4.2 writes it or, if `old`, as before, with one counter of 32 bits. */
function pagemap(count, old = false) {
  const entries = Array.from(pageRuns(count), ({ vaddr, pages, flags }) =>
    old ? { vaddr, compat_nr_pages: pages, flags } : { vaddr, compat_nr_pages: 0, flags, nr_pages: BigInt(pages) },
  );
  return [
    encodePagemapImage({ image: "PAGEMAP", version: "v1.1", byteOrder: "little", first: { pages_id: 1 }, entries }),
  ];
}

/** Makes open files, in ten: seven regular files, two pipes, one socket. If `old`, sockets lack newer options. */
function files(count, old = false) {
  const roll = dice();
  const { entries } = decodeFilesImage(fixture("fds/files.img"));
  const [reg, pipe] = ["reg", "pipe"].map((kind) => entries.find((entry) => entry[kind] !== undefined)[kind]);
  const { isk: whole } = decodeFilesImage(fixture("tcp/files.img")).entries.find((entry) => entry.isk !== undefined);
  const { tcp_opts: _, ...older } = { ...whole, opts: { ...whole.opts }, ip_opts: {} };
  delete older.opts.so_buf_lock;
  const isk = old ? older : whole;
  const entry = (i) => {
    const id = i + 1;
    if (i % 10 === 9)
      return { type: FdTypes.INETSK, id, isk: { ...isk, id, ino: 800000 + i, src_port: 1024 + roll(60000) } };
    if (i % 10 > 6) return { type: FdTypes.PIPE, id, pipe: { ...pipe, id, pipe_id: 900000 + i } };
    const name = `/srv/${["data", "cache", "log"][roll(3)]}/${roll(1000)}/segment-${i}.bin`;
    return {
      type: FdTypes.REG,
      id,
      reg: { ...reg, id, pos: BigInt(roll(2 ** 31)), name, size: BigInt(roll(2 ** 31)) },
    };
  };
  return [encodeFilesImage({ image: "FILES", version: "v1.1", byteOrder: "little", entries: times(count, entry) })];
}

/** Makes the cores of several tasks, each a file of about 2 KB. */
function cores(count) {
  const image = decodeCoreImage(fixture("fds/core-3438.img"));
  const [entry] = image.entries;
  return times(count, (i) =>
    encodeCoreImage({ ...image, entries: [{ ...entry, tc: { ...entry.tc, comm: `worker/${i}` } }] }),
  );
}

/** Makes the mappings of a large process, all in one message. */
function mm(count) {
  const roll = dice();
  const image = decodeMmImage(fixture("fds/mm-3438.img"));
  const [entry] = image.entries;
  const vmas = times(count, (i) => {
    const start = 0x7f00_0000_0000n + 0x10_0000n * BigInt(i);
    const end = start + 4096n * BigInt(1 + roll(200));
    return { ...entry.vmas[i % entry.vmas.length], start, end, shmid: BigInt(i) };
  });
  return [encodeMmImage({ ...image, entries: [{ ...entry, vmas }] })];
}

/** Workloads: the image, its messages for the peers, the number of entries, and the files. */
export const WORKLOADS = {
  pagemap: { image: "Pagemap", first: "pagemap_head", entry: "pagemap_entry", count: 1_000_000, make: pagemap },
  files: { image: "Files", entry: "file_entry", count: 100_000, make: files },
  core: { image: "Core", entry: "core_entry", count: 2_000, make: cores },
  mm: { image: "Mm", entry: "mm_entry", count: 50_000, make: mm },
  // Few entries, because crit is slow, and only fields of CRIU 3, because Debian packages that version.
  "pagemap, small": {
    image: "Pagemap",
    first: "pagemap_head",
    entry: "pagemap_entry",
    count: 100_000,
    make: (count) => pagemap(count, true),
  },
  "files, small": { image: "Files", entry: "file_entry", count: 10_000, make: (count) => files(count, true) },
};

/** Concatenates image files, each after its size. */
export function pack(images) {
  return Buffer.concat(
    images.flatMap((image) => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(image.length);
      return [size, image];
    }),
  );
}

export function unpack(bytes) {
  const images = [];
  for (let pos = 0; pos < bytes.length; ) {
    const size = bytes.readUInt32LE(pos);
    images.push(bytes.subarray(pos + 4, pos + 4 + size));
    pos += 4 + size;
  }
  return images;
}
