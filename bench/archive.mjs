/*
 * Opens checkpoints of 10 GiB, in a sparse tar archive and in compressed ones, and lists their processes; `tar -t` reads
 * the same archives. Needs tar, zstd and gzip, and 3 GB of disk.
 *   npm run bench:archive (after `npm run build`)
 */
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { machine, save, table } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const images = join(root, "test/fixtures/images/fds");
const SIZE = Number(process.argv[2] ?? 10) * 2 ** 30;

/** Size of the pieces that memory is made of, in bytes. */
const PIECE = 1 << 24;

function header(name, size) {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write("0000600\x000000000\x000000000\0", 100);
  // Larger sizes than 8 GiB are binary.
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  else block.writeBigUInt64BE(BigInt(size), block.writeUInt32BE(0x80000000, 124));
  block.write("00000000000\0        0", 136);
  block.write("ustar  \0", 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** Lists the pieces of an archive with a large file of memory in front of the images; a number is a hole. */
function* pieces() {
  yield header("checkpoint/pages-7.img", SIZE);
  yield SIZE;
  for (const name of readdirSync(images)) {
    const content = readFileSync(join(images, name));
    yield header(`checkpoint/${name}`, content.length);
    yield content;
    yield Buffer.alloc(-content.length & 511);
  }
  yield Buffer.alloc(1024);
}

function writeSparse(path) {
  const fd = openSync(path, "w");
  let at = 0;
  for (const piece of pieces()) {
    if (typeof piece === "number") at += piece;
    else at += writeSync(fd, piece, 0, piece.length, at);
  }
  closeSync(fd);
}

/** Writes the archive through a compressor; each page of memory has 256 bytes that cannot be compressed. */
function writePacked(path, command) {
  const program = `
    const { writeSync } = await import("node:fs");
    const { default: crypto } = await import("node:crypto");
    const memory = Buffer.alloc(${PIECE}, "a page of memory ");
    const all = (bytes) => { for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at); };
    for (const piece of JSON.parse(process.argv[1])) {
      if (typeof piece === "string") { all(Buffer.from(piece, "base64")); continue; }
      for (let left = piece; left > 0; left -= memory.length) {
        for (let at = 0; at < memory.length; at += 4096) crypto.randomFillSync(memory, at, 256);
        all(memory.subarray(0, Math.min(left, memory.length)));
      }
    }`;
  const list = JSON.stringify(
    [...pieces()].map((piece) => (typeof piece === "number" ? piece : piece.toString("base64"))),
  );
  execFileSync("bash", [
    "-c",
    `set -o pipefail; "$0" --input-type=module -e "$1" "$2" | ${command} > "$3"`,
    execPath,
    program,
    list,
    path,
  ]);
}

/** Program that lists the processes of an archive, and prints its peak of memory. */
const PROGRAM = `
const { openCheckpoint } = await import(process.argv[1]);
if (process.argv[2] !== "nothing") {
  const checkpoint = await openCheckpoint(process.argv[2]);
  const tree = await checkpoint.read("PSTREE");
  for (const { pid } of tree.entries) await checkpoint.read("CORE", pid);
  await checkpoint.close();
}
console.log(process.resourceUsage().maxRSS);
`;

function opened(path) {
  const start = performance.now();
  const library = join(root, "checkpoint/dist/node.js");
  const { stdout, stderr } = spawnSync(execPath, ["--input-type=module", "-e", PROGRAM, library, path], {
    encoding: "utf8",
  });
  if (stderr !== "") throw new Error(stderr);
  return { seconds: (performance.now() - start) / 1000, memory: Number(stdout) / 1024 };
}

function listed(path) {
  const start = performance.now();
  execFileSync("tar", ["-tf", path]);
  return (performance.now() - start) / 1000;
}

function main(folder) {
  const forms = [
    ["tar, sparse on the disk", "sparse.tar", writeSparse],
    ["zstd", "packed.tar.zst", (path) => writePacked(path, "zstd -q -1")],
    ["gzip", "packed.tar.gz", (path) => writePacked(path, "gzip -1")],
  ];
  const own = opened("nothing").memory;
  const rows = forms.map(([title, name, write]) => {
    const path = join(folder, name);
    write(path);
    const [{ seconds, memory }, tar] = [opened(path), listed(path)];
    const size = `${(statSync(path).size / 2 ** 20).toFixed(0)} MiB`;
    rmSync(path);
    return [title, size, `${seconds.toFixed(2)} s`, `${(memory - own).toFixed(0)} MiB`, `${tar.toFixed(2)} s`];
  });
  return table([["archive", "size", "process list", "memory", "`tar -t`"], ...rows]);
}

const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
try {
  const result = main(folder);
  const text = `# Archives of ${SIZE / 2 ** 30} GiB\n\n${machine()}. \`npm run bench:archive\` opens a checkpoint with a process of ${SIZE / 2 ** 30} GiB, and lists
its processes, in a process of its own: time with the start of Node, and peak of memory on top of Node's own.\n\n${result}\n`;
  save(join(root, "bench/results/archive.md"), text);
  console.log(text);
} finally {
  rmSync(folder, { recursive: true });
}
