import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import type { Field } from "../../../generator/model/model.ts";
import { expectProblem, problemsOf, proto, tinySchema } from "../../support/schema.ts";

const KIND = "enum kind { ONE = 1; MINUS = -2; }\n";
const protosWith = (field: string): { protos: Record<string, string> } => ({
  protos: { "note.proto": proto(`${KIND}message note {\n  ${field};\n}`) },
});

function defaultOf(type: string, text: string): Field["default"] {
  const { messages } = loadModel(tinySchema(protosWith(`optional ${type} a = 1 [default = ${text}]`)));
  return messages.find(({ name }) => name === "note")?.fields[0]?.default;
}

describe("a default", () => {
  it.each([
    ["uint32", "0", 0],
    ["uint32", "4294967295", 2 ** 32 - 1],
    ["uint32", "0xFFFFFFFF", 2 ** 32 - 1],
    ["uint32", "0xab", 171],
    ["fixed32", "4294967295", 2 ** 32 - 1],
    ["int32", "-2147483648", -(2 ** 31)],
    ["int32", "2147483647", 2 ** 31 - 1],
    ["sint32", "-0x80000000", -(2 ** 31)],
    ["sfixed32", "-1", -1],
    ["int32", "017", 15],
    ["int32", "-010", -8],
    ["uint64", "18446744073709551615", 2n ** 64n - 1n],
    ["uint64", "0xffffffffffffffff", 2n ** 64n - 1n],
    ["fixed64", "9007199254740993", 9007199254740993n],
    ["uint64", "01777777777777777777777", 2n ** 64n - 1n],
    ["int64", "-9223372036854775808", -(2n ** 63n)],
    ["int64", "9223372036854775807", 2n ** 63n - 1n],
    ["sint64", "-0x8000000000000000", -(2n ** 63n)],
    ["sfixed64", "0", 0n],
    ["bool", "true", true],
    ["bool", "false", false],
    ["double", "1.5e3", 1500],
    ["double", ".5", 0.5],
    ["double", "-2", -2],
    ["float", "inf", Number.POSITIVE_INFINITY],
    ["double", "-inf", Number.NEGATIVE_INFINITY],
    ["float", "nan", Number.NaN],
    ["double", "-0.0", -0],
    ["kind", "ONE", 1],
    ["kind", "MINUS", -2],
    ["string", '""', ""],
    ["string", "'it\\'s \"so\"'", `it's "so"`],
    ["string", '"a\\tb\\n\\\\"', "a\tb\n\\"],
    ["string", '"\\x41\\102"', "AB"],
    ["string", '"ä€😀"', "ä€😀"],
    ["string", '"caf\\303\\251"', "café"],
    ["string", '"\\u00e9\\U0001F600\\ud83d\\ude00"', "é😀😀"],
    ["string", '"\\1z\\101"', "\u0001zA"],
    ["string", '"\\a\\b\\f\\n\\r\\t\\v\\?"', "\x07\b\f\n\r\t\v?"],
    ["string", '"a" \'b\'\n /* c */ "d"', "abd"],
    ["float", "16777217", 16_777_216],
    ["float", "0.1", Math.fround(0.1)],
    ["float", "1e400", Number.POSITIVE_INFINITY],
    ["float", "-nan", Number.NaN],
    ["double", "18446744073709551615", 2 ** 64],
    ["int32", "- 5", -5],
    ["int32", "-0XfF", -255],
    ["string", '"12"', "12"],
    ["bytes", '"\\377\\0"', "\xff\0"],
    ["bytes", '"é"', "\xc3\xa9"],
  ])("of a %s is exact: %s", (type, text, expected) => {
    expect(defaultOf(type, text)).toBe(expected);
  });

  it.each([
    ["uint32", "4294967296"],
    ["int32", "2147483648"],
    ["int32", "-2147483649"],
    ["sint32", "0x80000000"],
    ["sfixed32", "037777777777"],
    ["uint64", "18446744073709551616"],
    ["fixed64", "0x10000000000000000"],
    ["int64", "9223372036854775808"],
    ["sint64", "-9223372036854775809"],
    ["sfixed64", "0x8000000000000000"],
    ["bool", "1"],
    ["bool", "True"],
    ["float", "ONE"],
    ["kind", "TWO"],
    ["kind", "1"],
    ["kind", "toString"],
    ["note", "1"],
    ["uint32", "-1"],
    ["uint32", "-0"],
    ["fixed32", "-5"],
    ["uint64", "-1"],
    ["uint32", "1.5"],
    ["uint64", "inf"],
    ["int32", "ONE"],
    ["double", "18446744073709551616"],
  ])("of a %s cannot be %s", (type, text) => {
    expectProblem(protosWith(`optional ${type} §a = 1 [default = ${text}]`), {
      code: "bad-default",
      message: `\`${text}\` cannot be the default of \`note.a\`, a ${type}`,
    });
  });

  it.each([
    ["int32", "08"],
    ["float", "1f"],
  ])("of a %s must be a number, not %s", (type, text) => {
    const [problem, ...others] = problemsOf(tinySchema(protosWith(`optional ${type} a = 1 [default = ${text}]`)));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "proto-syntax", file: "messages/note.proto", line: 5 });
  });

  it("is absent unless declared", () => {
    const { messages } = loadModel(tinySchema(protosWith("optional uint32 a = 1 [deprecated = true]")));
    expect(messages.find(({ name }) => name === "note")?.fields[0]).not.toHaveProperty("default");
  });

  it("is absent from a field that is called default", () => {
    const { messages } = loadModel(tinySchema(protosWith("optional uint32 default = 1")));
    expect(messages.find(({ name }) => name === "note")?.fields[0]).not.toHaveProperty("default");
  });

  it("is refused for a list", () => {
    expect(problemsOf(tinySchema(protosWith("repeated uint32 a = 1 [default = 3]")))).toMatchObject([
      { code: "bad-default", line: 5, column: 19 },
    ]);
  });

  it.each([
    ["double", '""'],
    ["bool", '"true"'],
    ["string", "word"],
    ["kind", '"ONE"'],
  ])("of a %s cannot be %s", (type, text) => {
    expect(problemsOf(tinySchema(protosWith(`optional ${type} a = 1 [default = ${text}]`)))).toMatchObject([
      { file: "messages/note.proto", line: 5 },
    ]);
  });
});
