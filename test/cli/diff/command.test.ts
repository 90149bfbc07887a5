import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DiffOptions } from "../../../cli/diff/run.ts";
import { critgenHere } from "../../support/here.ts";
import { proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";
import { changesOf, diff, schema } from "../../upstream/diff/run.ts";

const tinyTable = table();

describe("critgen diff", () => {
  it("exits with 0 and a message if nothing differs", () => {
    const same = schema("optional uint32 a = 1;");
    expect(diff(same, same)).toEqual({ code: 0, out: expect.stringMatching(/:\s+no\s+differences\n$/) });
    expect(changesOf(diff(same, same, { as: "json" }))).toEqual([]);
    expect(diff(same, same, { as: "markdown" }).out).toMatch(/\n\nNo differences\.\n$/);
  });

  it("exits with 0 if nothing breaks, and with 1 for a break that is not allowed", () => {
    const [none, one, other] = ["", "optional uint32 a = 1;", "optional uint32 b = 1;"].map(schema) as [
      string,
      string,
      string,
    ];
    const codes = (before: string, after: string, ...allow: DiffOptions["allow"]): number =>
      diff(before, after, { allow }).code;
    expect(codes(none, one)).toBe(0);
    expect(codes(one, other)).toBe(1);
    expect(codes(one, other, "json")).toBe(1);
    expect(codes(one, other, "json", "api")).toBe(0);
    expect(codes(one, none, "json", "api")).toBe(1);
    expect(codes(one, none, "json", "api", "old-readers")).toBe(1);
    expect(codes(one, none, "json", "api", "old-files")).toBe(0);
    expect(codes(one, none, "json", "api", "wire")).toBe(0);
  });

  it("reads its options from the command line, and lists in JSON changes that --allow accepts", async () => {
    const [one, other] = [schema("optional uint32 a = 1;"), schema("optional uint32 b = 1;")];
    const args = ["diff", one, other, "--json", "--allow", "json"];
    expect(changesOf(await critgenHere(args))).toMatchObject([
      { kind: "renamed", group: "m", name: "b", refused: true },
    ]);
    for (const allow of [
      ["--allow", "api"],
      ["--allow", "wire,api"],
    ]) {
      const allowed = await critgenHere([...args, ...allow]);
      expect([allowed.code, allowed.err]).toEqual([0, ""]);
      expect(changesOf(allowed)).toMatchObject([{ refused: false }]);
    }
  });

  it.each([
    [
      ["--allow", "wires"],
      /^critgen: .*'--allow <what>' argument 'wires' is invalid\. Allowed choices are wire, old-files, /,
    ],
    [["--json", "--markdown"], /^critgen: .* cannot be used with option '--m/],
    [
      [],
      /^critgen: there is no folder \/no\/such, nor has the repository of \. such a revision; `REV:DIR` is a folder of a git revision\n$/,
    ],
    [["--allow", "wire,wires"], /^critgen: .*argument 'wire,wires' is invalid/],
  ])("refuses %j in one line, and exits with 2", async (args, err) => {
    expect(await critgenHere(["diff", "/no/such", ".", ...args])).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(err),
    });
  });

  it("explains why an argument is neither a schema nor a tree", () => {
    expect(() => diff("package.json", "schema")).toThrow("package.json is a file; diff compares folders");
    expect(() => diff("package.json", "HEAD:schema")).toThrow("package.json is a file");
    expect(() => diff("/no/such", "/nor/this")).toThrow("there is no folder /no/such; `REV:DIR`");
    const folder = temporaryFolder();
    const broken = schema("optional uint33 a = 1;");
    expect(() => diff(folder, folder)).toThrow("has no images.yaml, so it is read as a source tree of CRIU: ");
    expect(() => diff(`HEAD:${folder}`, folder)).toThrow("is in no git repository");
    expect(() => diff(broken, broken)).toThrow(/^\/.+: messages\/m\.proto:\d+:\d+: .*uint33/);
  });

  it("prints in Markdown everything about a change, even if one side lacks it", () => {
    const before = schema("optional uint32 a = 1;");
    const after = schema("optional uint64 a = 1; optional uint32 b = 2;");
    const grew = 'changed: [{ field: m.a, from: optional uint32 = 1, to: optional uint64 = 1, note: "It *grew*" }]';
    writeFileSync(join(after, "history.yaml"), `v1.0: { date: 2013-11-25 }\nv1.1: { date: 2014-01-24, ${grew} }\n`);
    const { out } = diff(before, after, { as: "markdown" });
    expect(out).toContain("- `m`: field `b` added: `optional uint32 b = 2`\n");
    expect(out.match(/^- `m`/gm)).toHaveLength(2);
    expect(out).toContain("\n  - Known: It \\*grew\\*.");
    const gone = diff(after, before, { as: "markdown" }).out;
    expect(gone).toContain("field `b` removed");
  });

  /** Compares two schemas with this many fields, all of them replaced. */
  function exchanged(count: number, options: Parameters<typeof diff>[2]): string {
    const fields = (type: string, from: number): string =>
      Array.from({ length: count }, (_, i) => `optional ${type} ${type}_${i} = ${from + i};`).join(" ");
    return diff(schema(fields("uint32", 1)), schema(fields("string", 100)), options).out;
  }

  it.each(["text", "markdown"] as const)("prints a reason once, and cuts the list below it: %s", (as) => {
    const reason = /New readers skip its values in old files/g;
    const out = exchanged(25, { as }).replaceAll(/\s+/g, " ");
    expect(out.match(reason)).toHaveLength(1);
    expect(out.match(/uint32_\d+ = /g)).toHaveLength(20);
    expect(out.match(/string_\d+ = /g)).toHaveLength(20);
    expect(out.match(/and 5 more/g)).toHaveLength(2);
    const all = exchanged(25, { as, all: true });
    expect([all.match(/uint32_\d+ = /g)?.length, all.includes("more:")]).toEqual([25, false]);
    expect(exchanged(20, { as })).not.toMatch(/and \d+ more/);
    expect(exchanged(21, { as }).replaceAll(/\s+/g, " ")).toContain("and 1 more");
  });

  it("prints harmless changes after breaking ones, and marks them", () => {
    const out = diff(schema("optional uint32 a = 1;"), schema("optional uint32 b = 2;")).out;
    expect(out).toMatch(
      /^field-removed breaks wire \(old files\), json, api: [\s\S]*\n\nBreaks nothing:\n {2}m\n {4}\+ field b: /m,
    );
  });

  it("names the image with the bytes that a new field places", () => {
    const table = (places: string): string => tinyTable.replace("images:", `places: { ${places} }\nimages:`);
    const [one, other, third] = [
      ["m.a: BASE", ""],
      ["m.a: BASE, m.b: BASE", "optional uint32 b = 2;"],
      ["m.a: BASE", "optional uint32 b = 2;"],
    ].map(([places = "", b]) =>
      tinySchema({ images: table(places), protos: { "m.proto": proto(`message m { optional uint32 a = 1; ${b} }`) } }),
    ) as [string, string, string];
    expect(diff(one, other)).toEqual({ code: 1, out: expect.stringContaining("      places bytes of BASE.\n") });
    expect(diff(one, third)).toEqual({ code: 1, out: expect.stringContaining("      may place bytes of BASE.\n") });
    expect(diff(one, other, { as: "markdown" }).out).toContain("\n  - It places bytes of BASE.");
    expect(changesOf(diff(one, other, { as: "json" }))).toMatchObject([{ places: ["BASE"], name: "b" }]);
  });

  it("escapes control characters and markup in texts of a schema", () => {
    const [one = "", other = ""] = ["A", "\\e[31m`<b>*B*"].map((town) =>
      tinySchema({ images: table(row("WHEEL", `magic: 0x22222223, town: "${town}", entries: base_entry`)) }),
    );
    expect(diff(one, other).out).toContain("magic town: A → \\u{1b}[31m`<b>*B*\n");
    expect(diff(one, other, { as: "markdown" }).out).toContain("`A` → `` \\u{1b}[31m`<b>*B* ``");
  });
});
