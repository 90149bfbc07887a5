import { chunksOf } from "../bytes/bytes.ts";
import { BLOCK } from "../open/tar/header.ts";
import { nameBytes } from "../open/tar/name.ts";
import type { SavedFile } from "./content.ts";

/** Largest size in a header's twelve octal digits. */
const LARGEST = 8 ** 11 - 1;

/** Longest name in a header. */
const NAME = 100;

const TYPES = { file: "0", link: "2", folder: "5" } as const;

/** Writes a tar archive of POSIX, with extended headers for long names and large files. */
export async function* tarOf(files: AsyncIterable<SavedFile>): AsyncGenerator<Uint8Array> {
  for await (const { name, kind, bytes, target = "" } of files) {
    const entry = {
      name: nameBytes(kind === "folder" ? `${name}/` : name),
      target: nameBytes(target),
      size: bytes.size,
    };
    const records = recordsOf(entry);
    if (records.length > 0) {
      yield headerOf({ name: nameBytes("PaxHeaders/entry"), target: EMPTY, size: records.length }, "x");
      yield records;
      yield padding(records.length);
    }
    yield headerOf(entry, TYPES[kind]);
    yield* sized(chunksOf(bytes), bytes.size, name);
    yield padding(bytes.size);
  }
  yield new Uint8Array(2 * BLOCK);
}

/** Passes the content of a file on; one that changed its size meanwhile would break the archive. */
async function* sized(chunks: AsyncIterable<Uint8Array>, size: number, name: string): AsyncGenerator<Uint8Array> {
  let rest = size;
  for await (const chunk of chunks) {
    rest -= chunk.length;
    yield chunk;
  }
  if (rest !== 0) throw new Error(`${name} has not the ${size} bytes that it had: it changed while it was saved`);
}

interface Entry {
  readonly name: Uint8Array;
  readonly target: Uint8Array;
  readonly size: number;
}

const EMPTY = new Uint8Array();

/** Returns the records of what does not fit into the header. */
function recordsOf({ name, target, size }: Entry): Uint8Array {
  return Uint8Array.of(
    ...(name.length > NAME ? recordOf("path", name) : EMPTY),
    ...(target.length > NAME ? recordOf("linkpath", target) : EMPTY),
    ...(size > LARGEST ? recordOf("size", nameBytes(`${size}`)) : EMPTY),
  );
}

/** Writes a record; its length counts its own digits. */
function recordOf(key: string, value: Uint8Array): Uint8Array {
  const rest = key.length + value.length + 3;
  let length = rest;
  while (length !== rest + `${length}`.length) length = rest + `${length}`.length;
  return Uint8Array.of(...nameBytes(`${length} ${key}=`), ...value, 0x0a);
}

function headerOf({ name, target, size }: Entry, type: string): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string | Uint8Array): void =>
    block.set(typeof text === "string" ? nameBytes(text) : text.subarray(0, NAME), at);
  put(0, name);
  put(100, type === TYPES.folder ? "0000700" : "0000600");
  put(108, "0000000\x000000000\0");
  put(124, `${Math.min(size, LARGEST).toString(8).padStart(11, "0")}\0`);
  // Times are left out: the same files make the same archive.
  put(136, "00000000000\0        ");
  put(156, type);
  put(157, target);
  put(257, "ustar\x0000");
  const sum = block.reduce((all, byte) => all + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}
