import { decodeAnyImage } from "criu-images";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { share } from "../../support/share.ts";
import { agree, dissect, IMAGES, textOf } from "./support.ts";

/** The smallest image of each type. */
const KINDS = [
  ...new Map(
    [...IMAGES]
      .sort((a, b) => b.bytes.length - a.bytes.length)
      .map((file) => [decodeAnyImage(file.bytes, { file: file.name }).image, file]),
  ).values(),
];

describe("the dissection of a damaged image", () => {
  it("has the codec's error if the image is cut at any byte", () => {
    for (const file of KINDS) {
      const { bytes } = file;
      const step = Math.max(1, Math.floor(bytes.length / 400));
      for (let size = 0; size < bytes.length; size += step) agree(bytes.subarray(0, size), file.name);
    }
  });

  it("has the codec's error if bytes are changed, inserted or removed", () => {
    const change = fc.record({
      at: fc.nat(),
      early: fc.boolean(),
      kind: fc.constantFrom("set", "flip", "insert", "remove", "ones"),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x0b, 0x0c, 0x7f, 0x80, 0xff)),
      size: fc.integer({ min: 1, max: 12 }),
    });
    type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
    const apply = (bytes: number[], { at, early, kind, byte, size }: Change): void => {
      const pos = at % Math.max(1, early ? Math.min(64, bytes.length) : bytes.length);
      if (kind === "set") bytes[pos] = byte;
      else if (kind === "flip") bytes[pos] = (bytes[pos] ?? 0) ^ (1 << (byte & 7));
      else if (kind === "insert") bytes.splice(pos, 0, ...Array<number>(size).fill(byte));
      else if (kind === "remove") bytes.splice(pos, size);
      else bytes.fill(0xff, pos, pos + size);
    };
    const small = KINDS.filter(({ bytes }) => bytes.length < 1 << 16);
    expect(small.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(fc.constantFrom(...small), fc.array(change, { minLength: 1, maxLength: 4 }), (file, changes) => {
        const bytes = [...file.bytes];
        for (const one of changes) apply(bytes, one);
        agree(Uint8Array.from(bytes), file.name);
      }),
      { numRuns: share(6000) },
    );
  });

  it("has the codec's error for any content", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...KINDS), (bytes, { name, bytes: real }) => {
        for (const start of [0, 4, 8]) {
          const whole = Buffer.concat([real.subarray(0, start), bytes]);
          agree(whole, name);
          expect(textOf(dissect(whole, name), whole).every((line) => line.length <= 80)).toBe(true);
        }
      }),
      { numRuns: share(1000) },
    );
  });
});
