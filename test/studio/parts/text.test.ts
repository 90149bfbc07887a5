import { expect, test } from "vitest";
import { countText, sizeText, visible } from "../../../studio/parts/text.ts";

test("sizes have the unit that fits", () => {
  expect([0, 1023, 1024, 1_572_864, 2 ** 40, 2 ** 50].map(sizeText)).toEqual([
    "0 B",
    "1023 B",
    "1.0 KiB",
    "1.5 MiB",
    "1.0 TiB",
    "1024.0 TiB",
  ]);
});

test("counts have their noun", () => {
  expect([countText(1, "image"), countText(1200, "entry", "entries")]).toEqual(["1 image", "1,200 entries"]);
});

test("characters that hide or reverse a text are shown by their numbers", () => {
  expect(visible("a\u202egnp.exe\u0000\ud800é 世")).toBe("a\\u{202e}gnp.exe\\u{0}\\u{d800}é 世");
});
