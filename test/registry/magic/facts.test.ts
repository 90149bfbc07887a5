import { describe, expect, it } from "vitest";
import { factsText, unownedText } from "../../../cli/magic/text.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import { loadModel } from "../../../generator/generate.ts";
import { magicsOf } from "../../../generator/model/registry.ts";
import { factsOf, numberOf } from "../../../registry/magic/facts.ts";
import { magics, magicValue } from "../../support/facts.ts";
import { PROJECT_SCHEMA, row, table, tinySchema } from "../../support/schema.ts";

const model = loadModel(PROJECT_SCHEMA);
const terminal = terminalOf({});
/** Magics of CRIU's header: a release introduced each. */
const RELEASED = new Set(magics.map(({ define }) => magicValue(define)));
const facts = (value: number) => factsOf(model, value) ?? expect.fail();

describe("a magic", () => {
  it.each([
    ...["PSTREE", "PSTREE_MAGIC", "CR_FD_PSTREE", "pstree", "Kyiv", "kyiv", "Kiev", "Київ"],
    ...["0x50273030", "0X50273030", "1344745520"],
  ])("is found by %s", (name) => {
    expect(numberOf(model, name)).toBe(0x50273030);
  });

  it("is found by the name of any row with it", () => {
    for (const { name, value } of magicsOf(model)) expect(numberOf(model, name)).toBe(value);
    for (const { name, magic } of model.images.filter((image) => image.magic !== undefined)) {
      expect(numberOf(model, name)).toBe(magic);
    }
  });

  it.each([
    ["PAGES", "`PAGES` is raw: it has no magic"],
    ["PSTREEE", "nothing in the registry is called `PSTREEE`; did you mean PSTREE?"],
    ["Nyandoma", "`Nyandoma` is the town of CPUINFO (0x61404013) and NS_FILES (0x61394011)"],
    ["Kerch", "nothing in the registry is called `Kerch`; `critgen magic suggest Kerch` proposes a magic for it"],
    ["4294967296", "a magic has 32 bits, and `4294967296` has more"],
    ["0x123456789", "a magic has 32 bits, and `0x123456789` has more"],
    [
      "",
      "nothing in the registry is called ``; give the name of an image, a number such as 0x50273030, or a town of the table",
    ],
  ])("is not found by %j", (name, message) => {
    expect(() => numberOf(model, name)).toThrow(message);
  });
});

describe("a magic of a small registry", () => {
  const small = (rows: readonly string[], above = "") =>
    loadModel(tinySchema({ images: table(...rows).replace("images:", `${above}images:`) }));

  it("has known facts only", () => {
    const bare = small([row("NOTE", "magic: 0x1234567f, rest: bytes")]);
    const at = expect.objectContaining({ file: "images.yaml" });
    expect(factsOf(bare, 0x1234567f)).toStrictEqual({
      value: 0x1234567f,
      owner: { name: "NOTE", value: 0x1234567f, kind: "image", at, about: "A thing" },
      images: [{ name: "NOTE", about: "A thing", file: "note.img" }],
      head: { name: "common", value: 0x54564319 },
    });
    expect(factsOf(bare, 0x54564319)).toMatchObject({ owner: { about: "Images" }, images: [], before: 1 });
    const kept = small([], "reserved: { KEPT: { magic: 7, town: T } }\n");
    expect(factsOf(kept, 7)).toMatchObject({ owner: { kind: "reserved", about: "" }, images: [] });
  });

  it("has facts about its images, the owner first", () => {
    const rows = ["A", "Z"].map((name) => row(name, "magic: NOTE, entries: base_entry"));
    rows.splice(1, 0, row("NOTE", "magic: 5, entries: base_entry"));
    expect(factsOf(small(rows), 5)?.images.map(({ name }) => name)).toEqual(["NOTE", "A", "Z"]);
  });

  it("is found by the town in the table, even if the gazetteer lacks it", () => {
    const model = small([row("NOTE", "magic: 5, town: Nowhereville, rest: bytes")]);
    expect(["nowhereVILLE", "note", "CR_FD_NOTE_MAGIC", "5"].map((name) => numberOf(model, name))).toEqual([
      5, 5, 5, 5,
    ]);
    for (const name of ["NOCR_FD_TE", "NO_MAGICTE"])
      expect(() => numberOf(model, name)).toThrow(/nothing in the registry/);
  });

  it("has at most 32 bits", () => {
    expect(numberOf(small([]), "0xffffffff")).toBe(0xffffffff);
    expect(() => numberOf(small([]), "0x100000000")).toThrow("a magic has 32 bits, and `0x100000000` has more");
  });
});

describe("the facts about a magic", () => {
  it("include its coordinates, town, files and first release", () => {
    const text = factsText(facts(0x50273030), terminal);
    expect(text).toMatch(/^PSTREE +0x50273030\n/);
    const told = [
      "Kyiv, 50°27'N 30°30'E",
      "Ukraine",
      "since    v1.0 or earlier",
      "file     pstree.img",
      "common, 0x54564319",
      "30 30 27 50;",
    ];
    for (const part of told) expect(text).toContain(part);
  });

  it("include all images with the magic, the owner first", () => {
    const names = facts(0x56084025).images.map(({ name }) => name);
    expect(names).toEqual(["PAGEMAP", "SHMEM_PAGEMAP", "PAGES_OLD", "SHM_PAGES_OLD"]);
    const text = factsText(facts(0x56084025), terminal);
    expect(text).toContain("alias    SHMEM_PAGEMAP: pagemap-shmem-%lu.img\n");
    expect(text).toContain("PAGES_OLD: pages-%d.img (last written by v0.4)");
  });

  it("include the release of the magic, and that of a file name if it differs", () => {
    expect(facts(0x54323616)).toMatchObject({
      since: "v1.0",
      images: [{ since: "v1.3", former: [{ file: "filelocks-%d.img", before: "v1.3" }] }],
    });
    const text = factsText(facts(0x54323616), terminal);
    expect(text).toContain("  since    v1.0 or earlier\n");
    expect(text).toContain("  file     filelocks.img (since v1.3, filelocks-%d.img before v1.3)");
    expect(facts(0x57023458)).toMatchObject({ since: "v3.1", images: [] });
    for (const head of Object.values(model.heads)) expect(facts(head.value).since).toBe("v1.6");
    for (const { value, name } of magicsOf(model).filter((magic) => RELEASED.has(magic.value)))
      expect([name, facts(value).since]).toEqual([name, expect.any(String)]);
    // printf prints an id that is not negative in one form.
    expect(
      model.images.flatMap(({ magic }) => (magic ? facts(magic).images : [])).filter(({ former }) => former),
    ).toEqual([
      expect.objectContaining({ name: "FILE_LOCKS" }),
      expect.objectContaining({ name: "BINFMT_MISC" }),
      expect.objectContaining({ name: "BINFMT_MISC" }),
    ]);
  });

  it("exclude a head that an image lacks", () => {
    expect(facts(0x58313116).head).toBeUndefined();
    expect(facts(0x57093306).head).toEqual({ name: "service", value: 0x55105940 });
  });

  it("include the count of magics after a head", () => {
    const withHead = model.images.filter(({ head, magic }) => head === "common" && magic !== undefined);
    expect(facts(0x54564319)).toMatchObject({ owner: { kind: "head", town: "Sarov" }, before: withHead.length });
    expect(factsText(facts(0x54564319), terminal)).toMatch(/^the common head /);
  });

  it("include whether the magic is reserved, or its image never written", () => {
    expect(factsText(facts(0x57023458), terminal)).toMatch(/^KDAT \(reserved\) +0x57023458\n/);
    expect(factsText(facts(0x54435556), terminal)).toContain("never written");
  });

  it("include for an unused magic only whether it is available", () => {
    expect(factsOf(model, 0x56194400)).toBeUndefined();
    expect(unownedText(0x56194400, [], undefined)).toMatch(/^0x56194400 is in no row: 56°19'N 44°00'E\.\nIt is free/);
    expect(unownedText(0x5831ab17, ["it is odd"], undefined)).toBe(
      "0x5831ab17 is in no row.\nThe audit objects to it:\n  it is odd",
    );
  });
});
