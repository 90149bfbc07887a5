import { describe, expect, it } from "vitest";
import { expectProblem, PREAMBLE, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

const protos = {
  "note.proto": proto(`message note {
  required uint64 long_version = 1;
  repeated uint32 versions = 2;
  optional int32 small = 3;
  optional string text = 4;
}`),
};

describe("the field of the format's version", () => {
  it("must come from exactly one image", () => {
    const images = table(`§${row("NOTE", "magic: 5, entries: note, version: small")}`);
    expectProblem(
      { images, protos },
      { code: "bad-version", message: "`NOTE` has a `version`, but `BASE` has one already" },
    );
  });

  it.each(["long_version", "versions", "text", "nothing"])(
    "must be a 32-bit integer of that image's entry, not its %s",
    (field) => {
      const images = `${PREAMBLE}images:\n  §${row("NOTE", `magic: 5, entries: note, version: ${field}`)}\n`;
      expectProblem(
        { images, protos },
        { code: "bad-version", message: `the entry of \`NOTE\` has no 32-bit integer \`${field}\`` },
      );
    },
  );

  it("can be signed or absent", () => {
    const images = `${PREAMBLE}images:\n  ${row("NOTE", "magic: 5, entries: note, version: small")}\n`;
    expect(problemsOf(tinySchema({ images, protos }))).toEqual([]);
  });
});

describe("versions of the format", () => {
  it("must have different values", () => {
    const images = `${PREAMBLE}  §v1.2: { value: 2, heads: true }\nimages: {}\n`;
    expectProblem({ images }, { code: "bad-version", message: "`v1.2` has the value 2 of another version" });
  });
});

describe("names in display options", () => {
  const display = "flags: { bits: { A: 1 } }\ndicts: { codes: {} }\n";

  it.each([
    ["flags", "bitz", "did you mean bits?"],
    ["flags", "something", "known: bits"],
    ["dict", "code", "did you mean codes?"],
  ])("must be in display.yaml: (criu).%s of %s", (option, name, hint) => {
    const text = proto(`message note {\n  optional uint32 §a = 1 [(criu).${option} = "${name}"];\n}`);
    const section = option === "dict" ? "dicts" : "flags";
    expectProblem(
      { display, protos: { "note.proto": text } },
      {
        code: "unknown-display",
        message: `display.yaml has no ${section} \`${name}\`, but \`note.a\` refers to it`,
        hint,
      },
    );
  });

  it("are not required for other options", () => {
    const text = proto('message note { optional bytes a = 1 [(criu).conv = "any"]; }');
    expect(problemsOf(tinySchema({ display, protos: { "note.proto": text } }))).toEqual([]);
  });
});
