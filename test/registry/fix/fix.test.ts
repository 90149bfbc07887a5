import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_TARGET } from "../../../generator/targets/targets.ts";
import { planFixes } from "../../../registry/fix/plan.ts";
import { PROJECT_SCHEMA, proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const NAMING = [DEFAULT_TARGET.naming];

/** Returns the lines that the fixes change: old and new, by file. */
function changed(schema: string, extensions: readonly string[] = [], isFixed = false) {
  const { folders, fixed, left } = planFixes({ schema, extensions, namings: NAMING, isFixed });
  const lines = folders.flatMap(({ before, after }) =>
    [...after].flatMap(([file, text]) => {
      const [old, now] = [before.get(file) ?? "", text].map((one) => one.split("\n")) as [string[], string[]];
      const gone = old.filter((line) => !now.includes(line)).map((line) => `-${file}: ${line.trim()}`);
      return [...gone, ...now.filter((line) => !old.includes(line)).map((line) => `+${file}: ${line.trim()}`)];
    }),
  );
  return { lines, fixed: fixed.map(({ code }) => code), left: left.map(({ code }) => code) };
}

/** Makes a table with more above its rows. */
function above(text: string, ...rows: readonly string[]): string {
  return table(...rows).replace("images:", `${text}\nimages:`);
}

const M = { "m.proto": proto("message m_entry { optional uint32 a = 1; }") };

describe("audit --fix", () => {
  it("writes the one name that a report suggests, in tables and .proto files", () => {
    const images = above("places: { m_entry.aa: BASE } # mine", row("THING", "magic: 0x22222223, entries: m_enty"));
    const protos = {
      "m.proto": proto("message m_entry {\n  optional uint32 a = 1; // kept\n  optional m_entri b = 2;\n}"),
    };
    expect(changed(tinySchema({ images, protos }))).toEqual({
      lines: [
        "-images.yaml: places: { m_entry.aa: BASE } # mine",
        expect.stringMatching(/^-images\.yaml: THING: .*entries: m_enty \}$/),
        "+images.yaml: places: { m_entry.a: BASE } # mine",
        expect.stringMatching(/^\+images\.yaml: THING: .*entries: m_entry \}$/),
        "-messages/m.proto: optional m_entri b = 2;",
        "+messages/m.proto: optional m_entry b = 2;",
      ],
      fixed: ["bad-place", "unknown-message", "unknown-type"],
      left: [],
    });
  });

  it("leaves the whole schema of the project as it is", () => {
    expect(changed(PROJECT_SCHEMA)).toEqual({ lines: [], fixed: [], left: [] });
  });

  it("leaves a name that two others are equally near to", () => {
    const protos = { "m.proto": proto("message m1 { }\nmessage m2 { }\nmessage m_entry { optional m3 b = 2; }") };
    const { lines, fixed, left } = changed(
      tinySchema({ images: table(row("THING", "magic: 0x22222223, entries: m_entry")), protos }),
    );
    expect([lines, fixed, left]).toEqual([[], [], ["unknown-type"]]);
  });

  it("adds a missing import after the others", () => {
    const protos = {
      "m.proto": proto('import "base.proto";\n\nmessage m_entry { optional other a = 1; optional base_entry b = 2; }'),
      "n.proto": proto("message other { optional uint32 a = 1; }"),
      "o.proto": 'syntax = "proto2";\nmessage last { optional other a = 1; optional m_entry b = 2; }\n',
    };
    const schema = tinySchema({ images: table(row("THING", "magic: 0x22222223, entries: last")), protos });
    const { lines, left } = changed(schema);
    expect(lines.toSorted()).toEqual([
      '+messages/m.proto: import "n.proto";',
      '+messages/o.proto: import "m.proto";',
      '+messages/o.proto: import "n.proto";',
    ]);
    expect(left).not.toContain("unknown-type");
  });

  it("removes acceptances that accept nothing, and a rule without any", () => {
    const accept =
      'accept:\n  never-written:\n    GREETING: "old"\n  near-magics: # kept\n    A + B: "old"\n    C + D: "old"\n';
    const { lines, fixed } = changed(tinySchema({ images: above(accept) }));
    expect(fixed.filter((code) => code === "needless-acceptance")).toHaveLength(3);
    expect(lines).toContain('-images.yaml: GREETING: "old"');
    expect(lines).toContain("-images.yaml: never-written:");
  });

  it("declares a magic that two rows share, and mends the spelling of a town", () => {
    const rows = [
      row("ONE", "magic: 0x56513555, town: Tver, entries: m_entry"),
      row("TWO", "magic: 0x56513555, town: Tver, entries: m_entry"),
      row("THREE", "magic: 0x58313116, town: Welky Novgorod, entries: m_entry"),
    ];
    const { lines, fixed } = changed(tinySchema({ images: table(...rows), protos: M }));
    expect(lines).toContainEqual(expect.stringMatching(/^\+images\.yaml: TWO: .* magic: ONE, +entries: m_entry \}$/));
    expect(lines).toContainEqual(expect.stringMatching(/^\+images\.yaml: THREE: .*town: Velikiy Novgorod,/));
    expect(fixed).toEqual(expect.arrayContaining(["undeclared-alias", "unknown-town"]));
  });

  it("removes a display option that does nothing, alone or among others", () => {
    const fields = [
      "optional string a = 1 [(criu).hex = true];",
      'optional string b = 2 [(criu).hex = true, default = "x"];',
      'optional string c = 3 [default = "x", (criu).hex = true];',
    ];
    const options =
      'import "google/protobuf/descriptor.proto";\nmessage CRIU_Opts { optional bool hex = 1; }\nextend google.protobuf.FieldOptions { optional CRIU_Opts criu = 50018; }';
    const protos = {
      "opts.proto": proto(options),
      "m.proto": proto(`import "opts.proto";\nmessage m_entry {\n${fields.join("\n")}\n}`),
    };
    const schema = tinySchema({ images: table(row("THING", "magic: 0x22222223, entries: m_entry")), protos });
    expect(changed(schema).lines.filter((line) => line.startsWith("+"))).toEqual([
      "+messages/m.proto: optional string a = 1;",
      '+messages/m.proto: optional string b = 2 [default = "x"];',
      '+messages/m.proto: optional string c = 3 [default = "x"];',
    ]);
  });

  it("fixes extensions too, and leaves a base that cannot be changed", () => {
    const wrong = (name: string, magic: string): string => row(name, `magic: ${magic}, entries: base_enty`);
    const base = tinySchema({ images: table(wrong("THING", "0x22222223")) });
    const fork = temporaryFolder();
    writeFileSync(join(fork, "images.yaml"), `images:\n  ${wrong("OTHER", "0x22222263")}\n`);
    const both = changed(base, [fork]);
    expect(both.lines.filter((line) => line.startsWith("+")).map((line) => line.slice(0, 19))).toEqual([
      "+images.yaml: THING",
      "+images.yaml: OTHER",
    ]);
    expect(both.fixed.filter((code) => code === "unknown-message")).toHaveLength(2);
    const own = changed(base, [fork], true);
    expect(own.lines.filter((line) => line.startsWith("+"))).toEqual([expect.stringMatching(/^\+images\.yaml: OTHER/)]);
    expect(own.left).toContain("unknown-message");
  });

  it("fixes many names of one file in one audit each, not one at a time", () => {
    const rows = Array.from({ length: 40 }, (_, i) => row(`R${i}`, `magic: ${0x22000001 + i * 64}, entries: m_enty`));
    const { fixed, left } = changed(tinySchema({ images: table(...rows), protos: M }));
    expect(fixed.filter((code) => code === "unknown-message")).toHaveLength(40);
    expect(left).not.toContain("unknown-message");
  });
});
