import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { reservedNames } from "../../generator/targets/typescript/reserved.ts";
import manifest from "../../runtime/manifest.json" with { type: "json" };
import { runPlain } from "../support/run.ts";

describe("the manifest of the runtime", () => {
  it("lists the imports and exports of each module, and the modules that each template imports", () => {
    expect(runPlain(execPath, ["scripts/runtime-manifest.mjs", "--check"])).toMatchObject({ code: 0 });
  });

  it("lists each function of the runtime that reserves its name", () => {
    const exports = Object.values(manifest.modules).flatMap((module) => module.exports);
    const reserved = [...reservedNames()].filter((name) => /^(?:read|write|put|take|check)[A-Z]/.test(name));
    expect(reserved.filter((name) => !exports.includes(name))).toEqual([]);
  });
});
