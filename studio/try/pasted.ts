/** Reads pasted bytes: hexadecimal digits with or without offsets and `0x`, or base64. @throws {Error} if the text is neither */
export function pastedBytes(text: string): Uint8Array {
  const plain = text.trim();
  const hex = hexBytes(plain);
  if (hex !== undefined) return hex;
  try {
    return Uint8Array.from(atob(plain.replaceAll(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/")), (char) =>
      char.charCodeAt(0),
    );
  } catch {
    throw new Error("the text is neither hexadecimal nor base64");
  }
}

/** A line of a dump: an offset, bytes, and bytes as text. */
const DUMP = /^[\da-f]{7,16}:?\s+((?:[\da-f]{2,4}\s+)*[\da-f]{2,4})(?:\s{2,}.*|\s*\|.*)?$/i;

function hexBytes(text: string): Uint8Array | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const dumped = lines.map((line) => DUMP.exec(line)?.[1]);
  const all = dumped.every((line) => line !== undefined) ? dumped : lines;
  const digits = all.join("").replaceAll(/0x|[\s,:]/gi, "");
  if (!/^(?:[\da-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
