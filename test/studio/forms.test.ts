import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Opened } from "../../studio/engine/opened.ts";
import { Session } from "../../studio/engine/session.ts";
import type { Forms } from "../../studio/parts/forms.ts";
import type { Call } from "../../studio/rpc/message.ts";
import { ANSWERS } from "../../studio/views/answers.ts";
import { bytesForms, searchForms } from "../../studio/views/memory/forms.ts";
import { ROOT } from "../support/run.ts";
import { temporaryFolder } from "../support/schema.ts";

const FIXTURES = join(ROOT, "test/fixtures");
const SOURCES = { fds: "images/fds", unixs: "images/unixs", threads: "memory/threads/images" };
const [PID, ADDRESS, WORD] = [32_621, 0x4ba180n, "beta-queue"] as const;
const CALL: Call = { signal: new AbortController().signal, progress: () => {}, part: () => {} };
const RECIPE =
  "- comm: { pid: 3438, name: web }\n- limit: { pid: 3438, resource: nofile, soft: 18446744073709551614, hard: none }\n";

const folder = temporaryFolder(afterAll);
const session = new Session();
const forms: Record<string, Forms> = {};
const isJqHere = (() => {
  try {
    execFileSync("jq", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

const opened = (name: string): Opened => session.get(name);

/** Makes the forms of all places, and compiles all programs at once: in a project as a user has it, with strict types. */
beforeAll(async () => {
  for (const [name, path] of Object.entries(SOURCES)) {
    symlinkSync(join(FIXTURES, path), join(folder, name));
    session.add(name, await openCheckpoint(join(folder, name)));
  }
  const memory = await openMemory(opened("threads").checkpoint, PID);
  const bytes = [...(await memory.read(ADDRESS, 256))];
  Object.assign(forms, {
    findings: await ANSWERS["overview.findingForms"](opened("fds"), {}, CALL),
    facts: await ANSWERS["overview.factForms"](opened("fds"), {}, CALL),
    processes: await ANSWERS["overview.processForms"](opened("threads"), {}, CALL),
    releases: await ANSWERS["overview.releaseForms"](opened("fds"), {}, CALL),
    process: await ANSWERS["process.forms"](opened("threads"), { pid: PID }, CALL),
    image: await ANSWERS["image.forms"](opened("fds"), { file: "files.img" }, CALL),
    entry: await ANSWERS["image.forms"](opened("fds"), { file: "files.img", entry: 5 }, CALL),
    search: await ANSWERS["find.forms"](opened("fds"), { query: "/tmp" }, CALL),
    comparison: await ANSWERS["compare.forms"](opened("fds"), { other: "unixs" }, CALL),
    recipe: await ANSWERS["edit.forms"](opened("fds"), { text: RECIPE }, CALL),
    bytes: bytesForms("threads", PID, ADDRESS, bytes),
    text: searchForms("threads", PID, { form: "text", pattern: WORD }, [0x7fff660a86afn, 0x7fff660a8f9fn]),
    regex: searchForms("threads", PID, { form: "regex", pattern: "beta-\\w+" }, [0x7fff660a86afn, 0x7fff660a8f9fn]),
    hex: searchForms("threads", PID, { form: "bytes", pattern: "62 65 74 61 2d" }, [0x7fff660a86afn, 0x7fff660a8f9fn]),
  });
  compile();
}, 120_000);
afterAll(async () => {
  for (const name of Object.keys(SOURCES)) await session.close(name);
});

/** Installs critgen and the packages that it has. */
function linkPackages(): void {
  const [from, to] = [join(ROOT, "node_modules"), join(folder, "node_modules")];
  mkdirSync(to);
  for (const name of readdirSync(from)) symlinkSync(join(from, name), join(to, name));
  symlinkSync(ROOT, join(to, "critgen"));
}

function compile(): void {
  linkPackages();
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, { typescript }] of Object.entries(forms)) writeFileSync(join(folder, `${name}.ts`), typescript);
  const options = { strict: true, module: "nodenext", target: "es2023", types: ["node"], noUnusedLocals: true };
  const files = Object.keys(forms).map((name) => `${name}.ts`);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
  run("tsc", [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."]);
  mkdirSync(join(folder, "bin"));
  const program = join(folder, "bin/critgen");
  writeFileSync(program, `#!/bin/sh\nexec '${execPath}' '${join(ROOT, "dist/main.cjs")}' "$@"\n`);
  chmodSync(program, 0o755);
}

function run(what: string, words: readonly string[]): string {
  try {
    return execFileSync(execPath, words, { cwd: folder, encoding: "utf8" });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${what}: ${stdout}${stderr}`);
  }
}

const program = (name: string): string => run(name, [join(folder, `${name}.js`)]);
const json = (name: string): unknown => JSON.parse(forms[name]?.json ?? "");

/** Runs a command line in a shell. Findings and differences have exit codes of their own. */
function command(name: string): string {
  const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
  const line = `{ ${forms[name]?.command}\n} || [ $? = 1 ]`;
  return execFileSync("/bin/sh", ["-c", line], { cwd: folder, encoding: "utf8", env });
}

describe("the program and the command tell the same as the JSON", () => {
  test("findings", () => {
    expect(json("findings")).toHaveLength(3);
    expect(JSON.parse(program("findings"))).toEqual(json("findings"));
    expect(JSON.parse(command("findings"))).toMatchObject([{ findings: json("findings") }]);
  });

  test("releases", () => {
    expect(json("releases")).toMatchObject({ path: "fds", unknown: 0, oldest: expect.stringMatching(/^v/) });
    expect(JSON.parse(program("releases"))).toEqual(json("releases"));
    expect(JSON.parse(command("releases"))).toEqual(json("releases"));
  });

  test("facts and processes", () => {
    expect(json("facts")).toMatchObject({ sizes: { images: 10_678 } });
    expect(json("processes")).toMatchObject([{ pid: PID, comm: "weave" }]);
    for (const name of ["facts", "processes"]) {
      expect(JSON.parse(program(name))).toEqual(json(name));
      expect(JSON.parse(command(name))).toMatchObject(json(name) as object);
    }
  });

  test("a process", () => {
    expect(json("process")).toMatchObject({ pid: PID, comm: "weave" });
    expect(JSON.parse(program("process"))).toEqual(json("process"));
    if (isJqHere) expect(JSON.parse(command("process"))).toMatchObject(json("process") as object);
  });

  test("an image, and one entry of it", () => {
    expect(program("image")).toBe(`${forms["image"]?.json}\n`);
    expect(JSON.parse(command("image"))).toEqual(json("image"));
    expect(json("entry")).toMatchObject({ id: 6, type: "REG" });
    expect(program("entry")).toBe(`${forms["entry"]?.json}\n`);
    if (isJqHere) expect(JSON.parse(command("entry"))).toEqual(json("entry"));
  });

  test("bytes of memory", () => {
    const { bytes } = json("bytes") as { readonly bytes: string };
    expect(bytes).toMatch(/^08c04800/);
    expect(JSON.parse(program("bytes"))).toEqual(json("bytes"));
    const rows = command("bytes").trim().split("\n");
    expect(rows.map((row) => row.slice(8, 58).replaceAll(" ", "")).join("")).toBe(bytes);
  });

  test.each(["text", "regex", "hex"])("a search in memory: %s", (name) => {
    expect(JSON.parse(program(name))).toEqual(json(name));
    for (const address of json(name) as string[]) expect(command(name)).toContain(address.slice(2));
  });

  test("a search in everything", () => {
    expect(forms["search"]?.json.split("\n").length).toBeGreaterThan(10);
    expect(program("search")).toBe(`${forms["search"]?.json}\n`);
    expect(command("search")).toBe(`${forms["search"]?.json}\n`);
  });

  test("a comparison", () => {
    const { changes } = json("comparison") as { readonly changes: readonly object[] };
    expect(changes.length).toBeGreaterThan(1);
    expect(JSON.parse(command("comparison"))).toEqual(json("comparison"));
    expect(program("comparison").trim().split("\n").length).toBeGreaterThanOrEqual(changes.length);
  });

  test("a recipe", () => {
    expect(json("recipe")).toMatchObject([{ comm: { pid: 3438 } }, { limit: { soft: "18446744073709551614" } }]);
    expect(program("recipe")).toMatch(/core-3438\.img tc\.comm w web/);
    const path = join(folder, "fds-edited.tar");
    expect(existsSync(path)).toBe(true);
    expect(command("recipe")).toMatch(/^4 values in 1 file changed/);
  });
});
