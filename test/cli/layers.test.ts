import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/run.ts";

/* The linter refuses `console` and imports of cli/ outside of it. These are the other ways to print. */

const LIBRARIES = ["api", "generator", "inspect", "lsp", "registry", "runtime", "upstream"];

const files = LIBRARIES.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path)),
);

/** Lists the lines of libraries that match a pattern, with their files. */
function linesWith(pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(join(ROOT, file), "utf8")
      .split("\n")
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
}

describe("a library", () => {
  it("neither prints nor asks whether there is a terminal", () => {
    expect(
      linesWith(/\bprocess\.(?:stdout|stderr)\b|\bisTTY\b|import [^"]*\b(?:stdout|stderr)\b[^"]*"node:process"/),
    ).toEqual([]);
  });

  it("sets no exit code and does not end the process", () => {
    expect(linesWith(/\bprocess\.(?:exit|exitCode)\b|import [^"]*\b(?:exit|exitCode)\b[^"]*"node:process"/)).toEqual(
      [],
    );
  });
});
