import { expect, it } from "vitest";
import { pastedBytes } from "../../../studio/try/pasted.ts";

const BYTES = Uint8Array.of(0x19, 0x43, 0x56, 0x54, 0xff);

it.each([
  ["digits", "19435654ff"],
  ["digits in groups and lines", "19 43 56\n54 FF\n"],
  ["numbers of C", "0x19, 0x43, 0x56, 0x54, 0xff"],
  ["a dump of xxd", "00000000: 1943 5654 ff                             .CVT."],
  ["a dump of hexdump -C", "00000000  19 43 56 54 ff                                    |.CVT.|"],
  ["base64", "GUNWVP8="],
  ["base64url without padding, in lines", "GUNW\nVP8"],
])("reads %s", (_, text) => {
  expect(pastedBytes(text)).toEqual(BYTES);
});

it("refuses other texts", () => {
  expect(() => pastedBytes("no bytes!")).toThrow("neither hexadecimal nor base64");
});
