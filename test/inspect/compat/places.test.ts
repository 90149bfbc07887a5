import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printCompat } from "../../../cli/compat/text.ts";
import { compatOf } from "../../../inspect/compat/compat.ts";
import { compatToJson } from "../../../inspect/compat/json.ts";
import { placedBy } from "../../../inspect/compat/places.ts";
import { historyOf } from "../../../inspect/compat/since.ts";
import { BUILT_IN, type Schema } from "../../../inspect/schema/schema.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { CORPUS, edit } from "../explore/support.ts";

/** Makes a pagemap image with these flags in its entries. */
function withFlags(flags: number): string {
  const folder = temporaryFolder();
  const file = "pagemap-3438.img";
  writeFileSync(join(folder, file), readFileSync(join(CORPUS, "fds", file)));
  edit(folder, file, "PAGEMAP", ({ entries }) => {
    for (const entry of entries) Object.assign(entry, { flags });
  });
  return folder;
}

/** Returns the built-in schema, with another bit of `pagemap_entry.flags` that places bytes of these images. */
function schemaWithBit(places: readonly string[] | undefined): Schema {
  const field = "pagemap_entry.flags";
  const history = async () => {
    const tables = await BUILT_IN.history();
    const { bits, values } = tables.PLACING_VALUES[field] ?? { bits: true, values: [] };
    const all = [...values, { name: "PE_ALIGNED", number: 8, since: "v4.2" }];
    return {
      ...tables,
      FIELDS_SINCE: {},
      PLACES_BYTES_OF: { ...tables.PLACES_BYTES_OF, ...(places && { [`${field}.PE_ALIGNED`]: places }) },
      PLACING_VALUES: { [field]: { bits, values: all } },
    };
  };
  return { ...BUILT_IN, history };
}

/** Makes a pagemap image with an unknown field in each entry. */
function withUnknown(): string {
  const folder = temporaryFolder();
  const file = "pagemap-3438.img";
  writeFileSync(join(folder, file), readFileSync(join(CORPUS, "fds", file)));
  edit(folder, file, "PAGEMAP", ({ entries }) => {
    for (const entry of entries) Object.assign(entry, { $unknown: [{ after: 5, bytes: Uint8Array.of(0x30, 7) }] });
  });
  return folder;
}

describe("a placing field", () => {
  it("is reported with the images that older releases misread", async () => {
    const compat = await compatOf(BUILT_IN, join(CORPUS, "fds"), "4.1");
    expect(compat.missed[0]).toMatchObject({
      name: "pagemap_entry.nr_pages",
      places: { images: ["PAGES"], isKnown: true },
    });
    expect([...printCompat(compat)]).toContain(
      "    places bytes of PAGES: releases that do not know it read other bytes instead",
    );
    expect(JSON.parse(compatToJson(compat)).missed[0]).toMatchObject({ places: ["PAGES"] });
  });

  it("is suspected if an unknown field is beside known placing fields", async () => {
    const compat = await compatOf(BUILT_IN, withUnknown());
    expect(compat.missed[0]).toMatchObject({ name: "pagemap_entry #6", places: { images: ["PAGES"], isKnown: false } });
    expect([...printCompat(compat)]).toContain(
      "    is beside fields that place bytes of PAGES: it may place some, too",
    );
    const [first] = JSON.parse(compatToJson(compat)).missed;
    expect([first.mayPlace, first.places]).toEqual([["PAGES"], undefined]);
  });

  it.each([
    [
      { kind: "field", name: "pipe_data_entry.bytes", since: "v1.0" },
      { images: ["PIPES_DATA", "FIFO_DATA"], isKnown: true },
    ],
    [
      { kind: "field", name: "pipe_data_entry #9", since: null },
      { images: ["PIPES_DATA", "FIFO_DATA"], isKnown: false },
    ],
    [
      { kind: "field", name: "pagemap_entry #5, which is not nr_pages", since: null },
      { images: ["PAGES"], isKnown: false },
    ],
    [{ kind: "field", name: "fdinfo_entry #9", since: null }, undefined],
    [{ kind: "field", name: "pagemap_entry.vaddr", since: "v1.0" }, undefined],
    [
      { kind: "field", name: "inventory_entry #15", since: null },
      { images: ["all"], isKnown: false },
    ],
    [
      { kind: "value", name: "pagemap_entry.flags 0x8", of: "pagemap_entry.flags", since: null },
      { images: ["PAGES"], isKnown: false },
    ],
    [{ kind: "enum value", name: "pagemap_entry #9", since: null }, undefined],
    [{ kind: "field", name: "toString", since: null }, undefined],
  ] as const)("is found by the name of a need: %j", async (use, placed) => {
    expect(placedBy(historyOf(await BUILT_IN.history()), use)).toEqual(placed);
  });
});

describe("a bit of a placing field", () => {
  it("is reported as newer than the schema, and as possibly placing, if the schema does not name it", async () => {
    const compat = await compatOf(BUILT_IN, withFlags(0x80 | 8 | 4));
    expect(compat.oldest).toBeUndefined();
    expect(compat.missed.filter(({ since }) => since === null)).toMatchObject([
      {
        kind: "value",
        name: "pagemap_entry.flags 0x8",
        path: "entries[0].flags",
        places: { images: ["PAGES"], isKnown: false },
      },
      { kind: "value", name: "pagemap_entry.flags 0x80" },
    ]);
    expect([...printCompat(compat)]).toContain(
      "    is beside fields that place bytes of PAGES: it may place some, too",
    );
    expect(JSON.parse(compatToJson(compat)).missed[0]).toMatchObject({ kind: "value", mayPlace: ["PAGES"] });
  });

  it("is reported with its release in the history, and with the images that it places bytes of", async () => {
    const { missed, oldest } = await compatOf(schemaWithBit(["PAGES"]), withFlags(8 | 4), "4.1");
    expect(oldest).toBe("v4.2");
    expect(missed).toMatchObject([
      { name: "pagemap_entry.flags.PE_ALIGNED", since: "v4.2", places: { images: ["PAGES"], isKnown: true } },
    ]);
    const unsaid = await compatOf(schemaWithBit(undefined), withFlags(8), "4.1");
    expect(unsaid.missed).toMatchObject([{ places: { images: ["PAGES"], isKnown: false } }]);
  });

  it("is not reported if the table declares that it places nothing", async () => {
    expect((await compatOf(schemaWithBit([]), withFlags(8 | 4), "4.1")).missed).toEqual([]);
  });
});

describe("an unknown field of the inventory", () => {
  it("is reported as possibly placing bytes of all images", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "inventory.img"), readFileSync(join(CORPUS, "fds", "inventory.img")));
    edit(folder, "inventory.img", "INVENTORY", ({ entries }) => {
      for (const entry of entries) Object.assign(entry, { $unknown: [{ after: 14, bytes: Uint8Array.of(0x78, 2) }] });
    });
    const compat = await compatOf(BUILT_IN, folder);
    expect(compat.missed[0]).toMatchObject({ name: "inventory_entry #15", places: { images: ["all"] } });
    expect([...printCompat(compat)]).toContain(
      "    is beside fields that place bytes of all other images: it may place some, too",
    );
  });
});
