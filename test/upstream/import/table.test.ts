import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadModel } from "../../../generator/generate.ts";
import type { CriuTree } from "../../../upstream/criu/tree.ts";
import { mergeTable } from "../../../upstream/import/table.ts";
import { proto, row, type SchemaTexts, table, tinySchema } from "../../support/schema.ts";
import { treeOf } from "./support.ts";

const PROTO =
  "message base_entry { required uint32 version = 1; }\nmessage m { optional uint32 n = 1; optional bool b = 2; }\nmessage other_entry { optional bool x = 1; }";
const IMAGES = { BASE: { file: "base.img", magic: "BASE" }, THING: { file: "thing.img", magic: "THING" } };
const MAGICS = {
  CRTOOLS_IMAGES_V1_1: 2,
  IMG_COMMON: 0x54564319,
  IMG_SERVICE: 0x55105940,
  BASE: 0x11111112,
  THING: 0x22222222,
};
const THING = row("THING", "magic: 0x22222222, town: T, entries: m, extra: bytes(n)");

type Change = Parameters<typeof treeOf>[0];

function tree(change: Change = {}): CriuTree {
  return treeOf({ images: IMAGES, magics: MAGICS, protos: { "m.proto": PROTO }, ...change });
}

interface Given {
  /** The text of the table, and of the built-in one. */
  readonly text?: string;
  readonly known?: string;
  readonly own?: Partial<Record<"images" | "reserved" | "versions" | "blocks", readonly string[]>>;
}

/** Returns the text of a table after an import of a tree. */
function merged(change: Change, { text = table(THING), known = text, own = {} }: Given = {}): string {
  const schema = (images: string): SchemaTexts => ({
    images,
    protos: { "base.proto": proto(""), "m.proto": proto(PROTO) },
  });
  const load = (images: string) => loadModel(tinySchema(schema(images)));
  const names = (key: keyof NonNullable<Given["own"]>): ReadonlySet<string> => new Set(own[key]);
  return mergeTable(text, {
    tree: tree(change),
    own: { images: names("images"), reserved: names("reserved"), versions: names("versions"), blocks: names("blocks") },
    models: { before: load(text), known: load(known) },
    known,
  });
}

const rowsOf = (text: string): Record<string, unknown> => (parse(text) as { images: Record<string, unknown> }).images;

describe("a table in a merge", () => {
  it("stays the same, to the byte, if it equals the tree", () => {
    expect(merged({})).toBe(table(THING));
  });

  it("takes over files, flags and numbers, but not their order", () => {
    const of = (keys: string) => ({ text: table(row("THING", `${keys}, entries: m`)) });
    const thing = (change: object): Change => ({ images: { ...IMAGES, THING: { ...IMAGES.THING, ...change } } });
    const M = "magic: 0x22222222, town: T";
    expect(rowsOf(merged(thing({ file: "x-%d.img" }), of(M)))["THING"]).toMatchObject({ file: "x-%d.img" });
    expect(rowsOf(merged(thing({ flags: ["O_NOBUF"] }), of(M)))["THING"]).toMatchObject({ flags: ["O_NOBUF"] });
    expect(rowsOf(merged(thing({}), of(`${M}, flags: [O_NOBUF]`)))["THING"]).not.toHaveProperty("flags");
    const flags = of(`${M}, flags: [O_SERVICE, O_NOBUF]`);
    expect(merged(thing({ flags: ["O_NOBUF", "O_SERVICE"] }), flags)).toBe(flags.text);
    const number = merged({ magics: { ...MAGICS, THING: { value: 0x33333333, town: "V" } } }, of(M));
    expect(rowsOf(number)["THING"]).toMatchObject({ magic: 0x33333333, town: "V" });
    expect(rowsOf(merged({ magics: { ...MAGICS, THING: 0x33333333 } }, of(M)))["THING"]).not.toHaveProperty("town");
  });

  it("keeps rows that share a magic, and follows changes of the owner", () => {
    const images = { ...IMAGES, TWIN: { file: "twin.img", magic: "TWIN" } };
    const magics = { ...MAGICS, TWIN: { value: 0x22222222, alias: "THING" } };
    const twin = row("TWIN", "magic: THING, entries: m");
    const both = table(THING, twin);
    expect(merged({ images, magics }, { text: both })).toBe(both);
    expect(rowsOf(merged({ images, magics: { ...MAGICS, TWIN: 0x44444444 } }, { text: both }))["TWIN"]).toMatchObject({
      magic: 0x44444444,
    });
    const own = table(THING, row("TWIN", "magic: 0x44444444, town: W, entries: m"));
    const shared = rowsOf(merged({ images, magics }, { text: own }))["TWIN"];
    expect(shared).toMatchObject({ magic: "THING" });
    expect(shared).not.toHaveProperty("town");
    // The tree has the twin first, but names the magic after the other.
    const turned = { BASE: IMAGES.BASE, TWIN: { file: "twin.img", magic: "TWIN" }, THING: IMAGES.THING };
    expect(merged({ images: turned, magics }, { text: both })).toBe(both);
  });

  it("follows rows that become raw or no longer are", () => {
    const raw = rowsOf(merged({ magics: { ...MAGICS, THING: 0 } }))["THING"];
    expect(raw).toEqual({ about: "A thing", file: "thing.img", raw: true });
    const text = table(row("THING", "raw: true"));
    expect(merged({ magics: { ...MAGICS, THING: 0 } }, { text })).toBe(text);
    expect(rowsOf(merged({}, { text, known: table() }))["THING"]).toEqual({
      ...{ about: "A thing", file: "thing.img", magic: 0x22222222, rest: "bytes", review: true },
    });
  });

  it("loses rows that the tree lacks, except the schema's own", () => {
    const images = { BASE: IMAGES.BASE };
    const { THING: _, ...magics } = MAGICS;
    expect(Object.keys(rowsOf(merged({ images, magics })))).toEqual(["BASE"]);
    expect(merged({ images, magics }, { own: { images: ["THING"] } })).toBe(table(THING));
  });

  it("gains known rows in their position, and others at the end for review", () => {
    const images = {
      NEWEST: { file: "newest.img", magic: "NEWEST" },
      ...IMAGES,
      OTHER: { file: "other.img", magic: "OTHER", flags: ["O_NOBUF"] },
    };
    const magics = { ...MAGICS, OTHER: { value: 0x44444444, town: "O, town" }, NEWEST: 0x55555555 };
    const known = table(row("OTHER", "magic: 0x44444444, town: K, entries: m, flags: [O_NOBUF]"), THING);
    const text = merged({ images, magics }, { known });
    expect(Object.keys(rowsOf(text))).toEqual(["BASE", "OTHER", "THING", "NEWEST"]);
    expect(rowsOf(text)["OTHER"]).toMatchObject({ town: "K", entries: "m" });
    expect(rowsOf(text)["NEWEST"]).toEqual({
      about: "Not described yet",
      review: true,
      file: "newest.img",
      magic: 0x55555555,
      rest: "bytes",
    });
    const guessed = rowsOf(merged({ images, magics }, { known: table(THING) }))["OTHER"];
    expect(guessed).toMatchObject({ entries: "other_entry", town: "O, town", flags: ["O_NOBUF"], review: true });
  });

  it("puts a known row below its heading, and at the top if it is the first", () => {
    const heading = "\n  # ---- Things\n\n";
    const known = table(row("OTHER", "raw: true"), THING).replace("  OTHER", `${heading}  OTHER`);
    const text = table(THING).replace("  THING", `${heading}  THING`);
    const images = { ...IMAGES, OTHER: { file: "other.img", magic: "OTHER" } };
    const magics = { ...MAGICS, OTHER: 0 };
    expect(merged({ images, magics }, { text, known })).toBe(known);
    const first = table(THING);
    const only = first.replace(/ {2}BASE.*\n/, "");
    expect(Object.keys(rowsOf(merged({}, { text: first, known: first })))).toEqual(["BASE", "THING"]);
    expect(only).not.toContain("BASE");
  });

  it("takes over the magics of heads, of reserved names, and of names without a row", () => {
    const reserved =
      "reserved:\n  KEPT: { magic: 0x66666666, town: K } # mine\n  GONE: { magic: 0x66666667, town: G }\n";
    const text = table(THING).replace("images:", `${reserved}images:`);
    const magics = {
      ...MAGICS,
      IMG_COMMON: 0x10101010,
      KEPT: 0x66666668,
      NEW: { value: 0x77777777, town: "N" },
      BARE: 0x77777778,
      ALIAS: { value: 5, alias: "NEW" },
      RAW_IMAGE: 0,
    };
    const now = parse(merged({ magics, members: ["Z", "A"] }, { text, own: { reserved: ["MINE"] } }));
    expect(now.heads).toMatchObject({ common: { magic: 0x10101010, town: "Sarov" }, service: { magic: 0x55105940 } });
    expect(now.reserved).toEqual({
      KEPT: { magic: 0x66666668, town: "K" },
      NEW: { magic: 0x77777777, town: "N" },
      BARE: { magic: 0x77777778, town: "unknown" },
    });
    expect(now.rowless).toEqual(["Z", "A"]);
    expect(Object.keys(now)).toEqual(["criu", "heads", "versions", "reserved", "rowless", "images"]);
    const kept = parse(merged({}, { text, own: { reserved: ["GONE"] } }));
    expect(Object.keys(kept.reserved)).toEqual(["GONE"]);
    const known = table(THING).replace(
      "images:",
      "reserved:\n  NEW: { magic: 0x77777777, town: Known, about: X }\nimages:",
    );
    expect(parse(merged({ magics: { ...MAGICS, NEW: 0x77777777 } }, { text: table(THING), known })).reserved).toEqual({
      NEW: { magic: 0x77777777, town: "Known", about: "X" },
    });
    expect(
      parse(merged({ magics: { ...MAGICS, NEW: 0x77777779 } }, { text: table(THING), known })).reserved.NEW.magic,
    ).toBe(0x77777779);
    expect(Object.keys(parse(merged({ members: ["A"] })))).toEqual(["criu", "heads", "versions", "rowless", "images"]);
  });

  it("refuses an image with an undeclared message", () => {
    const protos = { "m.proto": PROTO.replace(/message m .*\n/, "") };
    expect(() => merged({ protos })).toThrow(
      "image-desc.c:2: CR_FD_THING consists of m, and no file declares that message: a file is cut, or the message was renamed; in that case rename it in the schema first",
    );
  });

  it("gains a raw image without a review, and a shared magic with its owner", () => {
    const images = {
      ...IMAGES,
      PLAIN: { file: "plain-%u.img", magic: "PLAIN", flags: ["O_NOBUF", "O_SERVICE"] },
      TWIN: { file: "twin.img", magic: "TWIN" },
    };
    const magics = { ...MAGICS, PLAIN: 0, TWIN: { value: 0x22222222, alias: "THING" } };
    const rows = rowsOf(merged({ images, magics }));
    expect(rows["PLAIN"]).toEqual({
      ...{ about: "Not described yet", file: "plain-%u.img", raw: true, flags: ["O_NOBUF", "O_SERVICE"] },
    });
    expect(rows["TWIN"]).toMatchObject({ magic: "THING", review: true });
    expect(rows["TWIN"]).not.toHaveProperty("town");
  });

  it("puts known rows before, between and after existing ones", () => {
    const rows = ["A", "B", "C"].map((name) => row(name, "raw: true"));
    const images = Object.fromEntries(
      ["A", "BASE", "B", "THING", "C"].map((name) => [name, { file: `${name.toLowerCase()}.img`, magic: name }]),
    );
    const magics = { ...MAGICS, A: 0, B: 0, C: 0 };
    const whole = table(THING);
    const known = whole
      .replace(
        "  BASE",
        `  ${rows[0]}
  BASE`,
      )
      .replace(
        THING,
        `${rows[1]}
  ${THING}
  ${rows[2]}`,
      );
    expect(Object.keys(rowsOf(known))).toEqual(["A", "BASE", "B", "THING", "C"]);
    expect(Object.keys(rowsOf(merged({ images, magics }, { known })))).toEqual(["A", "BASE", "B", "THING", "C"]);
  });

  it("changes only the differing words of a layout, with the new names of fields", () => {
    const odd = "extra: [{ one:   bytes(n) if b }, # mine\n      { two: u16(n) pad 8 }]";
    const text = table(row("THING", `magic: 0x22222222, town: T, entries: m, ${odd}`));
    const protos = { "m.proto": PROTO.replace("optional bool b = 2", "optional bool is = 2") };
    expect(merged({ protos }, { text, known: table() })).toBe(text.replace("if b", "if is"));
    // Includes renames of the built-in layout itself, if the row has that layout.
    const built = text.replaceAll("(n)", "(old)");
    const models = { "m.proto": PROTO.replace("optional uint32 n", "optional uint32 old") };
    const load = (images: string, message: string) =>
      loadModel(tinySchema({ images, protos: { "base.proto": proto(""), "m.proto": proto(message) } }));
    const now = tree();
    const renamed = mergeTable(text, {
      tree: now,
      own: { images: new Set(), reserved: new Set(), versions: new Set(), blocks: new Set() },
      models: { before: load(text, PROTO), known: load(built, models["m.proto"]) },
      known: built,
    });
    expect(renamed).toBe(text);
  });

  it("takes over the magic of either head, and drops the head of a row without a magic", () => {
    expect(parse(merged({ magics: { ...MAGICS, IMG_SERVICE: 0x10101010 } })).heads).toEqual({
      common: { magic: 0x54564319, town: "Sarov", about: "Images" },
      service: { magic: 0x10101010, town: "Zlatoust", about: "Others" },
    });
    const text = table(row("THING", "magic: 0x22222222, town: T, entries: m, head: none"));
    expect(rowsOf(merged({ magics: { ...MAGICS, THING: 0 } }, { text }))["THING"]).toEqual({
      ...{ about: "A thing", file: "thing.img", raw: true },
    });
  });

  it("follows the built-in layout if the row has it, and marks a manual layout for review if it loses something", () => {
    const built = table(row("THING", "magic: 0x22222222, town: T, entries: m, extra: bytes(n) if b"));
    const protos = { "m.proto": PROTO.replace("optional bool b = 2;", "") };
    expect(rowsOf(merged({ protos }, { text: built }))["THING"]).not.toHaveProperty("review");
    const mine = table(row("THING", "magic: 0x22222222, town: T, entries: m, extra: u16(n) unless b"));
    expect(rowsOf(merged({ protos }, { text: mine, known: built }))["THING"]).toMatchObject({
      extra: "u16(n)",
      review: true,
    });
    expect(
      rowsOf(merged({ protos: { "m.proto": PROTO.replace("optional uint32 n = 1;", "") } }, { text: built }))["THING"],
    ).toMatchObject({ review: true });
  });
});
