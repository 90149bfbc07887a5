import {
  HEADS,
  MAGICS,
  OWNERS,
  ownerOf,
  ownersOf,
  PLACES,
  RAW_IMAGES,
  RAW_MAGIC,
  RESERVED_MAGICS,
  VERSIONS,
} from "criu-images/magic";
import { describe, expect, it } from "vitest";
import { images, layouts, magicOf, magics, magicValue } from "../support/facts.ts";

describe("the module of magics", () => {
  it("lists each image's magic by name, and raw images separately", () => {
    const framed = images.filter(({ name }) => layouts[name]?.raw === undefined);
    expect(MAGICS).toMatchObject(Object.fromEntries(framed.map(({ name }) => [name, magicOf(name)])));
    const raw = images.filter(({ name }) => layouts[name]?.raw).map(({ name }) => name);
    expect(RAW_IMAGES).toEqual(expect.arrayContaining(raw));
    expect(RAW_MAGIC).toBe(magicValue("RAW_IMAGE_MAGIC"));
  });

  it("lists heads, versions and reserved magics", () => {
    expect(HEADS).toEqual({ common: magicValue("IMG_COMMON_MAGIC"), service: magicValue("IMG_SERVICE_MAGIC") });
    expect(VERSIONS.map(({ name, value, heads }) => [name, value, heads])).toEqual([
      ["v1.0", magicValue("CRTOOLS_IMAGES_V1"), false],
      ["v1.1", magicValue("CRTOOLS_IMAGES_V1_1"), true],
      ["pre-dump", 0, true],
    ]);
    expect(RESERVED_MAGICS).toEqual({ KDAT: magicValue("KDAT_MAGIC") });
  });

  it("lists all owners of a magic, each alias after its original", () => {
    expect(OWNERS[0x56084025]).toEqual(["PAGEMAP", "SHMEM_PAGEMAP", "PAGES_OLD", "SHM_PAGES_OLD"]);
    expect(OWNERS[0x59255647]).toEqual(["SIGNAL", "PSIGNAL"]);
    // The newer of two rows with one number comes first, in any order of the table.
    expect(OWNERS[0x67343323]).toEqual(["BINFMT_MISC", "BINFMT_MISC_OLD"]);
    for (const { name } of images.filter((image) => layouts[image.name]?.raw === undefined)) {
      const alias = magics.find((magic) => magic.name === name)?.alias_of?.replace(/_MAGIC$/, "");
      expect(ownersOf(magicOf(name))).toContain(name);
      expect(ownerOf(magicOf(name))).toBe(alias ?? name);
    }
    expect(ownersOf(0xdeadbeef)).toEqual([]);
    expect(ownerOf(0)).toBeUndefined();
  });

  it("lists the town at the coordinates of each magic", () => {
    for (const { value, town = "" } of magics.filter((magic) => magic.town !== undefined)) {
      const place = PLACES[Number(value)];
      expect(town.startsWith(place?.town ?? "?")).toBe(true);
      const digits = value?.slice(2) ?? "";
      const [north = 0, northMinutes = 0, east = 0, eastMinutes = 0] = digits.match(/../g)?.map(Number) ?? [];
      expect(place?.latitude).toBeCloseTo(north + northMinutes / 60, 3);
      expect(place?.longitude).toBeCloseTo(east + eastMinutes / 60, 3);
    }
    expect(PLACES[MAGICS.INVENTORY]).toEqual({ town: "Veliky Novgorod", latitude: 58.5167, longitude: 31.2667 });
  });

  it("has literal types for magics and owners", () => {
    const inventory: 0x58313116 = MAGICS.INVENTORY;
    const owners: readonly ["SIGNAL", "PSIGNAL"] = OWNERS[0x59255647];
    expect([inventory, owners.length]).toEqual([0x58313116, 2]);
  });
});
