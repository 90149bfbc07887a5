import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { verify } from "../../../../generator/targets/python/verify.ts";
import { temporaryFolder } from "../../../support/schema.ts";

/** Runs with a PATH that has only `python3`, a program of Node, or nothing. */
function withPython(program?: string): void {
  const { PATH } = process.env;
  onTestFinished(() => {
    process.env["PATH"] = PATH;
  });
  const folder = temporaryFolder();
  process.env["PATH"] = folder;
  if (program === undefined) return;
  writeFileSync(join(folder, "python3"), `#!${process.execPath}\n${program}\n`);
  chmodSync(join(folder, "python3"), 0o755);
}

const FILES = new Map([
  ["src/a/b.py", "x = 1\n"],
  ["README.md", "# a\n"],
]);

describe("the verification of Python", () => {
  it("says so if there is no Python", async () => {
    withPython();
    expect(await verify(FILES)).toEqual({ defects: [], unverified: "there is no `python3` on the PATH" });
  });

  it("says so if Python does not run", async () => {
    withPython('process.stderr.write("Traceback\\nno module encodings\\n"); process.exit(1);');
    expect(await verify(FILES)).toEqual({ defects: [], unverified: "`python3` fails: no module encodings" });
  });

  it("gives Python all modules, and returns the defects that it finds", async () => {
    withPython(`let text = "";
process.stdin.on("data", (more) => { text += more; });
process.stdin.on("end", () => {
  const defects = Object.entries(JSON.parse(text)).map(([path, message]) => ({ path, line: 1, message }));
  process.stdout.write(JSON.stringify(defects));
});`);
    expect(await verify(FILES)).toEqual({ defects: [{ path: "src/a/b.py", line: 1, message: "x = 1\n" }] });
  });
});
