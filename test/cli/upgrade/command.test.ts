import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import standard from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { critgenHere } from "../../support/here.ts";
import { afterAllTests, temporaryFolder, tinySchema } from "../../support/schema.ts";
import { projectWith, schemaOf, writeAll } from "../../upstream/upgrade/support.ts";

const cleanup = afterAllTests();
const BEFORE = schemaOf("required uint32 id = 1; optional uint32 old = 2; optional uint32 gone = 3;");
const AFTER = schemaOf("required uint32 id = 1; optional uint32 fresh = 2;");
const PROGRAM = `import type { M } from "criu-images";

export function sum({ id, old = 0 }: M): number {
  return id + old;
}

export const last = (m: M) => m.gone;
`;

let project = "";
let schema = "";
let same = "";
beforeAll(() => {
  project = projectWith(BEFORE, { "main.ts": PROGRAM }, cleanup);
  schema = tinySchema(AFTER, cleanup);
  same = tinySchema(BEFORE, cleanup);
});

const upgrade = (...args: readonly string[]) => critgenHere(["upgrade", ...args], { cwd: project });

describe("critgen upgrade", () => {
  it("shows each change once, and its places with their lines", async () => {
    expect(await upgrade("--schema", schema)).toEqual({
      code: 1,
      err: "",
      out: `error renamed: \`old\` of \`m\` is \`fresh\` now
  src/main.ts:3:27
  3 | export function sum({ id, old = 0 }: M): number {
    |                           ^
  help: --fix mends it

error gone: \`gone\` of \`m\` is gone
  src/main.ts:7:33
  7 | export const last = (m: M) => m.gone;
    |                                 ^

criu-images: 2 places in 1 file: 2 errors; --fix mends 1
`,
    });
  });

  it("writes a line for each place with --check, and exits 0 if there is none", async () => {
    const { code, out } = await upgrade("--schema", schema, "--check");
    expect([code, out]).toEqual([
      1,
      "src/main.ts:3:27: error renamed: `old` of `m` is `fresh` now\nsrc/main.ts:7:33: error gone: `gone` of `m` is gone\n",
    ]);
    expect(await upgrade("--schema", same, "--check")).toEqual({ code: 0, out: "", err: "" });
    expect(await upgrade("--schema", same)).toEqual({ code: 0, out: "criu-images: nothing to change\n", err: "" });
  });

  it("writes JSON, SARIF and annotations", async () => {
    const json = JSON.parse((await upgrade("--schema", schema, "--json")).out) as unknown[];
    expect(json).toEqual([
      expect.objectContaining({
        kind: "renamed",
        to: "fresh",
        file: "src/main.ts",
        line: 3,
        column: 27,
        length: 3,
        canMend: true,
        rules: ["field-renamed"],
      }),
      expect.objectContaining({
        kind: "gone",
        file: "src/main.ts",
        line: 7,
        column: 33,
        package: "criu-images",
        canMend: false,
      }),
    ]);
    const { $schema: _, id: __, ...shape } = standard;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(shape);
    const sarif = JSON.parse((await upgrade("--schema", schema, "--sarif")).out) as object;
    expect([validate(sarif), validate.errors]).toEqual([true, null]);
    expect(sarif).toMatchObject({ runs: [{ results: [{ ruleId: "renamed" }, { ruleId: "gone", level: "error" }] }] });
    expect((await upgrade("--schema", schema, "--github")).out).toBe(
      "::error file=src/main.ts,line=3,col=27,title=renamed::`old` of `m` is `fresh` now\n::error file=src/main.ts,line=7,col=33,title=gone::`gone` of `m` is gone\n",
    );
  });

  it("takes another package in place of a schema", async () => {
    const other = temporaryFolder();
    writeAll(other, generate(schema));
    expect((await upgrade("--to", other, "--check")).out).toBe((await upgrade("--schema", schema, "--check")).out);
    expect(await upgrade("--to", other, "--schema", schema)).toMatchObject({ code: 2 });
  });

  it("takes the schema of critgen.yaml, and a project by its folder", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "critgen.yaml"), `schema: ${schema}\n`);
    const found = await critgenHere(["upgrade", "--project", project, "--check"], { cwd: folder });
    expect([found.code, found.out.split("\n").length]).toEqual([1, 3]);
  });
});

describe("critgen upgrade --fix", () => {
  it("shows the difference, writes it, and lists what is left at its new place", async () => {
    const own = projectWith(BEFORE, { "main.ts": `${PROGRAM}export const f = (m: M) => [m.old, m.gone];\n` });
    const diff = await critgenHere(["upgrade", "--schema", schema, "--diff"], { cwd: own });
    expect([diff.code, readFileSync(join(own, "src/main.ts"), "utf8")]).toEqual([
      1,
      expect.stringContaining("[m.old, m.gone]"),
    ]);
    const { code, out } = await critgenHere(["upgrade", "--schema", schema, "--fix"], { cwd: own });
    expect([code, out.slice(0, diff.out.length)]).toEqual([1, diff.out]);
    expect(out.slice(diff.out.length)).toBe(`error gone: \`gone\` of \`m\` is gone
  src/main.ts:7:33
  7 | export const last = (m: M) => m.gone;
    |                                 ^
  src/main.ts:8:40
  8 | export const f = (m: M) => [m.fresh, m.gone];
    |                                        ^

2 of 4 places mended in 1 file; 2 left
`);
    expect(readFileSync(join(own, "src/main.ts"), "utf8")).toContain("[m.fresh, m.gone]");
    expect(readdirSync(own).sort()).toEqual(["node_modules", "package.json", "src", "tsconfig.json"]);
  });

  it("exits 0 if nothing is left", async () => {
    const own = projectWith(BEFORE, { "main.ts": PROGRAM.replace(/\nexport const last.*\n/, "") });
    expect(await critgenHere(["upgrade", "--schema", schema, "--fix"], { cwd: own })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\n1 of 1 place mended in 1 file; 0 left\n$/),
    });
  });
});

describe("the errors of critgen upgrade", () => {
  const fails = async (folder: string, message: RegExp, ...args: readonly string[]): Promise<void> => {
    const { code, err } = await critgenHere(["upgrade", "--schema", schema, ...args], { cwd: folder });
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  };

  it("name a missing tsconfig.json, and one without files", async () => {
    const folder = temporaryFolder();
    await fails(folder, /^critgen: there is no tsconfig\.json in \S+ or above it; name one with --project$/m);
    await fails(folder, /^critgen: none\.json: no such file/, "--project", "none.json");
    writeFileSync(join(folder, "tsconfig.json"), '{ "files": [] }');
    await fails(folder, /tsconfig\.json has no files; name another one with --project$/m);
  });

  it("say that the program uses no package, or not the named one", async () => {
    const folder = temporaryFolder();
    writeAll(folder, [
      ["tsconfig.json", '{ "compilerOptions": { "types": [] } }'],
      ["main.ts", "export const a = 1;\n"],
    ]);
    await fails(folder, /^critgen: the files of \.\/tsconfig\.json use no package that critgen generated: /);
    await fails(project, /use no generated package other: /, "--package", "other");
    expect((await upgrade("--schema", schema, "--package", "criu-images", "--check")).code).toBe(1);
  });

  it("ask for a package that holds its format", async () => {
    const own = projectWith(BEFORE, { "main.ts": PROGRAM });
    const manifest = join(own, "node_modules/criu-images/.critgen.json");
    const { files } = JSON.parse(readFileSync(manifest, "utf8")) as { files: unknown };
    writeFileSync(manifest, JSON.stringify({ files }));
    await fails(own, /\.critgen\.json does not hold the format of the package: generate the package again/);
    rmSync(manifest);
    await fails(own, /use no package that critgen generated/);
  });

  it("name a --to without a package", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "empty"));
    expect(await critgenHere(["upgrade", "--project", project, "--to", join(folder, "empty")])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/\.critgen\.json does not exist/),
    });
  });
});

describe("programs that critgen upgrade searches", () => {
  it("can be several, by references, and use modules in a folder of the project", async () => {
    const folder = temporaryFolder();
    const modules = [...generate(same)].flatMap(([path, text]) =>
      path.startsWith("src/") || path === ".critgen.json" ? [[path.replace(/^src\//, ""), text] as const] : [],
    );
    const options = {
      module: "NodeNext",
      target: "ES2022",
      types: [],
      noEmit: true,
      composite: true,
      allowImportingTsExtensions: true,
      strict: true,
    };
    writeAll(folder, [
      ["tsconfig.json", '{ "files": [], "references": [{ "path": "a" }, { "path": "b/tsconfig.json" }] }'],
      ...["a", "b"].flatMap((name) => [
        [`${name}/tsconfig.json`, JSON.stringify({ compilerOptions: options, include: [".", "../criu"] })] as const,
        [`${name}/main.ts`, PROGRAM.replace("criu-images", "../criu/index.ts")] as const,
      ]),
      ...modules.map(([path, text]) => [`criu/${path}`, text] as const),
    ]);
    const { out } = await critgenHere(["upgrade", "--schema", schema, "--check"], { cwd: folder });
    expect(out.split("\n").map((line) => line.replace(/: .*/, ""))).toEqual([
      "a/main.ts:3:27",
      "a/main.ts:7:33",
      "b/main.ts:3:27",
      "b/main.ts:7:33",
      "",
    ]);
  });
});
