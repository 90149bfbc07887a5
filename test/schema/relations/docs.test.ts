import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../support/cli.ts";
import { problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

/** The format of notes that the examples of docs/relations.md describe. */
const NOTES = {
  images: table(
    row("NOTES", "magic: 0x22222222, town: T, entries: note"),
    "PAPER: { about: A, id: its, file: paper-%u.img, magic: 0x22222223, town: U, first: head, entries: sheet, extra: bytes(lines) }",
    "INK: { about: A, id: its, file: ink-%x.img, raw: true }",
    row("PRESS", "magic: 0x22222224, town: V, entries: press"),
    row("PEOPLE", "magic: 0x22222225, town: W, entries: person"),
    "SHELF: { about: A, id: its, file: shelf-%u.img, magic: 0x22222226, town: X, entries: shelf }",
  ),
  protos: {
    "note.proto": proto(`enum kind { OTHER = 0; LETTER = 1; BOOK = 2; }
message note { required uint32 id = 1; optional uint32 parent = 2; optional uint32 author = 3; optional uint32 line = 4; optional kind kind = 5; optional bool signed = 6; optional string text = 7; optional body body = 8; optional string title = 9; optional string path = 10; optional uint32 unread = 11; optional uint32 pages = 12; repeated uint32 address = 13; optional uint32 number = 14; }
message body { required uint32 id = 1; optional string name = 2; }
message head { required uint32 ink_id = 1; }
message sheet { required uint64 at = 1; optional uint32 lines = 2; optional uint32 old_lines = 3; optional bool blank = 4; optional uint32 flags = 5; optional uint32 number = 6; repeated spot columns = 7; optional kind kind = 8; optional uint32 note_id = 9; }
message press { repeated uint64 settings = 1; }
message person { required uint32 id = 1; }
message shelf { repeated spot places = 1; }
message spot { required uint64 start = 1; required uint64 end = 2; optional uint32 flags = 3; optional uint32 paper_id = 4; }`),
  },
  display: "flags: {}\ndicts: {}\nmore: { sheet.flags: { IN_PARENT: 1 }, spot.flags: { FREE: 1, BROKEN: 2 } }\n",
};

it("the examples of docs/relations.md are relations", () => {
  const text = readFileSync(join(ROOT, "docs/relations.md"), "utf8");
  const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, example = ""]) => example);
  expect(examples.length).toBeGreaterThan(4);
  const relations = examples.join("\n");
  expect(problemsOf(tinySchema({ ...NOTES, relations }))).toEqual([]);
});
