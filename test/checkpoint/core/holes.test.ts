import { describe, expect, it } from "vitest";
import { withHoles } from "../../../checkpoint/core/holes.ts";

/** Splits pages of four bytes; returns numbers of zeros, and bytes as text. */
function split(text: string): (number | string)[] {
  const bytes = Uint8Array.from(text, (char) => (char === "." ? 0 : char.charCodeAt(0)));
  return [...withHoles(bytes, 4)].map((piece) =>
    piece instanceof Uint8Array ? Buffer.from(piece).toString().replaceAll("\0", ".") : piece.zeros,
  );
}

describe("bytes of pages", () => {
  it.each<[string, (number | string)[]]>([
    ["", []],
    ["abcd", ["abcd"]],
    ["....", [4]],
    ["........abcd", [8, "abcd"]],
    ["abcd....efgh", ["abcd", 4, "efgh"]],
    ["a......bcdef........", ["a......bcdef", 8]],
    ["....ab", [4, "ab"]],
    ["abcd..", ["abcd", 2]],
  ])("%s have holes for whole pages of zeros", (text, pieces) => expect(split(text)).toEqual(pieces));
});
