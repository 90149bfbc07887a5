import { Buffer } from "node:buffer";

/*
 * Names in an image are whatever bytes a process chose. On their way to a terminal they stay as they are, all but
 * control characters: a process must not be able to move the cursor of whoever looks at its checkpoint.
 */

/** C0, DEL and C1; the last group are bytes outside UTF-8 that a terminal of 8 bits takes for C1. */
const CONTROLS = /(?!^\t)(?:\p{Cc}|[\udc80-\udc9f])/gu;

/** A line with its control characters written as `\x1b`; the tab that it may begin with is ours. */
export function printable(line: string): string {
  return line.replace(CONTROLS, (c) => `\\x${(c.charCodeAt(0) & 0xff).toString(16).padStart(2, "0")}`);
}

/** A byte that is not UTF-8, as the images' readers keep it. With the flag `u`, halves of a pair do not match. */
const LONE = /([\udc80-\udcff])/u;

/** The bytes of a text. What was not UTF-8 in the image comes out as it was. */
export function bytesOf(text: string): Uint8Array {
  const parts = text.split(LONE);
  if (parts.length === 1) return Buffer.from(text, "utf8");
  return Buffer.concat(parts.map((part, i) => (i % 2 === 0 ? Buffer.from(part, "utf8") : byteOf(part))));
}

function byteOf(lone: string): Uint8Array {
  return Uint8Array.of(lone.charCodeAt(0) & 0xff);
}

/**
 * The name of a Unix socket as crit writes it, quoted-printable: a zero byte, with which abstract names begin, is
 * `=00`. Line ends are quoted too, and no long line is broken, for a name is one word.
 */
export function quoted(name: Uint8Array): string {
  const last = name.length - 1;
  return Array.from(name, (byte, i) => {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x3d;
    const blank = (byte === 0x20 || byte === 0x09) && i < last;
    return plain || blank ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

/** An address or another 64-bit number that is no quantity. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
