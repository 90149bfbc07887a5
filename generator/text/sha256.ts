import { createHash } from "node:crypto";

/**
 * Returns the SHA-256 of a text, in hex. In the page of the studio scripts/studio/compiler.mjs replaces this module: a
 * browser's own hash is only there for secure pages, and does not answer at once.
 */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
