import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diffLines } from "diff";
import { describe, expect, it } from "vitest";
import { generate } from "../../../generator/generate.ts";
import type { RenderMap } from "../../../generator/render/render.ts";
import { copyOfSchema, PROJECT_SCHEMA } from "../../support/schema.ts";

/* Generated text changes only with the schema: nothing is wrapped anew. */

/** Counts the changed lines of each file, without its header: the header contains a fingerprint. */
function changes(before: RenderMap, after: RenderMap): [path: string, lines: number][] {
  return [...after].flatMap(([path, text]): [string, number][] => {
    const old = before.get(path) ?? "";
    if (old === text || !path.startsWith("src/")) return [];
    const parts = diffLines(withoutHeader(old), withoutHeader(text));
    return [[path, parts.reduce((sum, part) => sum + (part.added || part.removed ? part.count : 0), 0)]];
  });
}

function withoutHeader(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}

/** Generates the schema after a change of one file. */
function changed(file: string, from: RegExp | string, to: string): RenderMap {
  const schema = copyOfSchema();
  const path = join(schema, file);
  const text = readFileSync(path, "utf8");
  expect(text).toMatch(from);
  writeFileSync(path, text.replace(from, to));
  return generate(schema);
}

describe("a change of the schema", () => {
  const before = generate(PROJECT_SCHEMA);

  it.each([
    ["a new field", "messages/core.proto", /^message thread_core_entry \{/m, "$&\noptional uint32 extra_state = 1000;"],
    ["a removed field", "messages/mm.proto", /^\s+required uint64\s+mm_brk .*$/m, ""],
    ["another type", "messages/mm.proto", /required uint64(\s+mm_brk)/, "required uint32$1"],
    ["another name", "messages/mm.proto", /mm_brk/, "mm_broken"],
    [
      "a new optional text",
      "messages/inventory.proto",
      /^message inventory_entry \{/m,
      "$&\noptional string more = 999;",
    ],
    ["a new value of an enum", "messages/fdinfo.proto", /UND\s+= 0;/, "$& NEWEST = 999;"],
    [
      "a new row",
      "images.yaml",
      /^ {2}PSTREE:/m,
      "  NEW: { about: A, file: new.img, magic: 0x12345678, entries: mm_entry }\n$&",
    ],
  ])("changes only its own lines, a few in each file: %s", (_, file, from, to) => {
    const found = changes(before, changed(file, from, to));
    // A new row adds a module, and a sample to the self-test.
    const isOfRow = (path: string): boolean =>
      path === "src/images/new.ts" || (file === "images.yaml" && path === "src/self-test.ts");
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter(([path, lines]) => lines > 12 && !isOfRow(path))).toEqual([]);
  });

  it("in several fields changes a few lines of the self-test per field", () => {
    const schema = copyOfSchema();
    for (const [file, from] of FIELDS) {
      const path = join(schema, file);
      writeFileSync(path, readFileSync(path, "utf8").replace(from, "$&\n  optional uint64 another = 999;"));
    }
    const found = new Map(changes(before, generate(schema)));
    expect(found.get("src/self-test.ts")).toBeLessThan(6 * FIELDS.length);
  });
});

const FIELDS: readonly (readonly [file: string, from: RegExp])[] = [
  ["messages/mm.proto", /^message mm_entry \{/m],
  ["messages/inventory.proto", /^message inventory_entry \{/m],
  ["messages/pstree.proto", /^message pstree_entry \{/m],
  ["messages/fs.proto", /^message fs_entry \{/m],
  ["messages/creds.proto", /^message creds_entry \{/m],
  ["messages/core.proto", /^message task_core_entry \{/m],
  ["messages/pagemap.proto", /^message pagemap_entry \{/m],
];
