import { Buffer } from "node:buffer";
import { decodeUtsnsEntry, encodeUtsnsEntry } from "criu-images/messages/utsns-entry";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toJson } from "../../../inspect/explore/json.ts";
import { bytesOf, printableLine as printable, quoted } from "../../../inspect/explore/text.ts";

const anyBytes = fc.uint8Array({ maxLength: 40 });

/** Decodes bytes as the codec decodes a text of an image. */
function stringOf(bytes: Uint8Array): string {
  const { nodename } = decodeUtsnsEntry(Uint8Array.of(0x0a, bytes.length, ...bytes, 0x12, 0));
  return nodename;
}

describe("a text of an image", () => {
  it("is printed as the same bytes", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect([...bytesOf(stringOf(bytes))]).toEqual([...bytes]);
      }),
    );
    expect(encodeUtsnsEntry({ nodename: stringOf(Uint8Array.of(0xff)), domainname: "" })[2]).toBe(0xff);
  });

  it("is printed without control characters", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const shown = Buffer.from(bytesOf(printable(`x${stringOf(bytes)}`)));
        expect(shown.some((byte) => byte < 0x20 || byte === 0x7f)).toBe(false);
        expect(shown.toString("utf8")).not.toMatch(/\p{Cc}/u);
        // Bytes 0x80 to 0x9f, C1 controls in Latin-1, are printed only inside valid UTF-8.
        expect(printable(stringOf(bytes))).not.toMatch(/[\udc80-\udc9f]/u);
      }),
    );
  });

  it("is printed unchanged, except for control characters other than a tab at the start", () => {
    expect(printable("\t/tmp/é\\x1b 日本 \udcff😀")).toBe("\t/tmp/é\\x1b 日本 \udcff😀");
    expect(printable("\ta\tb\n\x1b[31m\u009b\udc9b")).toBe("\ta\\x09b\\x0a\\x1b[31m\\x9b\\x9b");
  });

  it("is printed as one line of quoted-printable if it names a Unix socket", () => {
    const unquote = (text: string): number[] =>
      [...text.matchAll(/=([0-9A-F]{2})|[^=]/g)].map(([c, hex]) => (hex ? Number.parseInt(hex, 16) : c.charCodeAt(0)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (name) => {
        expect(quoted(name)).toMatch(/^[\t -~]*$/);
        expect(unquote(quoted(name))).toEqual([...name]);
      }),
    );
  });
});

describe("a Unix socket's name", () => {
  it.each([
    ["/run/a b", "/run/a b"],
    ["a ", "a=20"],
    ["a\t", "a=09"],
    ["a \t", "a =09"],
    [" a", " a"],
    ["a\tb", "a\tb"],
    [" ", "=20"],
    ["=", "=3D"],
    ["\0abstract", "=00abstract"],
    ["a\nb\r", "a=0Ab=0D"],
    ["~!", "~!"],
    ["\x7f\xe9", "=7F=E9"],
    ["", ""],
  ])("%j is printed as %s", (name, text) => {
    expect(quoted(Buffer.from(name, "latin1"))).toBe(text);
  });
});

describe("toJson", () => {
  it("prints the text of JSON.stringify", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const value = { a: [1, { b: null }], c: {}, d: [], e: "é\n" };
    expect(toJson(value)).toBe(JSON.stringify(value, null, 4));
  });

  it("prints all digits of an integer, and omits undefined properties", () => {
    expect(toJson({ pages: 2n ** 64n - 1n, file: undefined })).toBe('{\n    "pages": 18446744073709551615\n}');
  });

  it("escapes control characters and lone surrogates", () => {
    const text = "\x1b\x7f\u009b\udcff";
    expect(toJson(text)).toMatch(/^"(?:\\u[0-9a-f]{4}){4}"$/);
    expect(JSON.parse(toJson(text))).toBe(text);
  });
});
