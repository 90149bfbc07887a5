import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, inject, it } from "vitest";
import * as api from "../../../../api/api.ts";
import type { Optional } from "../../../../generator/model/config.ts";
import { ROOT, runPlain } from "../../../support/run.ts";
import { proto, row, table, tinySchema } from "../../../support/schema.ts";

const SCHEMA = {
  images: table(row("NOTE", "magic: 5, entries: note, extra: bytes(n) if has")),
  protos: {
    "note.proto": proto("message note { required uint32 n = 1; optional string s = 2; optional bool has = 3; }"),
  },
};

const PROGRAM = `import { decodeNoteImage, encodeNoteImage, type NoteImage } from "./images/note.ts";
const s: string | undefined = process.argv[9];
export const entry: NoteImage["entries"][number] = { n: 1, s, extra: undefined };
export const size: number = encodeNoteImage({ image: "NOTE", entries: [entry] }).length + decodeNoteImage.length;
`;

/** Generates modules, and compiles a program that has `undefined` in optional properties. */
async function compile(optional: Optional) {
  const folder = mkdtempSync(join(inject("scratch"), "optional-"));
  const generated = await api.generate({ config: { optional, out: "." }, folder, schema: tinySchema(SCHEMA) });
  await generated.write();
  writeFileSync(join(folder, "program.ts"), PROGRAM);
  const strict = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, allowImportingTsExtensions: true };
  const compilerOptions = {
    ...strict,
    target: "es2022",
    module: "nodenext",
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules/@types")],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  return { folder, out: runPlain(execPath, [tsc, "-p", folder], { cwd: folder }).out };
}

describe("optional", () => {
  it("strict refuses undefined for an optional field, if the program asks for exact types", async () => {
    const { out } = await compile("strict");
    expect(out).toContain("program.ts(3,14): error TS2375");
  });

  it("undefined accepts it, in fields and in conditional extras; codecs are the same", async () => {
    const [{ folder, out }, strict] = [await compile("undefined"), await compile("strict")];
    expect(out).toBe("");
    type Codec = Readonly<Record<"encodeNoteImage" | "decodeNoteImage", (value: unknown) => unknown>>;
    for (const made of [folder, strict.folder]) {
      const { encodeNoteImage, decodeNoteImage } = (await import(
        /* @vite-ignore */ join(made, "images/note.ts")
      )) as Codec;
      const bytes = encodeNoteImage({ image: "NOTE", entries: [{ n: 1, s: undefined, extra: undefined }] });
      expect(bytes).toEqual(encodeNoteImage({ image: "NOTE", entries: [{ n: 1 }] }));
      expect(decodeNoteImage(bytes)).toMatchObject({ entries: [{ n: 1 }] });
      const [entry] = (decodeNoteImage(bytes) as { readonly entries: readonly object[] }).entries;
      expect(Object.keys(entry ?? {})).toEqual(["n"]);
    }
  });

  it("is refused for languages without undefined", async () => {
    const refused = api.generate({ config: { target: "go", optional: "undefined" } });
    await expect(refused).rejects.toMatchObject({
      code: "bad-schema",
      faults: [{ code: "bad-value", message: expect.stringContaining("no `optional`") }],
    });
  });
});
