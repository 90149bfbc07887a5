import { sha256 as digest } from "@noble/hashes/sha2.js";
import { hexOf, utf8 } from "../../generator/text/bytes.ts";

/** Returns the SHA-256 of a text, in hex: in the page, in the place of generator/text/sha256.ts. */
export function sha256(text: string): string {
  return hexOf(digest(utf8(text)));
}
