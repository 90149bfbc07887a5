import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8, utf8Length } from "../../../runtime/wire/utf8.ts";
import { share } from "../../support/share.ts";

/* Decoding turns valid UTF-8 into text, and each other byte into a lone surrogate. */

const odd = fc.uint8Array({ maxLength: 12 });
/** Bytes at the limits of validity: starts of sequences and continuations. */
const border = fc
  .array(
    fc.constantFrom(0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
    {
      maxLength: 8,
    },
  )
  .map((bytes) => Uint8Array.from(bytes));
const anyBytes = fc.oneof(
  odd,
  border,
  fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
);

/** Returns the character at `at` if Node considers it valid. */
function validAt(bytes: Uint8Array, at: number): string | undefined {
  for (const size of [1, 2, 3, 4]) {
    if (at + size > bytes.length) return undefined;
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(at, at + size));
      if ([...text].length === 1) return text;
    } catch {
      // These bytes are not a character.
    }
  }
  return undefined;
}

function reference(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const char = validAt(bytes, at);
    text += char ?? String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += char === undefined ? 1 : new TextEncoder().encode(char).length;
  }
  return text;
}

function encoded(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  expect(encodeUtf8(text, bytes, 0)).toBe(bytes.length);
  return bytes;
}

describe("text in UTF-8", () => {
  it("is decoded to its valid part, and to a surrogate for each other byte", () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(3), (bytes, before) => {
        const padded = Uint8Array.from([...new Array<number>(before).fill(0x41), ...bytes, 0x42]);
        expect(decodeUtf8(padded, before, before + bytes.length)).toBe(reference(bytes));
      }),
      { numRuns: share(2000) },
    );
  });

  it("is encoded to the same bytes, for any length", () => {
    fc.assert(
      fc.property(anyBytes, fc.constantFrom(0, 50, 70_000), (bytes, more) => {
        const all = Uint8Array.from([...new Array<number>(more).fill(0x61), ...bytes]);
        expect(Buffer.compare(encoded(decodeUtf8(all, 0, all.length)), all)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it("is refused if a lone surrogate stands for no byte", () => {
    for (const text of ["\ud800", "a\udc00", "\udbff\ue000", "\udc7f", "\udd00"]) expect(utf8Length(text)).toBe(-1);
    expect(utf8Length("\udc80\udcff")).toBe(2);
  });
});
