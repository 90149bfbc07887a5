import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { expectProblem, PREAMBLE, table, tinySchema } from "../../support/schema.ts";

const above = (text: string): string => table().replace(PREAMBLE, `${PREAMBLE}${text}`);

describe("the table above its rows", () => {
  it("has acceptances by rule and subject, with their places", () => {
    const accept = 'accept:\n  a-rule: { ONE: "It is", ONE + TWO: "They are" }\n  b-rule:\n    m.f + m.g: "So"\n';
    const line = PREAMBLE.split("\n").length;
    const at = (lines: number, column: number) => ({ file: "images.yaml", line: line + lines, column });
    expect(loadModel(tinySchema({ images: above(accept) })).accepted).toEqual([
      { rule: "a-rule", subjects: "ONE", reason: "It is", at: at(1, 13) },
      { rule: "a-rule", subjects: "ONE + TWO", reason: "They are", at: at(1, 27) },
      { rule: "b-rule", subjects: "m.f + m.g", reason: "So", at: at(3, 5) },
    ]);
    expect(loadModel(tinySchema()).accepted).toEqual([]);
  });

  it.each(["accept: { a-rule: { ONE: §'' } }\n", "accept: { a-rule: { ONE: §true } }\n"])(
    "requires a text as a reason: %s",
    (text) => {
      expectProblem({ images: above(text) }, { code: "bad-value", message: "the reason why the finding is no fault" });
    },
  );

  it("has names without a row, with their places", () => {
    const [, second] = loadModel(tinySchema({ images: above("rowless: [ONE, TWO]\n") })).rowless;
    expect(second).toEqual({ name: "TWO", at: { file: "images.yaml", line: PREAMBLE.split("\n").length, column: 16 } });
    expectProblem({ images: above("rowless: [§one]\n") }, { code: "bad-value", message: "a name in capitals" });
  });
});

describe("the history", () => {
  it("has removed names with their numbers, and changes", () => {
    const history =
      "v1.1:\n  date: 2014-01-28\n  gone: { fields: { m: [a, b = 7] }, enum_values: { e: [X = 0] } }\n" +
      "  changed:\n    - { image: BASE, from: a.img, to: b.img }\n    - { field: m.c, from: required uint32 = 1, to: x }\n";
    const { gone, changed } = loadModel(tinySchema({ history })).history;
    const at = (line: number, column: number) => ({ file: "history.yaml", line, column });
    expect(gone).toEqual([
      { kind: "field", owner: "m", name: "a", release: "v1.1", at: at(3, 25) },
      { kind: "field", owner: "m", name: "b", number: 7, release: "v1.1", at: at(3, 28) },
      { kind: "value", owner: "e", name: "X", number: 0, release: "v1.1", at: at(3, 57) },
    ]);
    expect(changed).toEqual([
      { kind: "image", name: "BASE", from: "a.img", to: "b.img", release: "v1.1", at: at(5, 7) },
      { kind: "field", name: "m.c", from: "required uint32 = 1", to: "x", release: "v1.1", at: at(6, 7) },
    ]);
  });

  it("refuses a former number that is no number", () => {
    const history = "v1.1: { date: 2014-01-28, gone: { fields: { m: [§b=7] } } }\n";
    expectProblem({ history }, { code: "bad-value", message: "its former number" });
  });
});
