import { describe, expect, it } from "vitest";
import { camelCase, kebabCase, pascalCase } from "../../../generator/model/names.ts";
import { didYouMean } from "../../../generator/text/suggest.ts";

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

describe("a suggestion", () => {
  it("is the nearest name if one is near", () => {
    expect(didYouMean("entires", ["entry", "entries", "extra"])).toBe("did you mean entries?");
    expect(didYouMean("sise", ["size"])).toBe("did you mean size?");
  });

  it("is absent if no name is near, or if there are no names", () => {
    expect(didYouMean("colour", ["file", "magic", "raw"])).toBeUndefined();
    expect(didYouMean("size", [])).toBeUndefined();
    expect(didYouMean("size", new Set<string>())).toBeUndefined();
  });

  it("tolerates a third of wrong letters, and no more", () => {
    expect(didYouMean("abcdef", ["abcdxy"])).toBe("did you mean abcdxy?");
    expect(didYouMean("abcdef", ["abcxyz"])).toBeUndefined();
  });
});
