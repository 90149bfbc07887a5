import { decodePagemapColumns, decodePagemapImage, encodePagemapImage, type PagemapEntry } from "criu-images";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { corpus } from "../support/corpus.ts";
import { messageOf } from "../support/reference.ts";

/* Columns are fast because they do not call the entry reader if an entry has CRIU's usual form. */

const { asked } = vi.hoisted(() => ({ asked: vi.fn() }));
vi.mock("../../generated/src/messages/pagemap-entry.ts", async (load) => {
  const whole = await load<typeof import("../../generated/src/messages/pagemap-entry.ts")>();
  return { ...whole, readPagemapEntry: asked.mockImplementation(whole.readPagemapEntry) };
});

const columnsOf = (bytes: Uint8Array) => {
  asked.mockClear();
  const { vaddr } = decodePagemapColumns(bytes);
  return { vaddr: [...vaddr], asked: asked.mock.calls.length };
};

const entriesOf = (bytes: Uint8Array) => {
  asked.mockClear();
  return decodePagemapImage(bytes).entries;
};

describe("decodePagemapColumns", () => {
  it("never calls the entry reader for real pagemaps, unlike decodePagemapImage", () => {
    const pagemaps = corpus().filter(({ name }) => /^pagemap-\d+\.img$/.test(name));
    expect(pagemaps.length).toBeGreaterThan(3);
    for (const { bytes } of pagemaps) {
      const entries = entriesOf(bytes);
      expect(asked).toHaveBeenCalledTimes(entries.length);
      expect(columnsOf(bytes)).toEqual({ vaddr: entries.map(({ vaddr }) => vaddr), asked: 0 });
    }
  });

  it("never calls the entry reader for entries that the package wrote", () => {
    fc.assert(
      fc.property(fc.array(messageOf("pagemap_entry"), { maxLength: 5 }), (entries) => {
        const image = { image: "PAGEMAP", version: "v1.1", byteOrder: "little", first: { pages_id: 1 } } as const;
        const bytes = encodePagemapImage({ ...image, entries: entries as unknown as PagemapEntry[] });
        expect(columnsOf(bytes).asked).toBe(0);
      }),
    );
  });
});
