import { expect, it } from "vitest";
import { changed } from "../../../lsp/text/change.ts";
import { rowsOf, withMagic } from "../../../studio/compiler/row-magic.ts";

const TABLE = `images:
  FLOW: { about: "x", file: x.img, magic: 0x1, town: "Old town" }
  BARE: { file: y.img }
  BLOCK:
    file: z.img
    magic: 0x2 # kept
`;

const given = (row: string): string => changed(TABLE, withMagic(TABLE, row, "0x48121622", "Vienna") ?? []);

it("lists the rows of a table", () => {
  expect(rowsOf(TABLE)).toEqual(["FLOW", "BARE", "BLOCK"]);
});

it("replaces the magic and the town of a row, or adds them, and changes nothing else", () => {
  expect(given("FLOW")).toContain('  FLOW: { about: "x", file: x.img, magic: 0x48121622, town: "Vienna" }\n  BARE');
  expect(given("BARE")).toContain('  BARE: { magic: 0x48121622, town: "Vienna", file: y.img }\n');
  expect(given("BLOCK")).toContain('  BLOCK:\n    town: "Vienna"\n    file: z.img\n    magic: 0x48121622 # kept\n');
  expect(withMagic(TABLE, "NONE", "0x1", "x")).toBeUndefined();
});
