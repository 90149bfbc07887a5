import { describe, expect, it } from "vitest";
import {
  bytesOf,
  factsText,
  noneText,
  rowText,
  suggestionText,
  takenText,
  unownedText,
} from "../../../cli/magic/text.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import type { RegistryMagic } from "../../../generator/model/registry.ts";
import { findPlaces, type Place } from "../../../registry/gazetteer/gazetteer.ts";
import type { MagicFacts } from "../../../registry/magic/facts.ts";
import { titleOf } from "../../../registry/magic/place.ts";

const terminal = terminalOf({});
const at = { file: "images.yaml", line: 1, column: 1 };
const town = (name: string, changes: Partial<Place> = {}): Place => ({
  ...{ name, lat: 50.45, lon: 30.5, country: "UA", population: 2_500_000 },
  ...changes,
});
const KYIV = town("Kyiv");
const magic = (name: string, changes: Partial<RegistryMagic> = {}): RegistryMagic => ({
  ...{ name, value: 0x50273030, town: "Kyiv", kind: "image", at },
  ...changes,
});
const IMAGE = { name: "NOTE", about: "A note", file: "note.img" };

/** Returns the lines about a magic. */
function linesOf(changes: Partial<MagicFacts>, owner: Partial<RegistryMagic> = {}): string[] {
  const facts = { value: 0x50273030, owner: { ...magic("NOTE"), ...owner, about: "A note" }, images: [], ...changes };
  return factsText(facts, terminal).split("\n");
}

describe("the title of a town", () => {
  it("includes the country, and the population if it is known", () => {
    expect(titleOf(KYIV)).toBe("Kyiv, Ukraine (2,500,000 people)");
    expect(titleOf(town("Kyiv", { population: 0 }))).toBe("Kyiv, Ukraine");
  });
});

describe("the facts about a magic", () => {
  it("include its owner, coordinates, bytes, head and first release, one per line", () => {
    const facts = {
      ...{ coordinates: "50°27'N 30°30'E", place: { ...KYIV, km: 1.6 }, images: [IMAGE] },
      ...{ head: { name: "common" as const, value: 0x54564319 }, since: "v1.1", oldest: "v1.0" },
    };
    expect(linesOf(facts)).toEqual([
      "NOTE  0x50273030",
      "  A note",
      "  place    Kyiv, 50°27'N 30°30'E",
      "  nearest  Kyiv, Ukraine (2,500,000 people), 2 km from there",
      "  bytes    30 30 27 50; 50 27 30 30 in big-endian images",
      "  head     common, 0x54564319",
      "  since    v1.1",
      "  file     note.img",
    ]);
  });

  it("are fewer if less is known", () => {
    expect(linesOf({}, { town: "" })).toEqual([
      ...["NOTE  0x50273030", "  A note", "  bytes    30 30 27 50; 50 27 30 30 in big-endian images"],
    ]);
    expect(linesOf({ before: 12 }, { kind: "head", name: "common" })).toEqual([
      ...["the common head  0x50273030", "  A note", "  place    Kyiv"],
      ...["  bytes    30 30 27 50; 50 27 30 30 in big-endian images", "  before   the magics of 12 images"],
    ]);
    expect(linesOf({}, { kind: "reserved" })[0]).toBe("NOTE (reserved)  0x50273030");
  });

  it('include distances below one kilometre, and the oldest release as "or earlier"', () => {
    expect(linesOf({ place: { ...KYIV, km: 0.99 } })[3]).toMatch(/, less than 1 km from there$/);
    expect(linesOf({ place: { ...KYIV, km: 1 } })[3]).toMatch(/, 1 km from there$/);
    expect(linesOf({ since: "v1.0", oldest: "v1.0" })).toContain("  since    v1.0 or earlier");
  });

  it.each([
    [{}, "note.img"],
    [{ since: "v1.1" }, "note.img"],
    [{ since: "v1.2" }, "note.img (since v1.2)"],
    [{ until: "never" }, "note.img (never written)"],
    [{ until: "v2.0" }, "note.img (last written by v2.0)"],
    [
      {
        former: [
          { file: "a.img", before: "v1.3" },
          { file: "b.img", before: "v1.4" },
        ],
      },
      "note.img (a.img before v1.3, b.img before v1.4)",
    ],
    [
      { since: "v1.2", former: [{ file: "a.img", before: "v1.3" }], until: "v2.0" },
      "note.img (since v1.2, a.img before v1.3, last written by v2.0)",
    ],
  ])("include for each file the releases of its name: %j", (changes, wanted) => {
    const images = [
      { ...IMAGE, ...changes },
      { ...IMAGE, name: "OTHER", file: "other.img" },
    ];
    expect(linesOf({ since: "v1.1", images }).slice(-2)).toEqual([
      `  file     ${wanted}`,
      "  alias    OTHER: other.img",
    ]);
  });
});

describe("the bytes of a magic", () => {
  it("have the order of an image's bytes", () => {
    expect(bytesOf(0x00123456)).toEqual(["56", "34", "12", "00"]);
  });
});

describe("an unused magic", () => {
  it("is shown with its coordinates and the objections to it", () => {
    expect(unownedText(0x50273030, [], { ...KYIV, km: 3 })).toBe(
      "0x50273030 is in no row: 50°27'N 30°30'E, near Kyiv, Ukraine (2,500,000 people), 3 km from there.\nIt is free, and no rule objects to it.",
    );
    expect(unownedText(0x5027303f, ["One", "Two"], undefined)).toBe(
      "0x5027303f is in no row.\nThe audit objects to it:\n  One\n  Two",
    );
  });
});

describe("a proposed magic", () => {
  const wanted = { lat: 50.45, lon: 30.5, place: KYIV };

  it("is printed with its town, and as keys of a row", () => {
    expect(suggestionText(wanted, { value: 0x50273030, km: 0 }, terminal)).toBe(
      "Kyiv, Ukraine (2,500,000 people): 50°27'N 30°30'E\n\n  magic: 0x50273030, town: Kyiv",
    );
  });

  it("is printed with its distance, or with a note that no town is near", () => {
    const { place, ...nowhere } = wanted;
    expect(place).toBe(KYIV);
    expect(suggestionText(nowhere, { value: 0x50273030, km: 2.4 }, terminal)).toBe(
      "no town is near: 50°27'N 30°30'E\n2 km from there: the audit objects to all nearer ones.\n\n  magic: 0x50273030",
    );
  });

  it.each([
    ["Ryazan’", "Ryazan"],
    ["O'Hara (x)", "O'Hara (x)"],
    ["a: b", '"a: b"'],
    ["TRUE", '"TRUE"'],
    ["null", '"null"'],
    ["truely", "truely"],
    ["1st", '"1st"'],
    ["a{", '"a{"'],
  ])("has a town that survives in YAML: %s", (name, text) => {
    expect(rowText(0x50273030, town(name))).toBe(`magic: 0x50273030, town: ${text}`);
  });
});

describe("the reason against a town", () => {
  const free = [{ ...town("Brovary’"), value: 0x50303048, km: 0 }];

  it("names the owner of the town, and free towns nearby", () => {
    const [kyiv = KYIV] = findPlaces("Kyiv");
    expect(takenText(kyiv, [magic("PSTREE")], free)).toBe(
      `${titleOf(kyiv)} is already the town of PSTREE (0x50273030).\nFree towns near:\n  0x50303048  Brovary`,
    );
    expect(takenText(kyiv, [magic("A", { town: "Kiev" }), magic("B")], [])).toBe(
      `${titleOf(kyiv)} is already the town of A (0x50273030, Kiev) and B (0x50273030).\nNo free town of 10,000 people is near.`,
    );
  });

  it("is another town of the same name", () => {
    const other = town("Kyiv", { lat: 10, lon: 10, country: "SD" });
    expect(takenText(other, [magic("PSTREE")], [])).toMatch(
      /shares its name with the town of PSTREE \(0x50273030\)\.\n/,
    );
  });

  it("lists the audit's objections by rule", () => {
    const refusals = [
      { rule: "near-magics", numbers: 12, example: "One" },
      { rule: "known-signature", numbers: 3, example: "Two" },
    ];
    expect(noneText(refusals, free)).toBe(
      "The audit objects to every magic within 10 km of there:\n  12 by near-magics, for example: One\n  3 by known-signature, for example: Two\nFree towns near:\n  0x50303048  Brovary",
    );
  });
});
