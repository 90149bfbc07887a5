import { describe, expect, it } from "vitest";
import { explain } from "../../cli/explain/rules.ts";
import { compare } from "../../registry/against/compare.ts";
import { auditSchema } from "../../registry/audit/audit.ts";
import { PROJECT_SCHEMA } from "../support/schema.ts";
import { findingsOf } from "./rules/docs.ts";

/** Returns the findings of a rule about the fields of one message. */
function findingsOn(rule: string, fields: string): readonly unknown[] {
  const proto = `syntax = "proto2";\nimport "opts.proto";\nenum kind { A = 1; }\nmessage parting_entry { ${fields} }\n`;
  const row = "PARTING: { about: A, file: p.img, magic: 0x51234512, entries: parting_entry }\n";
  return findingsOf(`\`\`\`yaml\n${row}\`\`\`\n\`\`\`proto\n${proto}\`\`\`\n`)
    .filter((finding) => finding.rule === rule)
    .map(({ message, suggestion, subjects }) => [message, suggestion, subjects[1]]);
}

describe("an option on the wrong type of field", () => {
  it.each([
    ["optional string a = 1 [(criu).hex = true];", "is of type string, and `hex` is for integers and messages", "hex"],
    ["repeated bool a = 1 [(criu).hex = true];", "is a list of bool, and `hex` is for integers and messages", "hex"],
    ["optional uint32 a = 1 [(criu).ipadd = true];", "is of type uint32, and `ipadd` is for lists of uint32", "ipadd"],
    ["repeated int32 a = 1 [(criu).ipadd = true];", "is a list of int32, and `ipadd` is for lists of uint32", "ipadd"],
    [
      "repeated kind a = 1 [(criu).ipadd = true];",
      "is a list of enum kind, and `ipadd` is for lists of uint32",
      "ipadd",
    ],
    ["optional bool a = 1 [(criu).dev = true];", "is of type bool, and `dev` is for integers", "dev"],
    ["optional bool a = 1 [(criu).odev = true];", "is of type bool, and `odev` is for integers", "odev"],
    ['optional kind a = 1 [(criu).flags = "mmap.prot"];', "is of type enum kind, and `flags` is for integers", "flags"],
    ['optional string a = 1 [(criu).dict = "sk"];', "is of type string, and `dict` is for integers", "dict"],
    ['optional string a = 1 [(criu).conv = "unix_name"];', "is of type string, and `conv` is for bytes", "conv"],
    ['map<string, bool> a = 1 [(criu).conv = "unix_name"];', "is a map, and `conv` is for bytes", "conv"],
  ])("is reported, with the advice to remove it: %s", (field, misfit, option) => {
    const message = `\`parting_entry.a\` ${misfit}`;
    expect(findingsOn("display-misfit", field)).toEqual([[message, `remove \`(criu).${option}\``, option]]);
  });

  it("has other advice if the type is right", () => {
    const fields = [
      "optional uint32 a = 1 [(criu).odev = true];",
      'optional bytes b = 2 [(criu).conv = "windows_name"];',
      'optional uint32 c = 3 [(criu).dict = "gen"];',
    ];
    expect(findingsOn("display-misfit", fields.join(" "))).toEqual([
      ["`parting_entry.a` has `odev`, a variant of `dev`, without `dev`", "add `(criu).dev = true`", "odev"],
      ["`parting_entry.b` has the unknown `conv` windows_name", "the only one is unix_name", "conv"],
      [
        "`parting_entry.c` asks for codes of `gen`, but that has none for `c`",
        "`gen` has codes for task_state",
        "dict",
      ],
    ]);
  });

  it.each([
    "optional bytes a = 1;",
    'optional bytes a = 1 [(criu).conv = "unix_name"];',
    "optional fixed32 a = 1 [(criu).hex = true];",
    "optional parting_entry a = 1 [(criu).hex = true];",
    "repeated uint32 a = 1 [(criu).ipadd = true];",
    "optional sint64 a = 1 [(criu).dev = true, (criu).odev = true];",
    "optional string a = 1 [(criu).odev = false];",
  ])("is not reported on the right type: %s", (field) => {
    expect(findingsOn("display-misfit", field)).toEqual([]);
  });
});

describe("a number with two names, in C and in JSON", () => {
  it("is reported with the field that shows it", () => {
    const field = 'optional uint32 task_state = 1 [(criu).dict = "gen"];';
    expect(findingsOn("display-differs", field)).toEqual([
      ["`TASK_STOPPED` of `gen.task_state` is 0x3, and JSON calls that `Zombie`", expect.any(String), undefined],
      ["`TASK_ZOMBIE` of `gen.task_state` is 0x6, and JSON calls that `Stopped`", expect.any(String), undefined],
    ]);
    expect(findingsOn("display-differs", "optional uint32 task_state = 1;")).toEqual([]);
  });
});

describe("a tree in comparison with the table", () => {
  const { model } = auditSchema(PROJECT_SCHEMA);
  const tree = { project: "other", folder: "other", format: <T>(table: T): T => table };
  const own = model.images.filter(({ magic, alias }) => magic !== undefined && alias === undefined);
  const handlers = new Map(own.map(({ name, layout }) => [name, (layout.first ?? layout.entries)?.message] as const));

  it("agrees with the table if all is equal", () => {
    const rowless = model.rowless.map(({ name }) => name);
    expect(compare(model, { ...tree, release: model.criu, handlers, rowless })).toEqual({
      project: "other",
      disagreements: [],
    });
  });

  it("is older if its release is", () => {
    expect(compare(model, { ...tree, release: "v4.1" }).older).toBe("v4.1");
    expect(compare(model, { ...tree, release: "v5.0" }).older).toBeUndefined();
    expect(compare(model, tree).older).toBeUndefined();
  });

  it("can have more or fewer handlers", () => {
    const others = new Map(handlers).set("FILES", "other_entry").set("NEW", undefined).set("NEWER", "newer_entry");
    others.delete("PSTREE");
    const which = compare(model, { ...tree, handlers: others }).disagreements.map((one) => [
      one.which,
      one.name,
      one.detail,
    ]);
    expect(which.sort()).toEqual([
      ["differs", "FILES", "file_entry → other_entry"],
      ["tree has more", "NEW", "a reader of its own"],
      ["tree has more", "NEWER", "newer_entry"],
      ["tree lacks", "PSTREE", "pstree.img"],
    ]);
  });

  it("can have other names without a row", () => {
    const which = compare(model, { ...tree, rowless: ["OTHER"] }).disagreements.map((one) => [one.which, one.name]);
    expect(which).toEqual([["tree has more", "OTHER"], ...model.rowless.map(({ name }) => ["tree lacks", name])]);
  });
});

it("the explanation of a rule fills the width of the terminal", () => {
  const lines = explain("zero-magic", 60).split("\n");
  expect(lines.slice(-10)).toEqual([
    "If a finding is right as it is, accept it in images.yaml,",
    "above the rows:",
    "",
    "  accept:",
    "    zero-magic:",
    '      NAME: "Why it is right as it is"',
    "",
    "NAME is the subject of the finding; write NAME + NAME if it",
    "has two.",
    "docs/audit.md#zero-magic has an example.",
  ]);
});
