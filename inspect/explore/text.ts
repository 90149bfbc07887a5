import { Buffer } from "node:buffer";

/*
 * Names in an image are arbitrary bytes. On a terminal they are shown as they are, except control characters: a process
 * must
 * not be able to move the cursor of a person who looks at its checkpoint.
 */

/** C0, DEL and C1; the last group are bytes outside of UTF-8 that an 8-bit terminal interprets as C1. */
const CONTROLS = /(?!^\t)(?:\p{Cc}|[\udc80-\udc9f])/gu;

/** Escapes the control characters of a line as `\x1b`, except a tab at its beginning, which is critgen's. */
export function printable(line: string): string {
  return line.replace(CONTROLS, (c) => `\\x${(c.charCodeAt(0) & 0xff).toString(16).padStart(2, "0")}`);
}

/** A byte that is not UTF-8, as readers keep it. With the flag `u`, halves of a pair do not match. */
const LONE = /([\udc80-\udcff])/u;

/** Returns the bytes of a text; bytes that were not UTF-8 in the image come back unchanged. */
export function bytesOf(text: string): Uint8Array {
  const parts = text.split(LONE);
  if (parts.length === 1) return Buffer.from(text, "utf8");
  return Buffer.concat(parts.map((part, i) => (i % 2 === 0 ? Buffer.from(part, "utf8") : byteOf(part))));
}

function byteOf(lone: string): Uint8Array {
  return Uint8Array.of(lone.charCodeAt(0) & 0xff);
}

/**
 * Encodes the name of a Unix socket in quoted-printable, as crit does: the zero byte at the start of an abstract name
 * is `=00`. Line ends are quoted and long lines are not broken, because a name is one word.
 */
export function quoted(name: Uint8Array): string {
  const last = name.length - 1;
  return Array.from(name, (byte, i) => {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x3d;
    const blank = (byte === 0x20 || byte === 0x09) && i < last;
    return plain || blank ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

/** Formats an address or another 64-bit number that is not a quantity. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
