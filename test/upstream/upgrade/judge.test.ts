import { cpSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { formatOfModel } from "../../../generator/model/format/format.ts";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { diffFormats } from "../../../upstream/diff/diff.ts";
import { RULES } from "../../../upstream/diff/rules/rules.ts";
import { planImport } from "../../../upstream/import/import.ts";
import { writeTexts } from "../../../upstream/import/texts.ts";
import { ROOT } from "../../support/here.ts";
import { proto, row, type SchemaTexts, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

/*
 * TypeScript 7 judges the search: a program that uses everything of a package, a use a line, is searched, and compiled
 * with the new package. `npm run releases` does the same for all neighbouring releases of CRIU.
 */

interface Judged {
  readonly uses: number;
  readonly found: number;
  readonly errors: number;
  readonly api: number;
  readonly wrong: readonly string[];
}

async function judge(before: string, after: string): Promise<Judged> {
  const module: { judge(before: string, after: string): Judged } = await import(
    pathToFileURL(`${ROOT}/scripts/releases/upgrades.mjs`).href
  );
  return module.judge(before, after);
}

/** Two schemas: each rule of diff on programs has a change. */
const BEFORE: SchemaTexts = {
  images: table(
    row("THING", "magic: 0x22222223, town: T, entries: m"),
    row("OTHER", "magic: 0x22222232, town: T, entries: kept"),
    row("LEAVING", "magic: 0x22222233, town: T, entries: kept"),
    row("LAID", "magic: 0x22222322, town: T, entries: kept"),
  ),
  protos: {
    "m.proto": proto(`enum sort { A = 0; B = 1; C = 2; }
enum old_enum { D = 0; E = 1; }
enum gone_enum { F = 0; }
message kept { optional uint32 a = 1; }
message old_message { optional uint32 z = 1; required bytes y = 2; }
message gone_message { optional bool b = 1; }
message m {
  required uint32 id = 1;
  optional uint32 removed = 2;
  required uint32 demanded = 3;
  optional uint32 renamed = 4;
  optional uint32 replaced = 5;
  required uint32 ceded = 6;
  optional string taken_from = 7;
  optional string taken = 8;
  required uint32 typed = 9;
  required uint32 relaxed = 10;
  optional uint32 tightened = 11;
  optional uint32 single = 12;
  repeated uint32 list = 13;
  optional uint32 defaulted = 14 [default = 1];
  optional sort sort = 15;
  optional old_enum old_enum = 16;
  optional old_message old_message = 17;
}`),
  },
};

const AFTER: SchemaTexts = {
  images: table(
    row("THING", "magic: 0x22222223, town: T, entries: m"),
    row("ANOTHER", "magic: 0x22222232, town: T, entries: kept").replace("another.img", "other.img"),
    row("LAID", "magic: 0x22222322, town: T, entries: m"),
  ).replace("v1.1:", "v1.2:"),
  protos: {
    "m.proto": proto(`enum sort { A = 0; X = 1; }
enum new_enum { D = 0; E = 1; }
message kept { optional uint32 a = 1; }
message new_message { optional uint32 z = 1; required bytes y = 2; }
message m {
  required uint32 id = 1;
  optional uint32 fresh = 4;
  optional string another = 5;
  required uint32 compat_ceded = 6;
  optional uint64 ceded = 30;
  optional string taken = 7;
  required uint64 typed = 9;
  optional uint32 relaxed = 10;
  required uint32 tightened = 11;
  repeated uint32 single = 12;
  optional uint32 list = 13;
  optional uint32 defaulted = 14 [default = 2];
  optional sort sort = 15;
  optional new_enum old_enum = 16;
  optional new_message old_message = 17;
  required uint32 added = 18;
  repeated uint32 listed = 19;
}`),
  },
};

describe("the search for all that a format changes", () => {
  it("finds a change by each rule on programs, and what the compiler refuses", async () => {
    const [before, after] = [tinySchema(BEFORE), tinySchema(AFTER)];
    const [old, now] = [before, after].map((schema) => formatOfModel(loadModel(schema)));
    if (old === undefined || now === undefined) throw new Error("there are two formats");
    const tripped = new Set(diffFormats(old, now).flatMap(({ rules }) => rules.map(({ id }) => id)));
    const untried = RULES.filter(({ id, breaks }) => breaks.includes("api") && !tripped.has(id)).map(({ id }) => id);
    expect(untried).toEqual([]);
    const { wrong, api, errors } = await judge(before, after);
    expect(wrong).toEqual([]);
    expect([api > 20, errors > 30]).toEqual([true, true]);
  });

  it("agrees with the compiler on two releases of a small source tree", async () => {
    const [before, after] = [temporaryFolder(), temporaryFolder()];
    const bring = (schema: string, tree: string): void => {
      const { before: had, after: has } = planImport(
        schema,
        readCriuTree(join(ROOT, "test/fixtures/criu-trees", tree)),
      );
      writeTexts(schema, had, has);
    };
    bring(before, "old");
    cpSync(before, after, { recursive: true });
    bring(after, "new");
    const { wrong, api, found } = await judge(before, after);
    expect(wrong).toEqual([]);
    expect([api > 0, found > 0]).toEqual([true, true]);
  });
});
