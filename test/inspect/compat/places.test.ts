import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compatOf } from "../../../inspect/compat/compat.ts";
import { compatToJson } from "../../../inspect/compat/json.ts";
import { placedBy } from "../../../inspect/compat/places.ts";
import { printCompat } from "../../../inspect/compat/print.ts";
import { historyOf } from "../../../inspect/compat/since.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { CORPUS, edit } from "../explore/support.ts";

/** A pagemap image with a field in each of its entries that the schema does not know. */
function withUnknown(): string {
  const folder = temporaryFolder();
  const file = "pagemap-3438.img";
  writeFileSync(join(folder, file), readFileSync(join(CORPUS, "fds", file)));
  edit(folder, file, "PAGEMAP", ({ entries }) => {
    for (const entry of entries) Object.assign(entry, { $unknown: [{ after: 5, bytes: Uint8Array.of(0x30, 7) }] });
  });
  return folder;
}

describe("a field that places bytes", () => {
  it("is told with the images that older releases misread", async () => {
    const compat = await compatOf(BUILT_IN, join(CORPUS, "fds"), "4.1");
    expect(compat.missed[0]).toMatchObject({
      name: "pagemap_entry.nr_pages",
      places: { images: ["PAGES"], isKnown: true },
    });
    expect([...printCompat(compat)]).toContain(
      "    places bytes of PAGES: releases that do not know it take others for them",
    );
    expect(JSON.parse(compatToJson(compat)).missed[0]).toMatchObject({ places: ["PAGES"] });
  });

  it("may be one that the schema does not know, if it stands beside some", async () => {
    const compat = await compatOf(BUILT_IN, withUnknown());
    expect(compat.missed[0]).toMatchObject({ name: "pagemap_entry #6", places: { images: ["PAGES"], isKnown: false } });
    expect([...printCompat(compat)]).toContain("    stands beside what places bytes of PAGES: it may move them");
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
    [{ kind: "enum value", name: "pagemap_entry #9", since: null }, undefined],
    [{ kind: "field", name: "toString", since: null }, undefined],
  ] as const)("is known by its name: %j", async (use, placed) => {
    expect(placedBy(historyOf(await BUILT_IN.history()), use)).toEqual(placed);
  });
});
