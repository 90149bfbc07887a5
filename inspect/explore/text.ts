import { Buffer } from "node:buffer";
import { printable } from "../../generator/text/printable.ts";

/** Escapes the control characters of a line, except a tab at its beginning, which is critgen's. */
export function printableLine(line: string): string {
  return line.startsWith("\t") ? `\t${printable(line.slice(1))}` : printable(line);
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
