import { describe, expect, it } from "vitest";
import { camelCase, kebabCase, pascalCase } from "../../../generator/model/names.ts";

describe("a name of the schema", () => {
  it.each([
    ["some_message", "SomeMessage", "someMessage", "some-message"],
    ["outer.inner_enum", "OuterInnerEnum", "outerInnerEnum", "outer-inner-enum"],
    ["AN_IMAGE", "AnImage", "anImage", "an-image"],
    ["IP6TABLES", "Ip6Tables", "ip6Tables", "ip6-tables"],
    ["FdTypes", "FdTypes", "fdTypes", "fd-types"],
    ["CRIU_Opts", "CriuOpts", "criuOpts", "criu-opts"],
    ["x86_64regs", "X8664regs", "x8664regs", "x86-64regs"],
    ["note2Self", "Note2Self", "note2Self", "note2-self"],
    ["__note__", "Note", "note", "note"],
    ["a", "A", "a", "a"],
    ["HTTPServer", "Httpserver", "httpserver", "httpserver"],
  ])("is converted: %s to %s, %s and %s", (name, pascal, camel, kebab) => {
    expect([pascalCase(name), camelCase(name), kebabCase(name)]).toEqual([pascal, camel, kebab]);
  });
});
