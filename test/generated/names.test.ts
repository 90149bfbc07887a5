import * as criu from "criu-images";
import { describe, expect, it } from "vitest";
import { corpus } from "../support/corpus.ts";
import { images } from "../support/facts.ts";

describe("file names", () => {
  it("are formatted from an id as the row's printf format specifies", () => {
    expect(criu.formatCoreImageName(42)).toBe("core-42.img");
    expect(criu.formatPagemapImageName(2n ** 64n - 1n)).toBe("pagemap-18446744073709551615.img");
    expect(criu.formatPagemapImageName(42)).toBe("pagemap-42.img");
    expect(criu.formatShmPagesOldImageName(-5n)).toBe("pages-shmem--5.img");
    expect(criu.formatGhostFileImageName(0xdeadbeef)).toBe("ghost-file-deadbeef.img");
    expect(criu.formatStatsImageName("dump")).toBe("stats-dump");
    expect(criu.formatName(criu.inventoryImage)).toBe("inventory.img");
  });

  it("are parsed to their id: a number, a bigint or a text", () => {
    expect(criu.parseCoreImageName("core-42.img")).toBe(42);
    expect(criu.parsePagemapImageName("pagemap-18446744073709551615.img")).toBe(2n ** 64n - 1n);
    expect(criu.parseShmPagesOldImageName("pages-shmem--5.img")).toBe(-5n);
    expect(criu.parseGhostFileImageName("ghost-file-1a.img")).toBe(26);
    expect(criu.parseStatsImageName("stats-restore")).toBe("restore");
    expect(criu.parseName(criu.inventoryImage, "inventory.img")).toEqual({});
  });

  it("are refused if printf would never print them", () => {
    for (const id of ["", "042", "+1", "-1", "1.0", "4294967296", " 1", "0x1", "1e3", "٣"]) {
      expect(criu.parseCoreImageName(`core-${id}.img`)).toBeUndefined();
    }
    for (const id of ["1A", "0a", "-1", "100000000"])
      expect(criu.parseGhostFileImageName(`ghost-file-${id}.img`)).toBeUndefined();
    expect(criu.parsePagesOldImageName("pages--0.img")).toBeUndefined();
    expect(criu.parsePagesOldImageName("pages--2147483649.img")).toBeUndefined();
    expect(criu.parsePagesOldImageName("pages--2147483648.img")).toBe(-2147483648);
    expect(criu.parsePagemapImageName("pagemap-18446744073709551616.img")).toBeUndefined();
    expect(criu.parsePagemapImageName("pagemap-shmem-7.img")).toBeUndefined();
    expect(criu.parseStatsImageName("stats-")).toBeUndefined();
    expect(criu.parseStatsImageName("stats-a/b")).toBeUndefined();
    expect(criu.parseCoreImageName("core-1.img.bak")).toBeUndefined();
    expect(criu.parseCoreImageName("xcore-1.img")).toBeUndefined();
  });

  it("are refused for an id out of range or of a wrong type", () => {
    for (const id of [-1, 1.5, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => criu.formatCoreImageName(id)).toThrow(
        expect.objectContaining({ code: "bad-name", image: "CORE" }) as Error,
      );
    }
    expect(() => criu.formatStatsImageName("../x")).toThrow("not an id for stats-%s");
    expect(() => criu.formatName(criu.inventoryImage, 1)).toThrow("expected no id, found 1");
    expect(() => criu.formatName(criu.coreImage)).toThrow("expected an id for %u, found none");
    expect(() => criu.formatName(criu.coreImage, "1")).toThrow("expected an id for %u, found 1");
    expect(() => criu.formatName(criu.statsImage, 1)).toThrow("expected an id for %s, found 1");
  });

  it("are parsed, and formatted to the same name, for all real images", () => {
    for (const { name } of corpus()) {
      const found = criu.imageOfFile(name);
      const codec = criu.codecs.find(({ descriptor }) => descriptor.image === found?.image);
      expect(codec && criu.formatName(codec.descriptor, found?.id)).toBe(name);
    }
  });

  it("belong to the first row that matches", () => {
    expect(criu.imageOfFile("pages-1.img")?.image).toBe("PAGES");
    expect(criu.imageOfFile("pages--1.img")?.image).toBe("PAGES_OLD");
    expect(criu.imageOfFile("pagemap-shmem-7.img")).toEqual({
      file: "pagemap-shmem-7.img",
      image: "SHMEM_PAGEMAP",
      id: 7n,
    });
    expect(criu.imageOfFile("nothing.img")).toBeUndefined();
  });

  it("have the formats of the facts", () => {
    const formats = Object.fromEntries(criu.codecs.map(({ descriptor }) => [descriptor.image, descriptor.file]));
    expect(formats).toMatchObject(Object.fromEntries(images.map(({ name, format }) => [name, format])));
  });
});
