import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { Node, Project, type SourceFile, SyntaxKind } from "ts-morph";
import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../generator/generate.ts";
import type { RenderMap } from "../../generator/render/render.ts";
import { verify } from "../../generator/targets/typescript/verify/verify.ts";
import { compare } from "../../generator/write/compare.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PACKAGE = join(ROOT, "generated");
const sources = readdirSync(join(PACKAGE, "src"), { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);

let files: RenderMap;
let project: Project;

beforeAll(() => {
  files = generate(join(ROOT, "schema"));
  project = new Project({ compilerOptions: { noLib: true }, skipFileDependencyResolution: true });
  for (const name of sources) project.addSourceFileAtPath(join(PACKAGE, "src", name));
});

describe("the package", () => {
  it("equals a package generated from the schema, byte for byte", () => {
    expect(compare(PACKAGE, files)).toEqual([]);
    const src = [...files.keys()].filter((path) => path.startsWith("src/"));
    expect(sources.map((name) => `src/${name}`).sort()).toEqual(src.sort());
  });

  it("is the same in each generation", () => {
    expect([...generate(join(ROOT, "schema"))]).toEqual([...files]);
  });

  it("compiles without an error under the strictest flags", () => {
    expect(verify(files)).toEqual([]);
  });

  it("is reported with place and message if it does not compile", () => {
    const broken = new Map([...files, ["src/magic.ts", "export const x: string = 1;\n"]]);
    expect(verify(broken)).toContainEqual({
      path: "src/magic.ts",
      line: 1,
      message: "Type 'number' is not assignable to type 'string'.",
    });
  });

  it("contains no `any`, and runs no code on import", () => {
    const declared = [
      ...[SyntaxKind.ImportDeclaration, SyntaxKind.ExportDeclaration, SyntaxKind.FunctionDeclaration],
      ...[SyntaxKind.InterfaceDeclaration, SyntaxKind.TypeAliasDeclaration, SyntaxKind.ClassDeclaration],
      SyntaxKind.VariableStatement,
    ];
    for (const file of project.getSourceFiles()) {
      expect(file.getDescendantsOfKind(SyntaxKind.AnyKeyword).map((any) => any.getText())).toEqual([]);
      expect(file.getStatements().filter((statement) => !declared.includes(statement.getKind()))).toEqual([]);
      expect(callsOnImport(file)).toEqual([]);
    }
  });

  it("imports only its own modules, and Node's modules only in node.ts and folder.ts", () => {
    for (const file of project.getSourceFiles()) {
      const isNode = ["node.ts", "folder.ts"].includes(file.getBaseName());
      for (const specifier of [...file.getImportDeclarations(), ...file.getExportDeclarations()]) {
        const from = specifier.getModuleSpecifierValue() ?? "";
        if (isNode && from.startsWith("node:")) continue;
        if (from.endsWith("/folder.ts")) expect(file.getBaseName()).toBe("node.ts");
        expect(from).toMatch(/^\.\.?\//);
        expect(existsSync(normalize(join(dirname(file.getFilePath()), from)))).toBe(true);
      }
    }
  });

  it("has no dependency, and exports only files that exist", () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as {
      exports: Record<string, { "@critgen/source": string } | string>;
    };
    expect(Object.keys(manifest).filter((key) => /depend/i.test(key) && key !== "devDependencies")).toEqual([]);
    for (const [path, target] of Object.entries(manifest.exports)) {
      if (typeof target === "string") continue;
      expect([path, existsSync(join(PACKAGE, target["@critgen/source"]))]).toEqual([path, true]);
    }
  });

  it("has lines of at most 120 characters", () => {
    const long = sources.flatMap((name) =>
      readFileSync(join(PACKAGE, "src", name), "utf8")
        .split("\n")
        // A comment of the schema is one string, which is not broken.
        .flatMap((line, i) => (line.length > 120 && !/^ +doc: "/.test(line) ? [`${name}:${i + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });
});

/** Returns the calls at the top level of a module: a bundler cannot drop them. */
function callsOnImport(file: SourceFile): string[] {
  return file
    .getStatements()
    .filter(Node.isVariableStatement)
    .flatMap((statement) => statement.getDescendants())
    .filter((node) => Node.isCallExpression(node) || Node.isNewExpression(node))
    .filter((call) => !call.getFirstAncestor((node) => Node.isArrowFunction(node)))
    .filter(
      (call) => !call.getFullText().includes("@__PURE__") && !call.getParent()?.getFullText().includes("@__PURE__"),
    )
    .map((call) => call.getText());
}
