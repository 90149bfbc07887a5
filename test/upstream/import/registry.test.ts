import { describe, expect, it } from "vitest";
import { mergePlaces } from "../../../upstream/import/places.ts";
import { NO_RENAMES, type Renames } from "../../../upstream/import/renames.ts";
import { mergeVersions } from "../../../upstream/import/versions.ts";
import { treeOf } from "./support.ts";

/* Tests the merge of the table above its rows: placing fields, and versions of the format. */

describe("placing fields in a merge", () => {
  const tree = treeOf({
    images: { A: { file: "a.img", magic: "A" }, B: { file: "b.img", magic: "B" } },
    protos: { "m.proto": "enum kind { K = 0; } message m { optional uint32 x = 1; optional kind k = 2; }" },
  });

  function merged(text: string, known = "places: {}\n", renames: Partial<Renames> = {}): string {
    const own = { images: new Set(["MINE"]), blocks: new Set(["acme"]) };
    return mergePlaces(text, { tree, own, known, renames: { ...NO_RENAMES, ...renames } });
  }

  const table = (places: string): string => `criu: v1\nversions: {}\n${places}images: {}\n`;

  it("stay if all of their names exist, or are the schema's own", () => {
    const text = table("places:\n  m.x: A # pages\n  m.k: [A, MINE]\n  m.k.K: none\n  acme.a: B\n");
    expect(merged(text)).toBe(text);
  });

  it("are removed with their field, their value or their last image", () => {
    const text = table("places:\n  m.gone: A\n  m.x: [A, GONE]\n  m.k: GONE\n  m.k.L: A\n  m.k.K: B\n");
    expect(merged(text)).toBe(table("places:\n  m.x: [A]\n  m.k.K: B\n"));
  });

  it("follow renamed fields", () => {
    const renames = {
      messages: new Map([["n", "m"]]),
      fields: new Map([
        ["n.was", "x"],
        ["n.kind", "k"],
      ]),
    };
    expect(merged(table("places:\n  n.was: A # pages\n  n.kind.K: [A, GONE]\n"), undefined, renames)).toBe(
      table("places:\n  m.x: A # pages\n  m.k.K: [A]\n"),
    );
  });

  it("follow fields that pass their names on, and keep one of two that become the same", () => {
    const fields = new Map([
      ["m.x", "k"],
      ["m.k", "x"],
    ]);
    expect(merged(table("places:\n  m.x: A # one\n  m.k: B # two\n"), undefined, { fields })).toBe(
      table("places:\n  m.k: A # one\n  m.x: B # two\n"),
    );
    const both = { fields: new Map([["m.was", "x"]]) };
    expect(merged(table('places: { "m.was": A, m.x: B, m.k.K: B }\n'), undefined, both)).toBe(
      table("places: { m.x: A, m.k.K: B }\n"),
    );
  });

  it("come from the built-in table if their fields and images exist", () => {
    const known = "places:\n  m.x: [A, B] # both\n  m.gone: A\n  m.k: GONE\n  m.k.K: none\n";
    const text = table("");
    expect(merged(text, known)).toBe(table("places:\n  m.x: [A, B]\n"));
    expect(merged(table("places: { m.x: none }\n"), known)).toBe(table("places: { m.x: none }\n"));
    const reserved = table("reserved: {}\n");
    expect(merged(reserved, known)).toBe(table("reserved: {}\nplaces:\n  m.x: [A, B]\n"));
  });
});

describe("versions of the format in a merge", () => {
  const V1 = "  v1.0: { value: 1, heads: false } # first\n";
  const V2 = "  v1.1: { value: 2, heads: true }\n";

  /** Merges the versions of a tree with these constants into a table. */
  function merged(
    versions: string,
    magics: Readonly<Record<string, number>>,
    own: readonly string[] = [],
    known = "",
  ): string {
    const table = (text: string): string => `versions:\n${text}images: {}\n`;
    const text = mergeVersions(table(versions), treeOf({ magics }), new Set(own), table(known));
    return text.slice("versions:\n".length, text.indexOf("images:"));
  }

  const ONE = { CRTOOLS_IMAGES_V1: 1 };
  const TWO = { ...ONE, CRTOOLS_IMAGES_V1_1: 2 };

  it("stay if the tree has them under any name, or has no constants at all", () => {
    expect(merged(V1 + V2, TWO)).toBe(V1 + V2);
    expect(merged(V1.replace("v1.0", "first"), ONE)).toBe(V1.replace("v1.0", "first"));
    expect(merged(V1 + V2, {})).toBe(V1 + V2);
  });

  it("are removed with their constants, except the value 0 and the schema's own", () => {
    expect(merged(V1 + V2, ONE)).toBe(V1);
    const more =
      "  none: { value: 0, heads: false }\n  mine: { value: 9, heads: true }\n  other: { value: 8, heads: true }\n";
    expect(merged(V1 + more, ONE, ["mine"])).toBe(V1 + more.replace(/ {2}other.*\n/, ""));
  });

  it("come from the built-in table, or are marked for review with the heads of the version before", () => {
    const known = "  v1.1: { value: 2, heads: false, about: Known }\n";
    expect(merged(V1, TWO, [], known)).toBe(`${V1}  v1.1: { value: 2, heads: false, about: Known }\n`);
    expect(merged(V1, TWO, [], known.replace("2", "7"))).toBe(
      `${V1}  v1.1: { value: 2, heads: false, review: true }\n`,
    );
    expect(merged(V2, { CRTOOLS_IMAGES_V1: 1, CRTOOLS_IMAGES_V1_1: 2, CRTOOLS_IMAGES_V1_2: 3 })).toBe(
      `  v1.0: { value: 1, heads: true, review: true }\n${V2}  v1.2: { value: 3, heads: true, review: true }\n`,
    );
  });

  it("take the number of their constant", () => {
    expect(merged(V1 + V2, { ...ONE, CRTOOLS_IMAGES_V1_1: 5 })).toBe(V1 + V2.replace("2", "5"));
  });
});
