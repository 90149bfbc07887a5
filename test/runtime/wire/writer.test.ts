import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ImageError } from "criu-images";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  readMany,
  readRun,
  readUint32s,
  writeMany,
  writeRun,
  writeUint16s,
  writeUint64s,
} from "../../../runtime/image/runs.ts";
import { createReader } from "../../../runtime/wire/reader.ts";
import {
  atMostOne,
  beginSized,
  checkMessage,
  createWriter,
  elements,
  endSized,
  finish,
  putBytes,
  type Writer,
  writeBool,
  writeBytes,
  writeDouble,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeInt32,
  writeInt64,
  writeMessage,
  writeMessages,
  writePacked,
  writeSfixed32,
  writeSfixed64,
  writeSint32,
  writeSint64,
  writeString,
  writeUint32,
  writeUint64,
} from "../../../runtime/wire/writer.ts";

/* Writers refuse each invalid value that an untyped program can pass, and name the field and the value. */

type Write = (w: Writer, tag: number, value: never, field: string) => void;

/** Returns the code and the message of the error that `write` throws. */
function refusal(write: (w: Writer) => void): string {
  const w = createWriter("X");
  w.path.push("outer", 3);
  try {
    write(w);
  } catch (problem) {
    if (problem instanceof ImageError) return `${problem.code}: ${problem.message}`;
    throw problem;
  }
  return "written";
}

const small = ["a whole number from 0 to 4294967295", "4294967296", 1.5, -1, 4294967296, "1", 1n, null, NaN] as const;
const signed = [
  "a whole number from -2147483648 to 2147483647",
  "2147483648",
  2147483648,
  -2147483649,
  0.1,
  "1",
  1n,
] as const;
const long = [
  "an unsigned 64-bit bigint",
  "18446744073709551616n",
  -1n,
  2n ** 64n,
  3n * 2n ** 63n,
  -(2n ** 63n),
  1,
  "1",
] as const;
const signedLong = ["a signed 64-bit bigint", "9223372036854775808n", 2n ** 63n, -(2n ** 63n) - 1n, 1] as const;

const REFUSED: readonly (readonly [Write, readonly [expected: string, ...values: readonly unknown[]]])[] = [
  [writeUint32, small],
  [writeFixed32, small],
  [writeInt32, signed],
  [writeSint32, signed],
  [writeSfixed32, signed],
  [writeUint64, long],
  [writeFixed64, long],
  [writeInt64, signedLong],
  [writeSint64, signedLong],
  [writeSfixed64, signedLong],
  [writeBool, ["true or false", "", 1, 0, null, "true"]],
  [writeFloat, ["a number", "", "1", 1n, null, true]],
  [writeDouble, ["a number", "", "1", 1n, null, true]],
  [writeString, ["a string", "", 1, null, {}]],
  [writeBytes, ["a Uint8Array", "", "abc", [1, 2], new Uint16Array(1), null]],
];

function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return typeof value === "bigint" ? `${value}n` : typeof value === "string" ? JSON.stringify(value) : String(value);
}

describe("an invalid value", () => {
  it.each(REFUSED.map(([write, values]) => [write.name, write, values] as const))(
    "is refused by %s",
    (_, write, values) => {
      const [expected, , ...rest] = values;
      for (const value of rest) {
        expect(refusal((w) => write(w, 8, value as never, "a"))).toBe(
          `bad-value: X, outer[3].a: the field cannot hold this: expected ${expected}, found ${shown(value)}`,
        );
      }
      expect(refusal((w) => write(w, 8, undefined as never, "a"))).toBe(
        "missing-field: X, outer[3].a: a required field is missing",
      );
    },
  );

  it("is refused if it is a lone surrogate, no list, no message, or two fields of a oneof", () => {
    expect(refusal((w) => writeString(w, 10, "\ud800", "a"))).toContain("expected text without lone surrogates");
    expect(refusal((w) => elements(w, "ab" as never, "a"))).toMatch(/expected an array, found "ab"$/);
    expect(refusal((w) => writePacked(w, 10, {} as never, "a", writeUint32))).toMatch(
      /expected an array, found an object$/,
    );
    for (const none of [null, 5, "x"]) {
      expect(refusal((w) => writeMessage(w, 10, none as never, "a", checkMessage))).toMatch(
        /expected an object, found /,
      );
    }
    expect(refusal((w) => atMostOne(w, "choice", [undefined, 1, 2]))).toBe(
      "bad-value: X, outer[3].choice: at most one field may be present: found 2",
    );
    expect(refusal((w) => atMostOne(w, "choice", [undefined, 0]))).toBe("written");
  });
});

describe("an error", () => {
  it("names the entry of the image and the element of the list", () => {
    const numbers = [{ n: 1 }, { n: 2 }, { n: 3 }];
    const write = (w: Writer) => writeMessages(w, 10, numbers, "list", (_, { n }) => writeUint32(w, 8, 2 - n, "a"));
    expect(refusal(write)).toContain("outer[3].list[2].a");
    for (const entry of [0, 7]) {
      const inEntry = (w: Writer) => write(Object.assign(w, { entry }));
      expect(refusal(inEntry)).toContain(`X, entry ${entry}, `);
    }
  });
});

describe("writePacked", () => {
  it("writes nothing for an empty list", () => {
    const w = createWriter("X");
    writePacked(w, 10, [], "a", writeUint32);
    writePacked(w, 10, [1, 300], "a", writeUint32);
    expect(finish(w)).toEqual(new Uint8Array([10, 3, 1, 0xac, 2]));
  });
});

describe("writeBytes", () => {
  it("accepts a Uint8Array of another realm", () => {
    const foreign = runInNewContext("new Uint8Array([1, 2])") as Uint8Array;
    expect(foreign instanceof Uint8Array).toBe(false);
    const w = createWriter("X");
    writeBytes(w, 10, foreign, "a");
    expect(finish(w)).toEqual(new Uint8Array([10, 2, 1, 2]));
    expect(refusal((other) => writeBytes(other, 10, { [Symbol.toStringTag]: "Uint8Array" } as never, "a"))).toContain(
      "expected a Uint8Array",
    );
  });
});

describe("an error's text for a value", () => {
  const said = (value: unknown) => refusal((w) => writeUint32(w, 8, value as never, "a"));
  it("is short, and calls no method of the value", () => {
    const loud = { toString: () => expect.unreachable(), [Symbol.toPrimitive]: () => expect.unreachable() };
    for (const value of [loud, Object.create(null), { toString: 1 }]) expect(said(value)).toMatch(/found an object$/);
    expect(said([Symbol("s")])).toMatch(/found an array$/);
    expect(said(Symbol("s"))).toMatch(/found Symbol\(s\)$/);
    expect(said(loud.toString)).toMatch(/found a function$/);
    expect(said(1n << 3_000_000n)).toMatch(/found a larger bigint$/);
    expect(said("x".repeat(1_000_000))).toMatch(/found "x{100}…"$/);
  });
});

/** Collects all garbage. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

describe("the buffer of a writer", () => {
  const grown = (size: number) => {
    const w = createWriter("X");
    putBytes(w, new Uint8Array(size));
    const { bytes } = w;
    expect(finish(w).length).toBe(size);
    return bytes;
  };

  it.each([1 << 20, 1 << 22])("of %i bytes is used by the next writer", (size) => {
    const kept = grown(size);
    expect(createWriter("X").bytes).toBe(kept);
  });

  it("is given up by a collection if it exceeds 1 MiB", async () => {
    grown((1 << 20) + 1);
    // Engines keep what was used in the same job.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(createWriter("X").bytes.length).toBeLessThanOrEqual(1 << 20);
  });

  it("is not shared by two writers in use", () => {
    finish(createWriter("X"));
    expect(createWriter("X").bytes).not.toBe(createWriter("X").bytes);
  });
});

describe("endSized", () => {
  it("moves the content if its length takes more than one byte", () => {
    for (const size of [0, 127, 128, 16_383, 16_384, 3_000_000]) {
      const w = createWriter("X");
      const start = beginSized(w);
      putBytes(w, new Uint8Array(size).fill(7));
      endSized(w, start);
      const bytes = finish(w);
      const r = createReader(bytes, "X");
      let length = 0;
      let at = 0;
      for (let shift = 1; ; shift *= 128, at++) {
        length += ((bytes[at] ?? 0) & 0x7f) * shift;
        if ((bytes[at] ?? 0) < 0x80) break;
      }
      expect([length, bytes.length - at - 1]).toEqual([size, size]);
      expect(r.bytes.subarray(at + 1).every((byte) => byte === 7)).toBe(true);
    }
  });
});

describe("a part", () => {
  const place = ["n", "extra"] as const;

  it("is refused if its values are of a wrong type or out of range", () => {
    expect(refusal((w) => writeRun(w, [1, 2] as never, 2, ...place))).toBe(
      "bad-value: X, outer[3].extra: the field cannot hold this: expected a Uint8Array, found an array",
    );
    const both = (values: unknown) => refusal((w) => writeUint64s(w, values as never, 2, ...place));
    expect(both([1n])).toContain("expected 2, found 1");
    expect(both([1n, undefined])).toMatch(/outer\[3\]\.extra\[1\]: .* expected bigints of 64 bits, found null$/);
    expect(both({ length: 2 })).toMatch(/expected an array, found an object$/);
    for (const value of [-1n, 2n ** 64n, 1]) {
      expect(refusal((w) => writeUint64s(w, [value] as never, 1, ...place))).toContain("expected bigints of 64 bits");
    }
    for (const value of [-1, 65_536, 0.5, 1n]) {
      expect(refusal((w) => writeUint16s(w, [value] as never, 1, ...place))).toContain(
        "expected whole numbers of 16 bits",
      );
    }
    expect(refusal((w) => writeUint64s(w, [2n ** 64n - 1n, 0n], 2, ...place))).toBe("written");
  });

  it("is refused if it is missing, or longer or shorter than its length field", () => {
    const length = "bad-length: X, outer[3].extra: the length does not match n: ";
    expect(refusal((w) => writeRun(w, new Uint8Array(2), 3n, ...place))).toBe(`${length}expected 3, found 2`);
    expect(refusal((w) => writeRun(w, undefined, 3, ...place))).toBe(`${length}expected 3, found nothing`);
    expect(refusal((w) => writeUint16s(w, undefined, 1, ...place))).toBe(`${length}expected 1, found nothing`);
    expect(refusal((w) => writeMany(w, undefined, 1, "n", "extra", () => {}))).toBe(
      `${length}expected 1, found nothing`,
    );
    expect(refusal((w) => writeMany(w, [], 0, "n", "extra", () => {}))).toBe("written");
  });

  it("is not read if its length is negative", () => {
    fc.assert(
      fc.property(fc.integer({ max: -1, min: -(2 ** 31) }), (length) => {
        const r = createReader(new Uint8Array(8), "X");
        const less = `a length is negative: found ${length}`;
        expect(() => readRun(r, length, "n")).toThrow(less);
        expect(() => readUint32s(r, BigInt(length), "n")).toThrow("a length is negative");
        expect(() => readMany(r, length, "n", () => 0)).toThrow(less);
      }),
    );
  });
});
