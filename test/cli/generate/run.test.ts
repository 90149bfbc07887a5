import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type GenerateOptions, runGenerate } from "../../../cli/generate/run.ts";
import { SchemaError } from "../../../generator/model/problem.ts";
import { PROJECT_SCHEMA, projectOf, proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const LONG_AGO = new Date("2001-02-03T04:05:06Z");

let told: string[] = [];
beforeEach(() => {
  told = [];
  const keep = (...texts: unknown[]): void => void told.push(texts.join(" "));
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of spies) spy.mockImplementation(keep);
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
});

type Options = Partial<Omit<GenerateOptions, "projects">> & { readonly schema?: string };

/** Runs the command without the slow check of types, which another test covers. */
function run(out: string, { schema = tinySchema(), ...options }: Options = {}): Promise<0 | 1> {
  const project = projectOf({ schema, out });
  return runGenerate({ check: false, diff: false, force: false, ...options, projects: [project] }, () => ({
    defects: [],
  }));
}

const contents = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length), readFileSync(path, "utf8")]),
  );

const edit = (file: string, text: string): void => writeFileSync(file, readFileSync(file, "utf8") + text);

describe("critgen generate", () => {
  it("reports declarations of a schema that it skips", async () => {
    const text = `message note { extensions 5 to 9; }
extend note { optional bool a = 5; optional bool b = 6; }
service Notes { rpc Get (note) returns (note); }`;
    const schema = tinySchema({ protos: { "note.proto": proto(text) } });
    expect(await run(join(temporaryFolder(), "out"), { schema })).toBe(0);
    expect(told.filter((line) => line.includes("skipped"))).toEqual([
      "critgen: the service `Notes` (messages/note.proto:5) is skipped: images have no services",
      "critgen: the extension `a` (messages/note.proto:4) is skipped: its values are kept as unknown fields; and so is 1 other",
    ]);
  });

  it("writes a package, and nothing the second time", async () => {
    const out = temporaryFolder();
    expect(await run(out)).toBe(0);
    expect(told.at(-1)).toMatch(/: (\d+) written, 0 changed, 0 removed \(\1 files\)\nits exports are in .*prepack`$/);
    const before = contents(out);
    expect(before.has("/src/messages/base-entry.ts")).toBe(true);
    expect(await run(out)).toBe(0);
    expect(told.at(-1)).toMatch(/: \d+ files, all up to date\nits exports are in .*prepack`$/);
    expect(contents(out)).toEqual(before);
  });

  it("writes the same bytes to two folders", async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    expect([await run(one, { schema: PROJECT_SCHEMA }), await run(two, { schema: PROJECT_SCHEMA })]).toEqual([0, 0]);
    expect(contents(one).size).toBeGreaterThan(250);
    expect(contents(one)).toEqual(contents(two));
  });

  it("writes only changed files", async () => {
    const out = temporaryFolder();
    await run(out);
    const untouched = join(out, "src/messages/base-entry.ts");
    utimesSync(untouched, LONG_AGO, LONG_AGO);
    expect(await run(out, { schema: tinySchema({ images: table(row("NOTE", "raw: true")) }) })).toBe(0);
    expect(existsSync(join(out, "src/images/note.ts"))).toBe(true);
    expect(statSync(untouched).mtime).toEqual(LONG_AGO);
    expect(await run(out)).toBe(0);
    expect(told.at(-1)).toMatch(/: 0 written, \d+ changed, 1 removed/);
    expect(existsSync(join(out, "src/images/note.ts"))).toBe(false);
  });

  it("writes nothing for an invalid schema", async () => {
    const out = join(temporaryFolder(), "package");
    const schema = tinySchema({ images: table("NOTE: { raw: true }") });
    await expect(run(out, { schema })).rejects.toThrow(SchemaError);
    expect(existsSync(out)).toBe(false);
  });

  it("writes nothing if the rendered package does not compile", async () => {
    const out = join(temporaryFolder(), "package");
    const options = { projects: [projectOf({ out })], check: false, diff: false, force: false };
    const defects = [{ path: "src/all.ts", line: 7, message: "no such thing" }];
    await expect(runGenerate(options, () => ({ defects }))).rejects.toThrow(
      /defect of critgen[\s\S]*src\/all\.ts:7: no such thing/,
    );
    expect(existsSync(out)).toBe(false);
  });

  it("checks the types of the written files", async () => {
    const options = { projects: [projectOf()], check: false, diff: false, force: false };
    const check = vi.fn(() => ({ defects: [] }));
    await runGenerate(options, check);
    expect(check).toHaveBeenCalledTimes(1);
    expect(await runGenerate({ ...options, projects: [projectOf()] })).toBe(0);
  });
});

describe("a foreign or edited file", () => {
  it("stays if critgen did not write it", async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "src"));
    writeFileSync(join(out, "src/all.ts"), "mine");
    await expect(run(out)).rejects.toThrow(/in the way[\s\S]*src\/all\.ts[\s\S]*--force/);
    expect([...contents(out)]).toEqual([["/src/all.ts", "mine"]]);
  });

  it("stays if a person edited it", async () => {
    const out = temporaryFolder();
    await run(out);
    edit(join(out, "README.md"), "mine\n");
    const before = contents(out);
    await expect(run(out)).rejects.toThrow(/edited by hand[\s\S]*README\.md[\s\S]*--force/);
    expect(contents(out)).toEqual(before);
  });

  it("is replaced with --force", async () => {
    const [out, fresh] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(out, "LICENSE"), "mine");
    expect(await run(out, { force: true })).toBe(0);
    edit(join(out, "README.md"), "mine\n");
    expect(await run(out, { force: true })).toBe(0);
    await run(fresh);
    expect(contents(out)).toEqual(contents(fresh));
  });
});

describe("critgen generate --check", () => {
  it("exits with 0 if the folder is current, with 1 and a name if a file is not, and writes nothing", async () => {
    const out = temporaryFolder();
    await run(out);
    expect(await run(out, { check: true })).toBe(0);
    const kept = contents(out);
    edit(join(out, "src/all.ts"), "// mine\n");
    const edited = contents(out);
    told = [];
    expect(await run(out, { check: true })).toBe(1);
    expect(told.join("\n")).toMatch(
      /is out of date with .*:\n {2}edited +src\/all\.ts\nUpdate it with `critgen generate --force`/,
    );
    expect(contents(out)).toEqual(edited);
    writeFileSync(join(out, "src/all.ts"), kept.get("/src/all.ts") ?? "");
    expect(await run(out, { check: true })).toBe(0);
  });

  it("lists missing, changed and stale files", async () => {
    const out = temporaryFolder();
    await run(out, { schema: tinySchema({ images: table(row("OLD", "raw: true")) }) });
    const before = contents(out);
    told = [];
    expect(await run(out, { schema: tinySchema({ images: table(row("NEW", "raw: true")) }), check: true })).toBe(1);
    const lines = told.flatMap((text) => text.split("\n")).map((line) => line.trim().split(/ +/));
    expect(lines).toContainEqual(["missing", "src/images/new.ts"]);
    expect(lines).toContainEqual(["changed", "src/all.ts"]);
    expect(lines).toContainEqual(["stale", "src/images/old.ts"]);
    expect(contents(out)).toEqual(before);
  });

  it("makes no folder", async () => {
    const out = join(temporaryFolder(), "package");
    expect(await run(out, { check: true })).toBe(1);
    expect(existsSync(out)).toBe(false);
  });
});

describe("critgen generate --diff", () => {
  it("exits with 0 if nothing would change, otherwise with 1 and the changed lines, and writes nothing", async () => {
    const out = temporaryFolder();
    await run(out);
    expect(await run(out, { diff: true })).toBe(0);
    const before = contents(out);
    told = [];
    expect(await run(out, { schema: tinySchema({ images: table(row("NOTE", "raw: true")) }), diff: true })).toBe(1);
    const text = told.join("\n");
    expect(text).toContain("--- /dev/null");
    expect(text).toMatch(/^\+\+\+ src\/images\/note\.ts/m);
    expect(text).toMatch(/^\+ {2}NOTE: NoteImage;$/m);
    expect(contents(out)).toEqual(before);
  });
});
