import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { beforeAll, describe, expect, it } from "vitest";
import { COMPILED, run } from "../support/cli.ts";
import { ROOT } from "../support/run.ts";
import { afterAllTests, temporaryFolder, tinySchema } from "../support/schema.ts";
import { treeFolder } from "../upstream/criu/trees.ts";
import { projectWith, schemaOf } from "../upstream/upgrade/support.ts";

/* Installs the packed critgen in an empty project, and uses critgen/api there as docs/api.md shows. */

const cleanup = afterAllTests();

/** Examples of the document, each a module. */
const examples = [...readFileSync(join(ROOT, "docs/api.md"), "utf8").matchAll(/^```ts\n(.*?)^```$/gms)].map(
  ([, text = ""], i) => ({
    file: `example-${i}`,
    text,
    title: /import \{ (.*?) \} from "critgen/.exec(text)?.[1] ?? "",
  }),
);

/** Texts that an example prints, by the comments on its lines. */
function printedBy(text: string): string[] {
  return [...text.matchAll(/console\.log\(.*?\);? \/\/ (.*)$/gm)].map(([, printed = ""]) => printed);
}

/** Settings of the programs that import the package. */
const RESOLUTIONS = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};

/** A program that reads the only field of an image. */
const MAIN = `import { decodeThingImage } from "criu-images";
export const old = decodeThingImage(new Uint8Array()).entries[0]?.old;
`;

let project: string;

beforeAll(() => {
  project = temporaryFolder(cleanup);
  unpack(join(project, "node_modules/critgen"));
  for (const name of ["protobufjs", "typescript", "@types", "undici-types", "@typescript", "ts-morph"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
  }
  cpSync(join(ROOT, "test/fixtures/images/fds"), join(project, "checkpoint"), { recursive: true });
  cpSync(join(ROOT, "test/fixtures/fork"), join(project, "fork"), { recursive: true });
  cpSync(treeFolder("new"), join(project, "criu"), { recursive: true });
  cpSync(projectWith(schemaOf("optional uint32 old = 1;"), { "main.ts": MAIN }, cleanup), join(project, "program"), {
    recursive: true,
  });
  cpSync(tinySchema(schemaOf("optional uint32 renamed = 1;"), cleanup), join(project, "new-schema"), {
    recursive: true,
  });
  mkdirSync(join(project, "broken"));
  const row = "ODD: { about: Odd, file: odd.img, magic: 0x48085617, town: Vienna, entries: nothing }";
  writeFileSync(join(project, "broken/images.yaml"), `images:\n  ${row}\n`);
  writeFileSync(join(project, "critgen.yaml"), "images: [PSTREE]\nout: src/criu\n");
  writeFileSync(join(project, "package.json"), '{ "type": "module" }\n');
  for (const { file, text } of examples) writeFileSync(join(project, `${file}.ts`), text);
});

/** Packs critgen with its build, and unpacks the tarball into a folder. */
function unpack(folder: string): void {
  const source = temporaryFolder(cleanup);
  for (const name of [
    "package.json",
    "LICENSE",
    "NOTICE",
    "README.md",
    "schema",
    "templates",
    "runtime",
    "registry/data",
  ]) {
    cpSync(join(ROOT, name), join(source, name), { recursive: true });
  }
  cpSync(join(COMPILED, "dist"), join(source, "dist"), { recursive: true });
  expect(run("npm", ["pack", "--ignore-scripts", "--offline"], { cwd: source }).code).toBe(0);
  const [tarball = ""] = readdirSync(source).filter((name) => name.endsWith(".tgz"));
  mkdirSync(folder, { recursive: true });
  expect(run("tar", ["-xzf", join(source, tarball), "-C", folder, "--strip-components=1"]).code).toBe(0);
}

function compile(options: object, files: readonly string[]): string {
  const compilerOptions = { strict: true, target: "es2022", types: ["node"], skipLibCheck: false, ...options };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  return run(execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."], { cwd: project }).out;
}

describe("the packed critgen/api", () => {
  it.each(Object.entries(RESOLUTIONS))("has types that strict programs compile against, with %s", (_, resolution) => {
    const files = examples.map(({ file }) => `${file}.ts`);
    expect(files.length).toBeGreaterThan(8);
    expect(compile({ ...resolution, exactOptionalPropertyTypes: true }, files)).toBe("");
  });

  it("has types that refuse a wrong use", () => {
    writeFileSync(join(project, "wrong.ts"), 'import { load } from "critgen/api";\nload({ schema: 1 });\n');
    const out = compile({ ...RESOLUTIONS.nodenext, noEmit: true }, ["wrong.ts"]);
    expect(out).toContain("wrong.ts(2,8): error TS2322");
  });

  it.each(examples)("runs the example of $title, as a project that installs the package", ({ file, text }) => {
    const printed = printedBy(text);
    expect(printed).not.toEqual([]);
    const { code, out, err } = run(execPath, [`${file}.js`], { cwd: project });
    expect({ code, err, lines: out.trimEnd().split("\n") }).toEqual({ code: 0, err: "", lines: printed });
  });

  it("is a CommonJS module too, and loads little before its first call", () => {
    const script = `const api = require("critgen/api");
      const { length } = Object.keys(require.cache);
      api.check().then((problems) => console.log(problems.length, length < 6, process.exitCode, typeof api.load));`;
    const { out, err } = run(execPath, ["--input-type=commonjs", "-e", script], { cwd: project });
    expect({ out, err }).toEqual({ out: "0 true undefined function\n", err: "" });
  });

  it("exports nothing else", () => {
    const script = 'import("critgen/dist/main.cjs").catch((error) => console.log(error.code));';
    expect(run(execPath, ["-e", script], { cwd: project }).out).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED\n");
  });
});

it("the published types are the recorded ones; after a wanted change, record them: node scripts/api-types.mjs --record", () => {
  const made = readFileSync(join(COMPILED, "dist/api.d.cts"), "utf8");
  expect(made).toBe(readFileSync(join(ROOT, "test/fixtures/api/api.d.cts"), "utf8"));
});
