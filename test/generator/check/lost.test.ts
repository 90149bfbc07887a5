import { describe, expect, it } from "vitest";
import { PREAMBLE, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

/* A mistake in a schema is reported once, without its consequences. */

const OPTIONS = proto(`import "google/protobuf/descriptor.proto";
message CRIU_Opts { optional string flags = 3; }
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1018; }`);
const FIELDS = "required uint32 size = 1; optional bool yes = 2;";

/** Returns the problem codes of a schema with this row, these messages and these lines above the rows. */
function codesOf(keys: string, messages: string, above = "", display = "flags: {}\ndicts: {}\n"): string[] {
  const images = table(row("NOTE", `magic: 0x22222223, ${keys}`)).replace("images:", `${above}images:`);
  const protos = { "note.proto": proto(`import "opts.proto";\n${messages}`), "opts.proto": OPTIONS };
  return problemsOf(tinySchema({ images, protos, display })).map(({ code }) => code);
}

const named = (path: string): string =>
  `flags: {}\ndicts: {}\nnames: { set: { fields: [${path}], values: { 1: A } } }\n`;

describe("a field that is refused", () => {
  const NOTE = `message note { ${FIELDS} optional unheard_of lost = 3; }`;

  it.each([
    ["a length", "entries: note, extra: bytes(lost)"],
    ["a count", "entries: note, extra: { messages: base_entry(lost) }"],
    ["a condition", "entries: note, extra: bytes(size) if lost"],
    ["a condition of entries", "first: note, entries: base_entry if lost"],
    ["a placing field", "entries: note", "places: { note.lost: none }\n"],
    ["a placing field with one of its values", "entries: note", "places: { note.lost.X: none }\n"],
    ["another name", "entries: note", "names: { note.lost: found }\n"],
    ["names for people", "entries: note", "", named("note.lost")],
  ])("causes no second problem in its users: %s", (_, keys, above = "", display?: string) => {
    expect(codesOf(keys, NOTE, above, display)).toEqual(["unknown-type"]);
  });

  it("causes no second problem in `version`", () => {
    const images = `${PREAMBLE}images:\n  ${row("NOTE", "magic: 5, entries: note, version: lost")}\n`;
    const found = problemsOf(tinySchema({ images, protos: { "note.proto": proto(NOTE) } }));
    expect(found.map(({ code }) => code)).toEqual(["unknown-type"]);
  });

  it("does not hide other missing names", () => {
    expect(codesOf("entries: note, extra: bytes(other)", NOTE)).toEqual(["bad-length-field", "unknown-type"]);
    expect(codesOf("entries: note, extra: bytes(size) if other", NOTE)).toEqual(["bad-condition", "unknown-type"]);
    expect(codesOf("entries: note", NOTE, "places: { note.other: none }\n")).toEqual(["bad-place", "unknown-type"]);
    expect(codesOf("entries: note", NOTE, "names: { note.other: o }\n")).toEqual(["unknown-name", "unknown-type"]);
    expect(codesOf("entries: note", NOTE, "", named("note.other"))).toEqual(["bad-name-set", "unknown-type"]);
  });
});

describe("a message after a syntax error", () => {
  const BROKEN = `message other { ${FIELDS} }\n} message note { ${FIELDS} }`;

  it.each([
    ["entries", "entries: note"],
    ["a placing field", "rest: bytes", "places: { note.size: none }\n"],
    ["another name", "rest: bytes", "names: { note: found }\n"],
    ["names for people", "rest: bytes", "", named("note.size")],
  ])("causes no second problem in its users: %s", (_, keys, above = "", display?: string) => {
    expect(codesOf(keys, BROKEN, above, display)).toEqual(["proto-syntax"]);
  });

  it("causes no second problem in `version`", () => {
    const images = `${PREAMBLE}images:\n  ${row("NOTE", "magic: 5, entries: note, version: size")}\n`;
    const found = problemsOf(tinySchema({ images, protos: { "note.proto": proto(BROKEN) } }));
    expect(found.map(({ code }) => code)).toEqual(["proto-syntax"]);
  });
});

describe("display data that cannot be parsed", () => {
  const NOTE = 'message note { optional uint32 size = 1 [(criu).flags = "bits"]; }';

  it("causes no second problem in fields and placing fields", () => {
    expect(codesOf("entries: note", NOTE, "places: { note.size.X: none }\n", "flags: [\n")).toEqual(["yaml-syntax"]);
    expect(codesOf("entries: note", NOTE)).toEqual(["unknown-display"]);
  });
});
