import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { reservedNames } from "../../generator/targets/typescript/reserved.ts";
import manifest from "../../runtime/manifest.json" with { type: "json" };
import { runPlain } from "../support/run.ts";

describe("the manifest of the runtime", () => {
  it("is what its modules and the templates say", () => {
    expect(runPlain(execPath, ["scripts/runtime-manifest.mjs", "--check"])).toMatchObject({ code: 0 });
  });

  it("has the functions of the runtime that no name of a schema may have", () => {
    const exports = Object.values(manifest.modules).flatMap((module) => module.exports);
    const reserved = [...reservedNames()].filter((name) => /^(?:read|write|put|take|check)[A-Z]/.test(name));
    expect(reserved.filter((name) => !exports.includes(name))).toEqual([]);
  });
});
