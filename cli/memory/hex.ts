import { asciiText, hexText } from "../dissect/page.ts";

/** Formats up to 16 bytes as a row: address, hexadecimal, ASCII. */
export function hexRow(address: bigint, bytes: Uint8Array, digits: number): string {
  const hex = hexText(bytes, 0, bytes.length).padEnd(47);
  return `${address.toString(16).padStart(digits, "0")}  ${hex} ${asciiText(bytes)}`;
}
