import { SourceError } from "../error.ts";

/* Headers of tar: those of POSIX, those of GNU, and the old ones without a magic. */

/** Size of a block, in bytes: a header, or the unit that the content of an entry is filled up to. */
export const BLOCK = 512;

/** Header of an entry. */
export interface Header {
  readonly name: Uint8Array;
  /** Number of bytes that follow the header. */
  readonly size: number;
  /** Type of the entry, as a character: `0` is a regular file. */
  readonly type: string;
  /** Target of a link. */
  readonly target: Uint8Array;
  /** All bytes of the header. */
  readonly block: Uint8Array;
}

/** Returns whether bytes begin with a header: its checksum is right, and it has a name. */
export function isHeader(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && bytes[0] !== 0 && hasChecksum(bytes);
}

function hasChecksum(block: Uint8Array): boolean {
  const stored = octalAt(block, 148, 8);
  let [unsigned, signed] = [0, 0];
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= 148 && i < 156 ? 0x20 : (block[i] ?? 0);
    unsigned += byte;
    signed += (byte << 24) >> 24;
  }
  // Old programs added signed characters.
  return stored === unsigned || stored === signed;
}

/**
 * Reads a header.
 *
 * @param offset its place, for errors
 * @throws {SourceError} `damaged`
 */
export function headerOf(block: Uint8Array, offset: number): Header {
  if (!hasChecksum(block)) throw damaged("the checksum of the header is wrong", offset);
  const size = numberAt(block, 124, 12);
  if (size === undefined || !Number.isSafeInteger(size)) throw damaged("the size of the entry is not valid", offset);
  const name = textAt(block, 0, 100);
  const prefix = isPosix(block) ? textAt(block, 345, 155) : new Uint8Array();
  return {
    name: prefix.length === 0 ? name : Uint8Array.of(...prefix, SLASH, ...name),
    size,
    type: String.fromCharCode(block[156] || REGULAR),
    target: textAt(block, 157, 100),
    block,
  };
}

const SLASH = 0x2f;

/** Type of a regular file; old programs write a zero instead. */
const REGULAR = 0x30;

/** Returns whether the header is POSIX's: GNU's has a space behind `ustar`, and times in the place of the prefix. */
function isPosix(block: Uint8Array): boolean {
  return String.fromCharCode(...block.subarray(257, 263)) === "ustar\0";
}

/** Creates the error for a part of an archive that cannot be read. */
export function damaged(fault: string, offset: number): SourceError {
  return new SourceError(
    "damaged",
    `offset ${offset}: ${fault}: the archive is damaged, or is not the whole of one; compare it with the original`,
  );
}

/** Returns the bytes of a field up to the first zero. */
function textAt(block: Uint8Array, at: number, size: number): Uint8Array {
  const field = block.subarray(at, at + size);
  const end = field.indexOf(0);
  return end === -1 ? field : field.subarray(0, end);
}

/** Reads a number: octal digits, or GNU's binary form, whose first bit is set. Returns `undefined` if it is neither. */
export function numberAt(block: Uint8Array, at: number, size: number): number | undefined {
  const first = block[at] ?? 0;
  if (first < 0x80) return octalAt(block, at, size);
  // The second bit is the sign.
  if ((first & 0x40) !== 0) return undefined;
  return block.subarray(at + 1, at + size).reduce((value, byte) => value * 256 + byte, first & 0x3f);
}

function octalAt(block: Uint8Array, at: number, size: number): number | undefined {
  const text = String.fromCharCode(...block.subarray(at, at + size));
  const digits = /^[ \0]*([0-7]*)(?:[ \0]|$)/.exec(text)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits || "0", 8);
}
