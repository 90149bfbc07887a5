import { describe, expect, it } from "vitest";
import { modelOf } from "../../../support/model.ts";
import { row } from "../../../support/schema.ts";
import { moduleOf, renderedPython } from "./support.ts";

const MESSAGES = `message note { required uint32 n = 1; optional bool on = 2 [default = true]; required uint32 from = 3; }
message part { required uint32 len = 1; }`;

function imageOf(layout: string): string {
  return moduleOf(renderedPython(modelOf([row("NOTE", `magic: 5, ${layout}`)], MESSAGES)), "images/note.py");
}

describe("an image in Python", () => {
  it("has classes for its entries with their extra, and data that describes the extra", () => {
    const text = imageOf("entries: note, extra: [{ a: bytes(n) pad 8 }, { class: u32(from) if on }]");
    expect(text).toContain("class NoteImageEntryExtra:\n");
    expect(text).toContain("    class_: list[int] | None = None\n");
    expect(text).toContain("class NoteImageEntry(Note):\n");
    expect(text).toContain("class NoteImage(Image[None, NoteImageEntry]):\n");
    expect(text).toContain(`            Run(
                name="class",
                attr="class_",
                kind="u32",
                length=Use("from", "from", "from_"),
                when=Condition(Use("on", "on", "on", True), True),
            ),
`);
  });

  it("describes messages in an extra, inner ones first", () => {
    const text = imageOf("entries: note, extra: { messages: part(n), extra: bytes(len) }");
    expect(text.indexOf("class NoteImagePart(Part):")).toBeLessThan(text.indexOf("class NoteImageEntry(Note):"));
    expect(text).toContain("    extra: list[NoteImagePart]\n");
    expect(text).toContain("                record=_NOTE_IMAGE_PART,\n");
  });

  it("describes a first message, conditions and the rest", () => {
    const text = imageOf("first: note, entries: part if on, rest: bytes unless on");
    expect(text).toContain(`    spec = Spec(
        first=Record(layout=Note.layout),
        entry=Record(layout=Part.layout),
        entries_if=Condition(Use("on", "on", "on", True), True),
        has_rest=True,
        rest_if=Condition(Use("on", "on", "on", True), False),
    )
`);
  });

  it("is only bytes if it is raw", () => {
    const files = renderedPython(modelOf([row("BLOB", "raw: true")], ""));
    expect(moduleOf(files, "images/blob.py")).toContain("class BlobImage(Image[None, Message]):\n");
    expect(moduleOf(files, "catalog.py")).toContain(
      '    Descriptor(\n        image="BLOB",\n        module="blob",\n        type="BlobImage",\n        file="blob.img",\n    ),\n',
    );
  });
});
