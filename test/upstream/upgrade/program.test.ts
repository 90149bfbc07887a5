import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { beforeAll, describe, expect, it } from "vitest";
import { critgenHere, ROOT } from "../../support/here.ts";
import { writeDevelopment, writeV41 } from "../../support/releases.ts";
import { afterAllTests, PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";

/*
 * A program with tests of its own goes from v4.1 to v4.2, and from there to a development branch. Its lines say by a
 * comment which upgrade touches them, and how. TypeScript 7 and the program's tests are the judges.
 */

const cleanup = afterAllTests();
const FIXTURE = join(ROOT, "test/fixtures/upgrade");
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

let program = "";
let schemas = "";
beforeAll(() => {
  program = temporaryFolder(cleanup);
  schemas = temporaryFolder(cleanup);
  for (const part of ["src", "test", "package.json", "tsconfig.json"]) {
    cpSync(join(FIXTURE, part), join(program, part), { recursive: true });
  }
  mkdirSync(join(program, "node_modules/@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(program, "node_modules", name));
  }
  writeV41(join(schemas, "v4.1"));
  cpSync(PROJECT_SCHEMA, join(schemas, "v4.2"), { recursive: true });
  writeDevelopment(join(schemas, "dev"));
});

/** Installs the package of a schema. */
async function install(schema: string): Promise<void> {
  const events = schema === "dev" ? "EVENTFDS" : "EVENTFD_FILE";
  const config = `schema: ${join(schemas, schema)}
name: criu-images
images: [PSTREE, FDINFO, PAGEMAP, RLIMIT, ${events}]
parts: [columns]
out: ${join(program, "node_modules/criu-images")}
`;
  const file = join(schemas, `${schema}.yaml`);
  writeFileSync(file, config);
  expect(await critgenHere(["generate", "--config", file])).toMatchObject({ code: 0 });
}

function upgrade(schema: string, ...args: readonly string[]) {
  return critgenHere(["upgrade", "--schema", join(schemas, schema), ...args], { cwd: program });
}

/** Returns the lines that the program says an upgrade touches, as `file:line kinds`. */
function saidLines(release: string): string[] {
  return sources().flatMap(([file, text]) =>
    text.split("\n").flatMap((line, i) => {
      const [, kinds] = new RegExp(`// ${release}: (.*)$`).exec(line) ?? [];
      return kinds === undefined ? [] : [`${file}:${i + 1} ${kinds}`];
    }),
  );
}

function sources(): [file: string, text: string][] {
  const names = ["src", "test"].flatMap((folder) =>
    readdirSync(join(program, folder)).map((name) => `${folder}/${name}`),
  );
  return names.sort().map((name) => [name, readFileSync(join(program, name), "utf8")]);
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
}

/** Returns the touched lines of a report, in the form of {@link saidLines}. */
function foundLines(json: string): string[] {
  const lines = new Map<string, Set<string>>();
  for (const { file, line, kind } of JSON.parse(json) as Place[]) {
    const key = `${file}:${line}`;
    lines.set(key, (lines.get(key) ?? new Set()).add(kind));
  }
  return [...lines].map(([key, kinds]) => `${key} ${[...kinds].sort().join(", ")}`);
}

/** Compiles the program with TypeScript 7; returns the lines with errors, as `file:line`. */
function compile(): string[] {
  rmSync(join(program, "out"), { recursive: true, force: true });
  const { stdout } = spawnSync(execPath, [TSC, "-p", program, "--pretty", "false"], { cwd: program, encoding: "utf8" });
  const lines = stdout.split("\n").flatMap((line) => /^(\S+)\((\d+),/.exec(line)?.slice(1, 3).join(":") ?? []);
  expect({ lines: lines.length, stdout }).toMatchObject(lines.length === 0 ? { stdout: "" } : {});
  return [...new Set(lines)];
}

function runsTests(): void {
  const { status, stdout } = spawnSync(execPath, ["--test", "out/test/census.js"], { cwd: program, encoding: "utf8" });
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining("pass 5") });
}

describe("a program of sixty uses", () => {
  it("is found where it says so on the way from v4.1 to v4.2, and what is left is listed", async () => {
    await install("v4.1");
    expect(compile()).toEqual([]);
    runsTests();
    const { code, out } = await upgrade("v4.2", "--json");
    const said = saidLines("4\\.2");
    expect([code, foundLines(out)]).toEqual([1, said]);
    const fix = await upgrade("v4.2", "--fix");
    expect([fix.code, fix.out]).toEqual([1, expect.stringMatching(/^0 of \d+ places mended in 0 files; \d+ left$/m)]);
    await install("v4.2");
    const errors = compile();
    const listed = said.map((line) => line.split(" ")[0]);
    expect(errors.length).toBeGreaterThan(5);
    expect(errors.filter((line) => !listed.includes(line))).toEqual([]);
  });

  it("compiles with v4.2 once these lines are mended by hand", () => {
    copyFileSync(join(FIXTURE, "by-hand/memory.ts"), join(program, "src/memory.ts"));
    expect(compile()).toEqual([]);
    runsTests();
  });

  it("goes to a development branch by --fix alone", async () => {
    expect(foundLines((await upgrade("dev", "--json")).out)).toEqual(saidLines("dev"));
    const before = sources();
    const diff = await upgrade("dev", "--diff");
    expect([diff.code, sources()]).toEqual([1, before]);
    const fix = await upgrade("dev", "--fix");
    expect(fix.out.startsWith(diff.out)).toBe(true);
    expect(fix.code).toBe(1);
    expect(fix.out).toMatch(/^warning value-missed: `fd_types` has got `IOURING`$/m);
    expect(fix.out).toMatch(/; 1 left$/m);
    await install("dev");
    expect(compile()).toEqual([]);
    runsTests();
  });
});
