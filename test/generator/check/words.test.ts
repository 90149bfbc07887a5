import { describe, expect, it } from "vitest";
import { readModel } from "../../../generator/generate.ts";
import { SchemaError } from "../../../generator/model/problem.ts";
import { proto, row, type SchemaTexts, table, tinySchema } from "../../support/schema.ts";

/* Quotes each problem of a refused schema and its hint, word for word. */

const NOTE = row("NOTE", "magic: 0x22222223, entries: note");
const MESSAGES = "message note { required uint32 a = 1; optional bool b = 2; }";
const HISTORY = "v1.0: { date: 2013-11-25 }\nv1.1: { date: 2014-01-01, gone: { fields: { note: [old = 1] } } }\n";
const rows = (...texts: readonly string[]): SchemaTexts => ({ images: table(NOTE, ...texts) });
const above = (text: string, ...more: readonly string[]): SchemaTexts => ({
  images: table(NOTE, ...more).replace("images:", `${text}\nimages:`),
});
const declaring = (text: string): SchemaTexts => ({ protos: { "more.proto": proto(text) } });

function problemsOf({ protos, ...texts }: SchemaTexts): [code: string, message: string, hint: string | undefined][] {
  const all = { "note.proto": proto(MESSAGES), ...protos };
  try {
    readModel(tinySchema({ images: table(NOTE), ...texts, protos: all }), []);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ code, message, hint }) => [code, message, hint]);
  }
}

describe("a problem", () => {
  it.each<[code: string, texts: SchemaTexts, message: string, hint: string]>([
    [
      "duplicate-magic",
      rows(row("OTHER", "magic: 0x22222223, rest: bytes")),
      "`OTHER` has the magic of `NOTE`, 0x22222223",
      "give `OTHER` a magic of its own",
    ],
    [
      // A reserved magic has no entries to compare.
      "duplicate-magic",
      above("reserved: { KEPT: { magic: 0x22222223, town: T } }"),
      "`NOTE` has the magic of `KEPT`, 0x22222223",
      "give `NOTE` a magic of its own",
    ],
    [
      "undeclared-alias",
      rows(row("OTHER", "magic: 0x22222223, entries: note")),
      "`OTHER` shares the magic of `NOTE` without declaring it",
      "write `magic: NOTE` and remove the town",
    ],
    [
      "magic-is-head",
      rows(row("OTHER", "magic: 0x54564319, entries: note")),
      "`OTHER` has the number of the common head, 0x54564319",
      "give `OTHER` a magic of its own",
    ],
    [
      "byte-swapped",
      rows(row("OTHER", "magic: 0x23222222, entries: note")),
      "the magic of `OTHER`, 0x23222222, is that of `NOTE` with its bytes swapped",
      "give `OTHER` another magic",
    ],
    [
      "byte-swapped",
      rows(row("OTHER", "magic: 0x12333312, entries: note")),
      "the magic of `OTHER`, 0x12333312, is itself with its bytes swapped",
      "give `OTHER` another magic",
    ],
    [
      "overlapping-files",
      rows(row("OTHER", "raw: true").replace("other.img", "note%s")),
      "`note.img` can be a file of `NOTE` (note.img) and of `OTHER` (note%s)",
      "give `OTHER` a file name that no other row matches",
    ],
    [
      "no-place-for-id",
      rows("OTHER: { about: A, id: its pid, file: o.img, raw: true }"),
      "`OTHER` has an id (its pid), but `o.img` has no place for it",
      "add a conversion such as %u to the file's name, or remove `id`",
    ],
    [
      "zero-magic",
      rows(row("OTHER", "magic: 0, entries: note")),
      "`OTHER` has the magic 0, but 0 marks raw images",
      "write `raw: true`, or give it another magic",
    ],
    [
      "number-reused",
      { history: HISTORY },
      "number 1 of `note` was `old` before v1.1, and is `a`",
      "give `a` a number of its own",
    ],
    [
      "bad-name",
      declaring("message _1 {}"),
      "`_1` has no letter for a TypeScript name to begin with",
      "rename it, or write `names: { _1: a_name }` in images.yaml",
    ],
    [
      "name-collision",
      declaring("message Note {}"),
      "`note` and `Note` (messages/more.proto:3) would both be `Note` in TypeScript",
      "rename it, or write `names: { note: note_message }` in images.yaml",
    ],
    [
      "name-collision",
      declaring("message p { message q {} }\nenum p_q { A = 0; }"),
      "`p_q` and `p.q` (messages/more.proto:3) would both be `PQ` in TypeScript",
      "rename it, or write `names: { p_q: p_q_enum }` in images.yaml",
    ],
    [
      "reserved-name",
      declaring("message outer { message promise {} }\nmessage Promise {}"),
      "`Promise` would be `Promise` in TypeScript, but every package has that name already",
      "rename it, or write `names: { Promise: Promise_message }` in images.yaml",
    ],
    [
      "reserved-name",
      rows(row("RAW", "raw: true")),
      "`RAW` would be `RawImage` in TypeScript, but every package has that name already",
      "rename it, or write `names: { RAW: RAW_FILE }` in images.yaml",
    ],
    [
      "unknown-name",
      above("names: { zzz.yyy: x }"),
      "nothing has the name `zzz.yyy`, but `names` renames it",
      "`names` renames messages, enums, images, and fields as `message.field`",
    ],
    [
      "name-collision",
      above("names: { note.a: b }"),
      "`note.a` cannot be renamed `b`: that name is taken",
      "choose another name",
    ],
    [
      "duplicate-name",
      rows(row("OTHER", "magic: 5, entries: note, extra: [{ x: bytes(a) }, { x: bytes(a) }]")),
      "there are two parts `x`",
      "give the part another name",
    ],
    [
      "reserved-name",
      rows(row("OTHER", "magic: 5, entries: note, extra: { messages: note(a), extra: [{ valueOf: bytes(a) }] }")),
      "`valueOf` is a property of every JavaScript object",
      "give the part another name",
    ],
    ["bad-place", above("places: { note.qqq: none }"), "`note` has no field `qqq`", "fields of note: a, b"],
    [
      "bad-place",
      above("places: { note.a.X: none }"),
      "`note.a` has no bit or value `X`",
      "it has no named bits or values",
    ],
    [
      "bad-name-set",
      { display: "flags: {}\ndicts: {}\nnames: { set: { fields: [note.qqq], values: { 1: A } } }\n" },
      "`note` has no field `qqq`",
      "its fields: a, b",
    ],
  ])("has this message and hint: %s", (code, texts, message, hint) => {
    expect(problemsOf(texts)).toEqual([[code, message, hint]]);
  });

  it("is absent if names are alike in different scopes only", () => {
    // Two messages may share a field name, two rows a part name, and a field may be called like a message.
    const names = above(
      "names: { note.a: note, NOTE: memo }",
      row("MORE", "magic: 5, entries: note, extra: [{ x: bytes(a) }]"),
    );
    expect(problemsOf(names)).toEqual([]);
    expect(problemsOf(rows(row("MORE", "magic: 5, first: note, rest: bytes")))).toEqual([]);
  });
});

describe("a reused number", () => {
  const ENUM = "enum kind { NONE = 0; NEW = 12; }\nmessage more { optional kind k = 1; optional bool fresh = 12; }";
  const since = (text: string): SchemaTexts => ({
    ...declaring(ENUM),
    history: `v1.0: { date: 2013-11-25 }\nv1.1: { date: 2014-01-01, ${text} }\n`,
  });

  it.each([
    ["of a removed field", "gone: { fields: { more: [old = 12] } }", "`more` was `old`", "`fresh`"],
    [
      "of a renumbered field",
      "changed: [{ field: more.k, from: optional kind = 12, to: optional kind = 1 }]",
      "`more` was `k`",
      "`fresh`",
    ],
    ["of a removed value", "gone: { enum_values: { kind: [OLD = 12] } }", "`kind` was `OLD`", "`NEW`"],
  ])("is a problem: %s", (_, history, was, is) => {
    expect(problemsOf(since(history))).toEqual([
      ["number-reused", `number 12 of ${was} before v1.1, and is ${is}`, `give ${is} a number of its own`],
    ]);
  });

  it.each([
    ["is unused now", "gone: { fields: { more: [old = 2] }, enum_values: { kind: [OLD = 2] } }"],
    [
      "belonged to a missing message or enum",
      "gone: { fields: { none: [old = 12] }, enum_values: { none: [OLD = 12] } }",
    ],
    ["returned to its field or value", "gone: { fields: { more: [fresh = 12] }, enum_values: { kind: [NEW = 12] } }"],
    ["is not in the history", "gone: { fields: { more: [old] } }"],
    [
      "belongs to a renamed field",
      "gone: { fields: { more: [old = 12] } }, renamed: [{ field: more.fresh, from: old }]",
    ],
    [
      "belongs to a renamed value",
      "gone: { enum_values: { kind: [OLD = 12] } }, renamed: [{ enum_value: kind.NEW, from: OLD }]",
    ],
  ])("is no problem if it %s", (_, history) => {
    expect(problemsOf(since(history))).toEqual([]);
  });

  it("is a problem even if another thing was renamed", () => {
    const renamed = "renamed: [{ field: more.k, from: old }, { field: more.fresh, from: other }]";
    expect(problemsOf(since(`gone: { fields: { more: [old = 12] } }, ${renamed}`))).toHaveLength(1);
  });
});

describe("a name declared by generated code", () => {
  const NOTE_PARTS = "magic: 5, entries: note, extra: { messages: note(a), extra: bytes(a) }";

  it.each([
    ["more_columns", row("MORE", "magic: 5, entries: note")],
    ["more_image_entry", row("MORE", "magic: 5, entries: note, extra: bytes(a)")],
    ["more_image_entry_extra", row("MORE", NOTE_PARTS)],
    ["more_image_note", row("MORE", NOTE_PARTS)],
  ])("cannot be the name of another message: %s", (name, more) => {
    const found = problemsOf({ ...rows(more), ...declaring(`message ${name} {}`) });
    expect(found.map(([code]) => code)).toEqual(["name-collision"]);
  });

  it("is available if nothing is generated for it", () => {
    const raw = {
      ...rows(row("MORE", "raw: true")),
      ...declaring("message more_columns {}\nmessage more_image_entry {}"),
    };
    expect(problemsOf(raw)).toEqual([]);
  });
});
