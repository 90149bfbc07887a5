import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { execPath } from "node:process";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT, run } from "../support/cli.ts";
import { afterAllTests, temporaryFolder } from "../support/schema.ts";

/* The extension of VS Code, as a file. VS Code's own test host is no package of npm: nothing here starts the editor. */

const cleanup = afterAllTests();
let files: ReadonlyMap<string, Uint8Array>;

beforeAll(() => {
  const file = join(temporaryFolder(cleanup), "critgen.vsix");
  expect(run(execPath, [join(ROOT, "scripts/extension.mjs"), file])).toMatchObject({ code: 0 });
  files = new Map(Object.entries(unzipSync(readFileSync(file))));
});

const text = (path: string): string => new TextDecoder().decode(files.get(path));

describe("the .vsix file", () => {
  it("has the files that VS Code needs, and no others", () => {
    expect([...files.keys()].sort()).toEqual([
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/LICENSE.txt",
      "extension/extension.cjs",
      "extension/package.json",
    ]);
    // Each ending of a file needs a type: VS Code refuses the package otherwise.
    for (const path of files.keys()) {
      if (path !== "[Content_Types].xml")
        expect(text("[Content_Types].xml")).toContain(`Extension="${/\.\w+$/.exec(path)?.[0]}"`);
    }
  });

  it("has a valid manifest, of critgen's version, twice the same", () => {
    const manifest = JSON.parse(text("extension/package.json"));
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(manifest).toMatchObject({ version, main: "./extension.cjs" });
    expect(manifest.publisher).toMatch(/^[a-z\d][a-z\d-]*$/);
    expect(manifest.engines.vscode).toMatch(/^\^\d+\.\d+\.\d+$/);
    const [, id, other, publisher] =
      /<Identity Language="en-US" Id="([^"]+)" Version="([^"]+)" Publisher="([^"]+)"\/>/.exec(
        text("extension.vsixmanifest"),
      ) ?? [];
    expect([id, other, publisher]).toEqual([manifest.name, version, manifest.publisher]);
    for (const [, path = ""] of text("extension.vsixmanifest").matchAll(/Path="([^"]+)"/g))
      expect(files.has(path)).toBe(true);
  });
});

it("the bundle needs nothing but VS Code and Node", () => {
  const needed = [...text("extension/extension.cjs").matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = ""]) => name);
  const others = needed.filter((name) => name !== "vscode" && !isBuiltin(name));
  expect(needed).toContain("vscode");
  expect(others).toEqual([]);
});
