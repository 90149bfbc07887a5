import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { FULL } from "../../../generator/model/config.ts";
import { versionOfCritgen } from "../../../generator/own/version.ts";
import { optionsOf } from "../../../generator/render/own.ts";
import { render } from "../../../generator/render/render.ts";
import type { PlannedFile } from "../../../generator/targets/target.ts";
import { TYPESCRIPT } from "../../../generator/targets/typescript/typescript.ts";
import { modelOf } from "../../support/model.ts";
import { modulesOf } from "../../support/modules.ts";

const CONFIG = { path: "tsconfig.json", template: "tsconfig.json", source: "images.yaml", fingerprint: "1" };
const ENUM = { name: "Kind", about: ["About."], doc: ["Doc."], values: [{ name: "ONE", number: 1, doc: [] }] };

const enumOf = (changes: Partial<PlannedFile>): PlannedFile => ({
  ...{ path: "src/enums/kind.ts", template: "enum.ts", source: "messages/a.proto", fingerprint: "1", view: ENUM },
  ...changes,
});

const textOf = (file: PlannedFile): string => render([file], TYPESCRIPT, FULL).get(file.path) ?? "";

describe("rendered files", () => {
  it("name their sources, and end with one line break", () => {
    const text = textOf(enumOf({ fingerprint: "abcdef" }));
    expect(text.split("\n")[0]).toContain(`critgen ${versionOfCritgen()}`);
    expect(text.split("\n")[0]).toContain("messages/a.proto");
    expect(text.split("\n")[0]).toContain("abcdef");
    expect(text).toMatch(/\S\n$/);
    expect(text).not.toContain("\n\n\n");
  });

  it("have single empty lines even if a comment is missing", () => {
    const without = textOf(enumOf({ fingerprint: "1", view: { ...ENUM, doc: [], about: [] }, path: "src/other.ts" }));
    expect(without.replaceAll("\n\n", "\n")).not.toBe(without);
    const comments = textOf(enumOf({ path: "src/more.ts" })).replaceAll(/^ *\/\*\* .* \*\/\n/gm, "");
    expect(without).toBe(comments);
  });

  it("differ if the template, the source or a text differs", () => {
    const first = textOf(enumOf({}));
    expect(textOf(enumOf({}))).toBe(first);
    const other = { ...ENUM, doc: ["Other."] };
    expect(textOf(enumOf({ view: other, fingerprint: "2" }))).toContain("Other.");
    expect(textOf(enumOf({ view: other, fingerprint: "2", source: "messages/b.proto" }))).toContain("messages/b.proto");
    expect(textOf({ ...CONFIG, path: "src/enums/kind.ts", fingerprint: "2", view: { node: false } })).not.toContain(
      "Other",
    );
    expect(textOf(enumOf({}))).toBe(first);
  });

  it("are sorted by path, with the imported modules of the runtime and their own imports", () => {
    const files = modulesOf(modelOf([]), ["codec"]);
    const paths = [...files.keys()];
    expect(paths).toEqual(paths.toSorted());
    const runtime = paths.filter((path) => path.startsWith("src/runtime/"));
    // Only a module of the runtime imports the first of these.
    expect(runtime).toEqual(
      expect.arrayContaining(["src/runtime/wire/utf8.ts", "src/runtime/wire/reader.ts", "src/runtime/image/stream.ts"]),
    );
    expect(runtime).not.toContain("src/runtime/image/columns.ts");
    const header = `// Copied by critgen ${versionOfCritgen()} from its runtime: do not edit.\n\n`;
    expect(runtime.filter((path) => files.get(path)?.startsWith(header) !== true)).toEqual([]);
    const imported = runtime.flatMap((path) =>
      [...(files.get(path) ?? "").matchAll(/from "(\.{1,2}\/[\w/.-]+\.ts)"/g)].map(([, to = ""]) =>
        posix.join(path, "..", to),
      ),
    );
    expect(imported.filter((path) => !files.has(path))).toEqual([]);
  });

  it("are refused if a template uses an undefined value", () => {
    expect(() =>
      render([enumOf({ view: { ...ENUM, values: [{ name: "ONE", doc: [] }] }, fingerprint: "3" })], TYPESCRIPT, FULL),
    ).toThrow(/"number" not defined/);
  });
});

describe("a template of critgen's own", () => {
  it("escapes values in HTML only", () => {
    expect(optionsOf("registry/html/templates/page.html.hbs")).toEqual({ strict: true, noEscape: false });
    expect(optionsOf("templates/typescript/message.ts.hbs")).toEqual({ strict: true, noEscape: true });
  });
});
