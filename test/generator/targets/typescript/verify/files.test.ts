import { describe, expect, it } from "vitest";
import type { EarlierModules, RenderMap } from "../../../../../generator/targets/target.ts";
import { compile } from "../../../../../generator/targets/typescript/verify/compile.ts";
import {
  compilerFiles,
  diskOf,
  flagsOf,
  nameOf,
  PROJECT,
} from "../../../../../generator/targets/typescript/verify/files.ts";

const FLAGS =
  '// comment\n{ "compilerOptions": { "target": "ES2022", "module": "NodeNext", "strict": true, "rootDir": "src", "outDir": "dist", "declaration": true, "rewriteRelativeImportExtensions": true } }\n';

function files(module: string): ReadonlyMap<string, string> {
  return new Map([
    ["package.json", '{ "type": "module" }'],
    ["tsconfig.json", FLAGS],
    ["src/a.ts", module],
  ]);
}

describe("the file system of the compiler", () => {
  it("contains the package, and leaves all other paths to the real one", () => {
    const own = compilerFiles(files("export {};\n"));
    const disk = diskOf(() => own);
    expect(disk.readFile?.("/package/src/a.ts")).toBe("export {};\n");
    expect(disk.readFile?.("/package/src/b.ts")).toBeNull();
    expect(disk.readFile?.("/lib.d.ts")).toBeUndefined();
    expect([disk.fileExists?.(PROJECT), disk.fileExists?.("/package/x"), disk.fileExists?.("/x")]).toEqual([
      true,
      false,
      undefined,
    ]);
    expect(["/package", "/package/src", "/package/srs", "/"].map((path) => disk.directoryExists?.(path))).toEqual([
      ...[true, true, false, undefined],
    ]);
    expect([disk.realpath?.("/package/src/a.ts"), disk.realpath?.("/lib")]).toEqual(["/package/src/a.ts", undefined]);
    expect(nameOf("/package/src/a.ts")).toBe("src/a.ts");
  });

  it("takes its flags from the package's tsconfig.json, if it has one", () => {
    expect(flagsOf(files(""))).toMatchObject({ target: "ES2022" });
    expect(flagsOf(new Map())).toEqual({});
    expect(flagsOf(new Map([["tsconfig.json", "{}"]]))).toEqual({});
  });
});

describe("compile", () => {
  it("returns JavaScript and declarations, or defects with their places", async () => {
    const { files: made, defects } = await compile(files("// Head\nexport const a: number = 1;\n"), new Map());
    expect(defects).toEqual([]);
    expect(made.get("dist/a.js")).toContain("export const a = 1;");
    expect(made.get("dist/a.d.ts")).toBe("// Head\nexport declare const a: number;\n//# sourceMappingURL=a.d.ts.map");
    const broken = await compile(files('// Head\nexport const a: number = "1";\n'), new Map());
    expect([...broken.files]).toEqual([]);
    expect(broken.defects).toEqual([
      { path: "src/a.ts", line: 2, message: expect.stringContaining("not assignable to type 'number'") },
    ]);
  });

  const BASE = 'import type { B } from "./b.ts";\nexport const make = (n: number): B => ({ n });\n';
  const program = (b: string, more: RenderMap = new Map()): RenderMap =>
    new Map([...files(BASE), ["src/b.ts", `export interface B { readonly n: ${b} }\n`], ...more]);

  it("compiles modules of an earlier package again only if they, or modules that they import, differ", async () => {
    const earlier: EarlierModules = new Map();
    const first = await compile(program("number"), earlier);
    expect(earlier.size).toBe(2);
    const use = new Map([["src/c.ts", 'import { make } from "./a.ts";\nexport const c = make(1).n;\n']]);
    const more = await compile(program("number", use), earlier);
    expect(earlier.size).toBe(3);
    expect(more).toEqual(await compile(program("number", use), new Map()));
    expect(await compile(program("number"), earlier)).toEqual(first);
    expect(earlier.size).toBe(3);
    const other = await compile(program("unknown"), earlier);
    expect(earlier.size).toBe(5);
    expect(other).toEqual(await compile(program("unknown"), new Map()));
  });

  it("checks new modules against the declarations of earlier ones", async () => {
    const earlier: EarlierModules = new Map();
    await compile(program("number"), earlier);
    const wrong = new Map([["src/c.ts", 'import { make } from "./a.ts";\nexport const c: string = make(1).n;\n']]);
    expect((await compile(program("number", wrong), earlier)).defects).toMatchObject([{ path: "src/c.ts", line: 2 }]);
  });
});
