import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printCompat } from "../../../cli/compat/text.ts";
import { compatOf } from "../../../inspect/compat/compat.ts";
import { compatToJson } from "../../../inspect/compat/json.ts";
import { BUILT_IN, type Schema } from "../../../inspect/schema/schema.ts";
import { beginning, concat, framed, words } from "../../support/build.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Returns the built-in schema with a changed history. */
function schemaWith(changes: Partial<Awaited<ReturnType<Schema["history"]>>>): Schema {
  return { ...BUILT_IN, history: async () => ({ ...(await BUILT_IN.history()), ...changes }) };
}

const RELEASES = ["v1", "v2", "v3"].map((name, i) => ({ name, date: `200${i}-01-01` }));
const NONE = {
  RELEASES,
  HEADS_SINCE: {},
  IMAGES_SINCE: {},
  FIELDS_SINCE: {},
  ENUM_VALUES_SINCE: {},
  NOTES: {},
  FORMER_FILES: [],
};

function folder(): string {
  const path = temporaryFolder();
  const fs = (cwd_id: number) => concat(beginning("FS"), framed("fs_entry", { cwd_id, root_id: 2, umask: 3 }));
  writeFileSync(join(path, "fs-1.img"), fs(1));
  writeFileSync(join(path, "fs-2.img"), fs(2));
  writeFileSync(join(path, "fs-3.img"), fs(3));
  return path;
}

const printed = async (schema: Schema, path: string, criu?: string): Promise<string[]> =>
  [...printCompat(await compatOf(schema, path, criu))].map((line) => line.replace(path, "DIR"));

describe("the list of needs", () => {
  it("is sorted by release, newest first, then by kind and name; each release is printed once", async () => {
    const path = folder();
    const schema = schemaWith({
      ...NONE,
      HEADS_SINCE: { common: "v2" },
      IMAGES_SINCE: { FS: "v2" },
      FIELDS_SINCE: { fs_entry: { root_id: "v3", cwd_id: "v3", umask: null } },
      NOTES: { "fs_entry.cwd_id": "a note" },
    });
    expect(await printed(schema, path)).toEqual([
      "DIR: 3 images; no known release understands all of it",
      "",
      "newer than the schema",
      "  fs_entry.umask    fs-1.img and 2 more",
      "",
      "v3 (2002-01-01)",
      "  fs_entry.cwd_id   fs-1.img and 2 more",
      "    a note",
      "  fs_entry.root_id  fs-1.img and 2 more",
      "",
      "v2 (2001-01-01)",
      "  common head       fs-1.img and 2 more",
      "  image FS          fs-1.img and 2 more",
    ]);
    expect((await printed(schema, path, "v3"))[0]).toBe(
      "DIR: 3 images; CRIU v3 misses 1 feature; no known release understands all of it",
    );
    expect((await printed(schema, path, "2")).slice(0, 3)).toEqual([
      "DIR: 3 images; CRIU v2 misses 3 features; no known release understands all of it",
      "",
      "newer than the schema",
    ]);
  });

  it("is empty if everything existed in the first release", async () => {
    const path = folder();
    const compat = await compatOf(schemaWith(NONE), path);
    expect(compat).toEqual({
      ...{ path, images: 3, unknown: 0, problems: [], oldest: "v1", newest: undefined, asked: undefined, missed: [] },
    });
    expect(await printed(schemaWith(NONE), path)).toEqual([
      "DIR: 3 images; CRIU v1 is the oldest release that understands all of it",
    ]);
    expect(await printed(schemaWith(NONE), path, "v1")).toEqual(["DIR: 3 images; CRIU v1 understands all of it"]);
  });

  it("has a newest release if later releases dropped a file, unless other content is newer than that", async () => {
    const path = temporaryFolder();
    writeFileSync(join(path, "former-1.img"), concat(beginning("FS"), framed("fs_entry", { cwd_id: 1, root_id: 2 })));
    const former = (since: string, until: string) =>
      schemaWith({
        ...NONE,
        HEADS_SINCE: { common: "v2" },
        FORMER_FILES: [{ image: "F", file: "former-%u.img", since, until }],
      });
    expect(await compatOf(former("v1", "v3"), path)).toMatchObject({ oldest: "v2", newest: "v2", unknown: 0 });
    expect(await compatOf(former("v1", "v2"), path)).toMatchObject({ oldest: undefined, newest: undefined });
    expect(await printed(former("v1", "v3"), path, "v3")).toEqual(
      [
        "DIR: 1 image; CRIU v3 misses 1 feature; CRIU v2 is the oldest release that understands all of it, and v2 the newest",
        "",
        "read since v1 (2000-01-01), and no longer since v3 (2002-01-01)",
        "  image F      former-1.img",
      ].map((line) => line.replace(/image F +/, "image F  ")),
    );
    expect((await compatOf(former("v1", "v3"), path, "v2")).missed).toEqual([]);
    expect((await compatOf(former("v1", "v3"), path, "v1")).missed.map(({ name }) => name)).toEqual(["common"]);
  });

  it("has a count if something occurs more than once per file", async () => {
    const path = temporaryFolder();
    const entry = framed("fs_entry", { cwd_id: 1, root_id: 2 });
    writeFileSync(join(path, "fs-1.img"), concat(beginning("FS"), entry, entry));
    const schema = schemaWith({ ...NONE, FIELDS_SINCE: { fs_entry: { cwd_id: "v2" } } });
    expect((await printed(schema, path)).at(-1)).toBe("  fs_entry.cwd_id  2 times in fs-1.img");
  });
});

describe("a folder", () => {
  it("is read in the order of file names, current and former", async () => {
    const path = folder();
    writeFileSync(join(path, "fs-0.img"), concat(beginning("FS"), framed("fs_entry", { cwd_id: 1, root_id: 2 })));
    writeFileSync(join(path, "a-1.img"), concat(beginning("FS"), framed("fs_entry", { cwd_id: 1, root_id: 2 })));
    const schema = schemaWith({
      ...NONE,
      HEADS_SINCE: { common: "v2" },
      FORMER_FILES: [{ image: "A", file: "a-%u.img", since: "v1", until: "v3" }],
    });
    const { images, missed } = await compatOf(schema, path);
    expect(images).toBe(5);
    expect(missed.find(({ name }) => name === "common")?.files).toEqual([
      ...["a-1.img", "fs-0.img", "fs-1.img", "fs-2.img", "fs-3.img"],
    ]);
  });

  it("is refused with the names of its folders that have images, under former names", async () => {
    const path = temporaryFolder();
    for (const name of ["b", "a", "c"]) mkdirSync(join(path, name));
    writeFileSync(join(path, "a/x-2.img"), "");
    writeFileSync(join(path, "b/x-1.img"), "");
    const schema = schemaWith({ ...NONE, FORMER_FILES: [{ image: "X", file: "x-%u.img", since: "v1", until: "v3" }] });
    await expect(compatOf(schema, path)).rejects.toThrow(
      new Error(`${path}: no file has the name of an image; these folders have images: a, b`),
    );
  });

  it("has a problem for each folder with the name of an image, current or former", async () => {
    const path = folder();
    for (const name of ["core-1.img", "x-1.img", "other"]) mkdirSync(join(path, name));
    const schema = schemaWith({ ...NONE, FORMER_FILES: [{ image: "X", file: "x-%u.img", since: "v1", until: "v3" }] });
    expect((await compatOf(schema, path)).problems).toEqual([
      ...["core-1.img", "x-1.img"].map((name) => `${join(path, name)}: skipped: a folder`),
    ]);
  });
});

describe("the JSON of compat", () => {
  it("has null for missing values, and omits missing notes", async () => {
    const path = folder();
    const schema = schemaWith({
      ...NONE,
      FIELDS_SINCE: { fs_entry: { cwd_id: "v2", root_id: null } },
      NOTES: { "fs_entry.cwd_id": "a note" },
    });
    const thing = { until: null, kind: "field", count: 3, files: ["fs-1.img", "fs-2.img", "fs-3.img"] };
    expect(JSON.parse(compatToJson(await compatOf(schema, path, "v1")))).toEqual({
      ...{ path, images: 3, unknown: 0, oldest: null, newest: null, asked: "v1" },
      missed: [
        { ...thing, since: null, name: "fs_entry.root_id", path: "entries[0].root_id" },
        { ...thing, since: "v2", name: "fs_entry.cwd_id", path: "entries[0].cwd_id", note: "a note" },
      ],
      problems: [],
    });
  });
});

it("compat says that a file looks compressed, alone and in a folder", async () => {
  const path = folder();
  const file = join(path, "core-1.img");
  writeFileSync(file, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]));
  const problem = expect.stringMatching(/core-1\.img: .*; it looks like compressed with gzip: uncompress it first, /);
  const { images, problems } = await compatOf(schemaWith(NONE), path);
  expect([images, problems]).toEqual([3, [problem]]);
  await expect(compatOf(schemaWith(NONE), file)).rejects.toThrow("it looks like compressed with gzip");
});

it("compat shows enum values, and a commit without a date", async () => {
  const path = temporaryFolder();
  const entry = framed("fdinfo_entry", { id: 1, flags: 0, type: 1, fd: 0 });
  writeFileSync(join(path, "fdinfo-1.img"), concat(beginning("FDINFO"), entry));
  const schema = schemaWith({ ...NONE, ENUM_VALUES_SINCE: { fd_types: { REG: "v3-1-gabc" } } });
  expect(await printed(schema, path)).toEqual([
    "DIR: 1 image; CRIU v3-1-gabc is the oldest release that understands all of it",
    "",
    "v3-1-gabc",
    "  value fd_types.REG  fdinfo-1.img",
  ]);
});

it("compat counts both heads and each unknown magic separately", async () => {
  const path = folder();
  writeFileSync(join(path, "stats-dump"), beginning("STATS"));
  const head = beginning("FS").subarray(0, 4);
  for (const [name, magic] of Object.entries({ a: 1, b: 2, c: 1 })) {
    writeFileSync(join(path, `${name}.img`), concat(head, words(true, magic)));
  }
  const schema = schemaWith({ ...NONE, HEADS_SINCE: { common: "v2", service: "v3" } });
  const { unknown, missed } = await compatOf(schema, path);
  expect(unknown).toBe(3);
  expect(missed.map(({ name, files, path: first }) => [name, files, first])).toEqual([
    ["with magic 0x00000001", ["a.img", "c.img"], ""],
    ["with magic 0x00000002", ["b.img"], ""],
    ["service", ["stats-dump"], ""],
    ["common", ["fs-1.img", "fs-2.img", "fs-3.img"], ""],
  ]);
});

it("compat refuses a folder without a readable image, with one line per problem", async () => {
  const path = temporaryFolder();
  for (const name of ["fs-1.img", "fs-2.img"]) writeFileSync(join(path, name), "");
  await expect(compatOf(BUILT_IN, path)).rejects.toThrow(/^\S+fs-1\.img: [^\n]+\n\S+fs-2\.img: [^\n]+$/);
});
