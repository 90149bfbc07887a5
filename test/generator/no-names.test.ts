import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../generator/generate.ts";
import { referenceTo } from "../../generator/plan/reference.ts";
import { enumNames, imageNames, messageNames } from "../../generator/targets/typescript/names.ts";
import { PROJECT_SCHEMA } from "../support/schema.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const sources = ["generator", "registry", "upstream", "templates"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|hbs|go|py)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
);

const model = loadModel(PROJECT_SCHEMA);

/**
 * Words that only the schema may contain: names of images in capitals, of messages and of enums, and names derived
 * from them. Lower-case names of images are excluded, because many are ordinary words.
 */
const names = new Set([
  ...model.images.flatMap(({ name }) => {
    const { module, columnsModule, ...exported } = imageNames(referenceTo(model, name));
    return [name, module, columnsModule, ...Object.values(exported)];
  }),
  ...model.messages.flatMap(({ name }) => [name, ...Object.values(messageNames(referenceTo(model, name)))]),
  ...model.enums.flatMap(({ name }) => [name, ...Object.values(enumNames(referenceTo(model, name)))]),
]);

/** A name of Go's library that is also the name of an image. */
const OF_GO = /\bfs\.FS\b/g;

/** Returns the forbidden words of a text, with their lines. */
function namesIn(text: string): string[] {
  return text
    .replaceAll(OF_GO, "")
    .split("\n")
    .flatMap((line, i) => {
      const words = (line.match(/[\w./-]*\w/g) ?? []).flatMap((word) => [word, ...word.split(/[./-]+/)]);
      return [...new Set(words)].filter((word) => names.has(word)).map((word) => `${i + 1}: ${word}`);
    });
}

describe("the compiler and its templates", () => {
  it("are searched completely", () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(names.size).toBeGreaterThan(1000);
  });

  it("would fail the search with a name", () => {
    expect(namesIn('// as in PAGEMAP\nimport { readPagemapEntry } from "x";')).toEqual([
      "1: PAGEMAP",
      "2: readPagemapEntry",
    ]);
    expect(namesIn("const a = message.pagemap_entry;\n// The files and pages of signals")).toEqual([
      "1: pagemap_entry",
    ]);
  });

  it("name no image, message or enum of the schema, not even in a comment", () => {
    const found = sources.flatMap((path) =>
      namesIn(readFileSync(path, "utf8")).map((name) => `${path.slice(ROOT.length)}:${name}`),
    );
    expect(found).toEqual([]);
  });
});
