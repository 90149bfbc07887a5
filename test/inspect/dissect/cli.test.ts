import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/schema.ts";
import { dissect, textOf } from "./support.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const CORPUS = join(ROOT, "test/fixtures/images");
const FILES = join(CORPUS, "fds/files.img");

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function node(args: readonly string[], input?: Uint8Array): Result {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  const options = { cwd: ROOT, env, maxBuffer: 1 << 28, encoding: "utf8", ...(input && { input }) } as const;
  const { status, stdout, stderr } = spawnSync(execPath, args, options);
  return { code: status, out: stdout, err: stderr };
}

/** The program, compiled: inside the project, where Node finds what it imports. */
let compiled = "";
let folder = "";
beforeAll(() => {
  folder = temporaryFolder(afterAll);
  compiled = mkdtempSync(join(ROOT, "node_modules", ".critgen-test-"));
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const { code, out } = node([tsc, "-p", "tsconfig.build.json", "--outDir", compiled]);
  expect({ code, out }).toEqual({ code: 0, out: "" });
});
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

const main = (): string => join(compiled, "cli", "main.js");
const critgen = (...args: readonly string[]): Result => node([main(), "dissect", ...args]);

/** A file that ends inside its entry 2. */
function cutFile(): string {
  const path = join(folder, "files.img");
  writeFileSync(path, readFileSync(FILES).subarray(0, 0x9d));
  return path;
}

describe("critgen dissect", () => {
  it("exits with 0 where nothing is wrong, and shows all of it", () => {
    const bytes = readFileSync(FILES);
    const { code, out, err } = critgen(FILES);
    const lines = textOf(dissect(bytes, "files.img"), bytes);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(`${lines.join("\n")}\n\n46 entries; nothing wrong\n`);
  });

  it("exits with 1 where something is wrong, and says where first", () => {
    const { code, out, err } = critgen(cutFile());
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(/error: past the end of the file: 40 bytes are[\s\S]*first error: offset 0x7c, entry 2\n$/);
  });

  it("exits with 2 where it cannot read, or there is nothing to tell, with one line of why", () => {
    const raw = join(CORPUS, "fds/pages-1.img");
    expect(critgen(join(folder, "nothing.img"))).toMatchObject({ code: 2, out: "" });
    expect(critgen(folder)).toMatchObject({ code: 2, out: "" });
    expect(critgen(raw)).toMatchObject({
      code: 2,
      out: "",
      err: `critgen: ${raw}: PAGES is raw: CRIU puts no structure into it, so there is nothing to take apart\n`,
    });
  });

  it("reads standard input, whose name tells nothing", () => {
    const { code, out } = node([main(), "dissect", "-"], readFileSync(FILES));
    expect(code).toBe(0);
    expect(out).toBe(critgen(FILES).out);
  });

  it("shows only the entries that were asked for", () => {
    const all = critgen("--json", FILES).out.trimEnd().split("\n");
    const some = critgen("--json", "--entries", "2-4,7", FILES).out.trimEnd().split("\n");
    const wanted = all.filter((line) => [2, 3, 4, 7].includes(JSON.parse(line).entry));
    expect(some).toEqual(wanted);
    expect(critgen("--json", "--entries", "44-", FILES).out).toContain('"entry":45');
    const { code, out } = critgen("--entries", "1", cutFile());
    expect(code).toBe(1);
    expect(out).toMatch(/^0000005d {2}1b 00 00 00 {14}entry 1: file_entry, 27 bytes\n/);
    expect(out).toMatch(/\n3 entries; 1 error; first error: offset 0x7c, entry 2\n$|\n3 entries; [^\n]*entry 2\n$/);
  });

  it.each(["46", "46-", "x", "5-2", "", "1,,2", "-3"])("refuses --entries %s", (entries) => {
    const { code, out, err } = critgen(`--entries=${entries}`, FILES);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^critgen: --entries .*\n$/);
  });

  it("is content where its reader has had enough", async () => {
    const child = spawn(execPath, [main(), "dissect", "--json", "--full", join(CORPUS, "tcp/tcp-stream-daaec.img")]);
    child.stdout.once("data", () => child.stdout.destroy());
    let err = "";
    child.stderr.on("data", (text) => {
      err += text;
    });
    const code = await new Promise((done) => child.once("close", done));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
