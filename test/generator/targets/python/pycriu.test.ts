import { describe, expect, it } from "vitest";
import { FULL } from "../../../../generator/model/config.ts";
import { snapshotOf } from "../../../../generator/model/format/snapshot.ts";
import { renderPackage } from "../../../../generator/package.ts";
import { PYCRIU } from "../../../../generator/targets/pycriu/pycriu.ts";
import { modelOf } from "../../../support/model.ts";
import { row } from "../../../support/schema.ts";

const MESSAGES = `message note { required uint32 n = 1; optional bool on = 2; }
message part { required uint32 len = 1; }`;

function tableOf(layout: string): string {
  const model = modelOf([row("NOTE", `magic: 5, ${layout}`), row("BLOB", "raw: true")], MESSAGES);
  const files = renderPackage(model, { ...FULL, parts: ["codec"] }, snapshotOf(model), PYCRIU);
  return files.get("images/images.py") ?? "";
}

describe("the module for pycriu", () => {
  it("has a handler for each image with messages", () => {
    const text = tableOf("entries: note");
    expect(text).toContain('_add("NOTE", "note")\n');
    expect(text).not.toContain("BLOB");
  });

  it("describes parts, pads and conditions", () => {
    const text = tableOf("entries: note, extra: { messages: part(n), extra: bytes(len) pad 8 }");
    expect(text).toContain('_add("NOTE", "note", extra=_Many("part", "n", _Run("bytes", "len", 8)))\n');
    const named = tableOf("entries: note, extra: [{ a: u16(n) if on }, { b: bytes(n) }]");
    expect(named).toContain('("a", _Run("u16", "n", 1, when=("on", True)))');
  });

  it("describes a first message and the rest", () => {
    const text = tableOf("first: note, entries: part if on, rest: bytes unless on");
    for (const words of ['first="note"', 'entries_if=("on", True)', "has_rest=True", 'rest_if=("on", False)']) {
      expect(text).toContain(words);
    }
  });

  it("writes the heads of the schema", () => {
    expect(tableOf("entries: note")).toContain('_HEADS = {\n    "NOTE": 0x54564319,\n}\n');
  });
});
