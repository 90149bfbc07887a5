/* Names of entries, which are bytes. */

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Returns the text of a name. If it is not UTF-8, each byte from 0x80 on becomes a character from U+DC80 on, which valid
 * text does not have; `nameBytes` reverses that.
 */
export function nameText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join("");
  }
}

/** Returns the bytes of a name, as they are in the archive. */
export function nameBytes(name: string): Uint8Array {
  // With the flag `u`, a pair of surrogates is one character.
  if (!/[\udc80-\udcff]/u.test(name)) return new TextEncoder().encode(name);
  return Uint8Array.from(name, (char) => char.charCodeAt(0) & 0xff);
}

/**
 * Returns a name without `.` and double slashes; empty for the top of the archive.
 *
 * @returns `undefined` if the name is absolute, leads out of the archive, or has a zero
 */
export function safeName(name: string): string | undefined {
  const parts = name.split("/");
  if (name.startsWith("/") || name.includes("\0") || parts.includes("..")) return undefined;
  return parts.filter((part) => part !== "" && part !== ".").join("/");
}
