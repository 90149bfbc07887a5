import { VERB_FORMS, type VerbKey } from "criu-checkpoint/verbs";
import { expect, test } from "vitest";
import { fieldForm, fieldPath, fieldValue } from "../../../../studio/views/edit/fields.ts";
import { recipeLines, withoutStep, withStep } from "../../../../studio/views/edit/recipe-text.ts";
import { formValue } from "../../../../studio/views/edit/values.ts";
import type { FieldAbout } from "../../../../studio/views/image/about.ts";

const key = (verb: string, name: string): VerbKey => VERB_FORMS[verb]?.keys[name] as VerbKey;

test("steps are added and removed, and comments stay", () => {
  const one = withStep("# web\n", "hostname", "web-2");
  const two = withStep(one, "limit", { pid: 42n, resource: "nofile", soft: 2n ** 64n - 1n, hard: "none" });
  expect(two).toBe(
    "# web\n\n- hostname: web-2\n- limit: { pid: 42, resource: nofile, soft: 18446744073709551615, hard: none }\n",
  );
  expect(recipeLines(two)).toEqual({
    steps: [
      { verb: "hostname", text: "web-2" },
      { verb: "limit", text: "pid: 42, resource: nofile, soft: 18446744073709551615, hard: none" },
    ],
  });
  expect(recipeLines(withoutStep(two, 0)).steps.map(({ verb }) => verb)).toEqual(["limit"]);
  expect(withoutStep(withStep("", "hostname", "a"), 0)).toBe("");
});

test("a text that is no recipe says so, and is not changed", () => {
  expect(recipeLines("hostname: web")).toMatchObject({ problem: /a list of steps/ as unknown });
  expect(recipeLines("- {").problem).toBeTruthy();
  expect(() => withStep("hostname: web", "comm", {})).toThrow(/a list of steps is expected/);
  expect(recipeLines("- 7\n- set:\n").steps).toEqual([
    { verb: "?", text: "7" },
    { verb: "set", text: "" },
  ]);
});

test("fields of forms have the values of their keys, or a reason", () => {
  expect(formValue(key("port", "from"), " 8080 ")).toEqual({ value: 8080n });
  expect(formValue(key("port", "from"), "65536")).toEqual({ problem: "port: an integer from 1 to 65535" });
  expect(formValue(key("drop-tcp", "port"), "all")).toEqual({ value: "all" });
  expect(formValue(key("limit", "soft"), "18446744073709551615")).toEqual({ value: 2n ** 64n - 1n });
  expect(formValue(key("limit", "soft"), "many")).toMatchObject({ problem: expect.stringMatching(/or none$/) });
  expect(formValue(key("timer", "left"), "1.5")).toEqual({ value: 1.5 });
  expect(formValue(key("timer", "which"), "virtual")).toEqual({ value: "virtual" });
  expect(formValue(key("timer", "which"), "other")).toMatchObject({ problem: expect.stringMatching(/real, virtual/) });
  expect(formValue(key("cpu", "without"), "avx2, bmi2")).toEqual({ value: ["avx2", "bmi2"] });
  expect(formValue(key("move-path", "to"), "srv")).toMatchObject({ problem: expect.stringMatching(/slash/) });
  expect(formValue(key("comm", "name"), "")).toMatchObject({ problem: expect.stringMatching(/empty/) });
});

const about = (type: string, values: FieldAbout["values"] = []): FieldAbout => ({
  ...{ message: "m", name: "f", doc: "", since: null, number: 1, file: "", typeDoc: "" },
  ...{ type, values },
});

test("a field has a form of its type, with the value that it has", () => {
  expect(fieldPath("files.img", 5, "reg.pos")).toBe("files.img[5].reg.pos");
  expect(fieldPath("pagemap-1.img", undefined, "pages_id")).toBe("pagemap-1.img.first.pages_id");
  expect(fieldForm(about("required uint32"), '"0x1f"', "31")).toMatchObject({ kind: "number", now: "31" });
  expect(fieldForm(about("required string"), '"a \\"b\\""', undefined)).toMatchObject({ kind: "text", now: 'a "b"' });
  expect(fieldForm(about("optional bool"), "true", undefined)).toMatchObject({ kind: "choice", now: "true" });
  const values = [{ name: "REG", number: 1, doc: "" }];
  expect(fieldForm(about("required fd_types", values), '"REG"', undefined)).toMatchObject({ now: "REG" });
  expect(fieldForm(about("required fd_types", values), "1", undefined)).toMatchObject({ now: "REG" });
});

test("a value is given as YAML of the type: digits stay a text in a text", () => {
  expect(fieldValue(fieldForm(about("required string"), '"a"', undefined), "42")).toBe('"42"');
  expect(fieldValue(fieldForm(about("required uint32"), "4", undefined), " 42 ")).toBe("42");
  expect(fieldValue(fieldForm(about("optional bool"), "true", undefined), "false")).toBe("false");
});
