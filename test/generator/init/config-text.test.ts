import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { configText } from "../../../generator/init/config-text.ts";
import { fromManifest } from "../../../generator/init/manifest.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Enters an empty folder for the rest of the test. */
function enter(): string {
  const before = process.cwd();
  const folder = temporaryFolder();
  onTestFinished(() => process.chdir(before));
  process.chdir(folder);
  return folder;
}

const ABOUT = "# Config of `critgen generate`. docs/package.md of critgen explains each key.\n";

describe("the text of a config", () => {
  it("contains the answers only", () => {
    enter();
    expect(configText({}, "critgen.yaml")).toBe(`${ABOUT}\nparts: [ codec ]\n`);
    expect(configText({ parts: [], license: "ISC", repository: "github:acme/x" }, "critgen.yaml")).toBe(
      `${ABOUT}\nparts: [ codec ]\n`,
    );
  });

  it("contains the version and the license of a package", () => {
    enter();
    const lists = { images: ["A", "B*"], parts: ["codec", "json"], extend: ["fork"] };
    expect(configText({ name: "x", ...lists, output: "sources", out: "lib" }, "critgen.yaml")).toBe(
      `${ABOUT}
name: x
version: 0.1.0
license: MIT
extend: [ fork ]
images: [ A, B* ]
parts: [ codec, json ]
output: sources
out: lib
`,
    );
    const text = configText({ name: "x", license: "ISC", repository: { url: "u", directory: "d" } }, "critgen.yaml");
    expect(text).toContain("license: ISC\nrepository:\n  url: u\n  directory: d\nparts:");
  });

  it("names its JSON Schema for editors if critgen is installed nearby", () => {
    const folder = enter();
    const shape = "node_modules/critgen/schema";
    mkdirSync(join(folder, shape), { recursive: true });
    writeFileSync(join(folder, shape, "critgen.schema.json"), "{}");
    const first = (file: string): string[] => configText({}, file).split("\n").slice(0, 3);
    expect(first("critgen.yaml")).toEqual([
      `# yaml-language-server: $schema=${shape}/critgen.schema.json`,
      "",
      ABOUT.trim(),
    ]);
    expect(first("a/b.yaml")[0]).toBe(`# yaml-language-server: $schema=../${shape}/critgen.schema.json`);
  });
});

describe("the values of a package.json", () => {
  const found = (manifest: unknown, license?: string) => {
    const folder = enter();
    writeFileSync("package.json", typeof manifest === "string" ? manifest : JSON.stringify(manifest));
    if (license !== undefined) writeFileSync(join(folder, "LICENSE"), license);
    return fromManifest(folder);
  };

  it("become answers if a config allows them", () => {
    expect(found({ license: "ISC", repository: "acme/x" }, "text")).toEqual({
      answers: { license: "ISC", repository: "github:acme/x" },
      notes: [],
    });
    expect(found({ repository: { type: "git", url: "https://a.b/c" } }).answers).toEqual({
      repository: "https://a.b/c",
    });
    const both = { url: "https://a.b/c", directory: "lib" };
    expect(found({ license: "MIT", repository: { ...both, type: "git" } }).answers).toEqual({
      ...{ license: "MIT", repository: both },
    });
    expect(found({ repository: "gitlab:acme/x" }).answers).toEqual({ repository: "gitlab:acme/x" });
  });

  it("are missing if there is no package.json, or if they have the wrong type", () => {
    const folder = enter();
    expect(fromManifest(folder)).toEqual({ answers: {}, notes: [] });
    expect(found({ license: { type: "MIT" } })).toEqual({ answers: {}, notes: [] });
  });

  it("become a note if a config would refuse them", () => {
    expect(found({ license: "ISC" })).toEqual({
      answers: { license: "UNLICENSED" },
      notes: [
        "License: UNLICENSED for now. package.json says ISC, but there is no LICENSE with its text: add the file beside critgen.yaml, then write `license: ISC` there.",
      ],
    });
    expect(found({ license: "WTF" }).notes).toEqual([
      "License: UNLICENSED for now. package.json says WTF, but that is not an SPDX expression: write one after `license:` in critgen.yaml.",
    ]);
    expect(found({ repository: "gist:1" })).toEqual({
      answers: {},
      notes: [
        "Repository: none. In package.json, `gist:1` is not the URL of a repository, or a short form such as github:acme/x.",
      ],
    });
  });

  it("are refused if the file is not JSON", () => {
    expect(() => found("{")).toThrow(/^package\.json is not JSON: /);
  });
});
