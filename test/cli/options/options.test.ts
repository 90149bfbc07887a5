import { Command } from "commander";
import { expect, it } from "vitest";
import { commaList } from "../../../cli/options/comma-list.ts";
import { withFormat } from "../../../cli/options/format.ts";
import { oneInput } from "../../../cli/options/one-input.ts";

it("a list has names with commas between, and blanks around them do not count", () => {
  expect(commaList("PSTREE")).toEqual(["PSTREE"]);
  expect(commaList(" PSTREE, MM ,IPC*")).toEqual(["PSTREE", "MM", "IPC*"]);
  for (const wrong of ["", ",", "A,", ",A", "A,,B"]) expect(() => commaList(wrong)).toThrow("A name is missing");
});

it("an input is the argument or the option, and never both", () => {
  expect([oneInput("a", undefined), oneInput(undefined, "b"), oneInput(undefined, undefined)]).toEqual([
    "a",
    "b",
    undefined,
  ]);
  expect(() => oneInput("a", "b")).toThrow("there are two inputs, a and --in b");
});

it("commands that read images take another schema", () => {
  const command = withFormat(new Command()).exitOverride();
  command.parse(["--schema", "fork", "--config", "critgen.yaml"], { from: "user" });
  expect(command.opts()).toEqual({ schema: "fork", config: "critgen.yaml" });
});
