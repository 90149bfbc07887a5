import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../../../../generator/generate.ts";
import type { RenderMap } from "../../../../../generator/render/render.ts";
import type { Defect } from "../../../../../generator/targets/target.ts";
import { createVerifier, verify } from "../../../../../generator/targets/typescript/verify/verify.ts";
import { afterAllTests, tinySchema } from "../../../../support/schema.ts";

const MESSAGE = "src/messages/base-entry.ts";

let files: RenderMap;
const cleanup = afterAllTests();
beforeAll(() => {
  files = generate(tinySchema({}, cleanup));
});

/** Returns the files with one text changed. */
function withFile(path: string, change: (text: string) => string): RenderMap {
  return new Map([...files].map(([name, text]) => [name, name === path ? change(text) : text]));
}

const paths = (defects: readonly Defect[]): string[] => [...new Set(defects.map(({ path }) => path))].toSorted();

const break_ = (text: string): string => text.replace("version: number;", "version: string;");
const comment = (text: string): string => `${text}// changed\n`;

describe("verify", () => {
  it("uses the flags of the package's own tsconfig.json", () => {
    expect(verify(files)).toEqual([]);
    const loose = withFile("src/magic.ts", (text) => `${text}const unused = 1;\n`);
    const line = (loose.get("src/magic.ts")?.split("\n").length ?? 0) - 1;
    expect(verify(loose)).toEqual([{ path: "src/magic.ts", line, message: expect.stringContaining("'unused'") }]);
  });

  it("reports a defect with its file, line and message", () => {
    const defect = verify(withFile(MESSAGE, break_)).find(({ path }) => path === MESSAGE);
    expect(defect?.line).toBeGreaterThan(1);
    expect(defect?.message).toContain("is not assignable");
  });

  it("reports a missing module at its importers", () => {
    const fewer = new Map([...files].filter(([path]) => path !== MESSAGE));
    expect(paths(verify(fewer))).toContain("src/images/base.ts");
  });
});

describe("a verifier that is used again", () => {
  it("finds a defect after a change, and its repair", () => {
    const check = createVerifier();
    expect(check(files)).toEqual([]);
    expect(paths(check(withFile(MESSAGE, break_)))).toContain(MESSAGE);
    expect(check(files)).toEqual([]);
  });

  it("finds a defect in modules that use the changed one", () => {
    const check = createVerifier();
    check(files);
    const renamed = withFile(MESSAGE, (text) => text.replaceAll("readBaseEntry", "readOther"));
    expect(paths(check(renamed))).toContain("src/images/base.ts");
  });

  it("finds a defect in modules that do not import the changed one, and its repair", () => {
    const check = createVerifier();
    check(files);
    // The package reads the version through the image, from the message that declares it.
    const renamed = withFile(MESSAGE, (text) => text.replaceAll("version", "edition"));
    expect(files.get("src/all.ts")).not.toContain("base-entry");
    for (let round = 0; round < 2; round++) {
      expect(paths(check(renamed))).toEqual(["src/all.ts", "src/schema.ts"]);
      expect(check(files)).toEqual([]);
    }
  });

  it("starts afresh if the flags of the package change", () => {
    const check = createVerifier();
    expect(check(files)).toEqual([]);
    const stricter = withFile("tsconfig.json", (text) => text.replace('"ES2022"]', '"ES5"]'));
    expect(check(stricter)).not.toEqual([]);
    expect(check(files)).toEqual([]);
  });

  it("reports exports without explicit types, as long as they exist", () => {
    const check = createVerifier();
    check(files);
    const inferred = withFile("src/magic.ts", (text) => `${text}export const inferred = [1].map(String);\n`);
    expect(paths(check(inferred))).toEqual(["src/magic.ts"]);
    expect(paths(check(new Map([...inferred, ["src/more.ts", "export {};\n"]])))).toEqual(["src/magic.ts"]);
    expect(check(files)).toEqual([]);
  });

  it("keeps a defect while other files change", () => {
    const check = createVerifier();
    check(files);
    const broken = withFile(MESSAGE, break_);
    expect(paths(check(broken))).toContain(MESSAGE);
    const more = new Map([...broken].map(([path, text]) => [path, path === "src/magic.ts" ? comment(text) : text]));
    expect(paths(check(more))).toContain(MESSAGE);
  });

  it("notices added and removed files", () => {
    const check = createVerifier();
    check(files);
    const fewer = new Map([...files].filter(([path]) => path !== MESSAGE));
    expect(paths(check(fewer))).toContain("src/images/base.ts");
    expect(check(files)).toEqual([]);
    expect(paths(check(new Map([...files, ["src/more.ts", "export const a: string = 1;\n"]])))).toEqual([
      "src/more.ts",
    ]);
  });
});
