import * as criu from "criu-images";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pascalCase } from "../../generator/model/names.ts";
import { beginning, concat, framed, plainImage, words } from "../support/build.ts";
import { images, layouts, messages } from "../support/facts.ts";
import { messageOf, type Plain } from "../support/reference.ts";
import { share } from "../support/share.ts";

interface Columns extends Readonly<Record<string, unknown>> {
  readonly $length: number;
  readonly $first?: Plain;
  readonly $present: Readonly<Record<number, number>>;
  readonly $unknown: number;
}

const exported: Readonly<Record<string, unknown>> = criu;
const flat = images.filter(({ name }) => {
  const { entry, extra, rest } = layouts[name] ?? {};
  const fields = typeof entry === "string" ? (messages[entry]?.fields ?? []) : [];
  const numeric = fields.every(
    ({ label, kind, type }) => label !== "repeated" && kind !== "message" && !/string|bytes/.test(type),
  );
  return fields.length > 0 && numeric && extra === undefined && rest === undefined;
});

function columnsOf(name: string, bytes: Uint8Array): Columns {
  const decode = exported[`decode${pascalCase(name)}Columns`] as ((bytes: Uint8Array) => Columns) | undefined;
  if (decode === undefined) throw new Error(`${name} has no columns`);
  return decode(bytes);
}

/** Returns row `i` of the columns as a message: only the fields that are present. */
function rowOf(columns: Columns, i: number, entry: string): Plain {
  const fields = messages[entry]?.fields.toSorted((a, b) => a.number - b.number) ?? [];
  const present = fields.filter((_, bit) => ((columns.$present[i] ?? 0) >>> bit) & 1);
  return Object.fromEntries(
    present.map(({ name, type }) => {
      const value = (columns[name] as Readonly<Record<number, number | bigint>>)[i];
      return [name, type === "bool" ? value === 1 : value];
    }),
  );
}

function problemOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (problem) {
    return problem;
  }
}

/** Encodes `value` in seven bits a byte, with `padding` more bytes than necessary. */
function varint([value, padding]: readonly [bigint, number]): number[] {
  const groups = Array.from({ length: 11 }, (_, i) => Number((value >> BigInt(7 * i)) & 0x7fn));
  const needed = groups.findLastIndex((group) => group > 0);
  const used = groups.slice(0, Math.max(1, Math.min(11, needed + 1 + padding)));
  return used.map((group, i) => (i < used.length - 1 ? group | 0x80 : group));
}

describe("columns", () => {
  it("exist for each image with flat numeric entries, and for no other image", () => {
    const made = Object.keys(exported).filter((key) => /^decode\w+Columns$/.test(key));
    expect(made.sort()).toEqual(flat.map(({ name }) => `decode${pascalCase(name)}Columns`).sort());
    expect(made).toContain("decodePagemapColumns");
  });

  it.each(flat)("of $name hold the values of the entries", ({ name }) => {
    const { entry = "", first } = layouts[name] ?? {};
    fc.assert(
      fc.property(
        fc.array(messageOf(entry ?? ""), { maxLength: 5 }),
        messageOf("pagemap_head"),
        fc.boolean(),
        (entries, head, littleEndian) => {
          const columns = columnsOf(name, plainImage(name, entries, head, { littleEndian }));
          expect(columns.$length).toBe(entries.length);
          expect(entries.map((_, i) => rowOf(columns, i, entry ?? ""))).toEqual(entries);
          expect(columns.$first).toEqual(first === undefined ? undefined : head);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("count the entries with unknown fields, and hold the known fields", () => {
    const one = [0x08, 1, 0x10, 1];
    const entries = [one, [...one, 0x78, 5, 0x18, 1, 0x78, 6], one, [...one, 0x82, 0x01, 1, 9]];
    const frames = entries.map((entry) => concat(words(true, entry.length), Uint8Array.from(entry)));
    const columns = criu.decodePagemapColumns(
      concat(beginning("PAGEMAP"), framed("pagemap_head", { pages_id: 1 }), ...frames),
    );
    expect(columns.$unknown).toBe(2);
    expect([...columns.$present]).toEqual([3, 7, 3, 3]);
    expect([...columns.in_parent]).toEqual([0, 1, 0, 0]);
    expect([...columns.vaddr]).toEqual([1n, 1n, 1n, 1n]);
  });

  it("accept a number of any encoded length, as decodePagemapImage does", () => {
    const long = [0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80];
    const entry = [0x08, ...long, 0x01, 0x10, ...long, 0x02, 0x18, 0x80, 0x02, 0x20, 0x87, 0x00];
    const bytes = concat(
      beginning("PAGEMAP"),
      framed("pagemap_head", { pages_id: 1 }),
      words(true, entry.length),
      Uint8Array.from(entry),
    );
    const columns = criu.decodePagemapColumns(bytes);
    const [row] = criu.decodePagemapImage(bytes).entries;
    expect(rowOf(columns as unknown as Columns, 0, "pagemap_entry")).toEqual(row);
    expect(row).toMatchObject({ vaddr: 0x8000_0000_0000_0001n, compat_nr_pages: 1, in_parent: true, flags: 7 });
  });

  it("refuse a truncated or overlong number with the same error as decodePagemapImage", () => {
    const head = concat(beginning("PAGEMAP"), framed("pagemap_head", { pages_id: 1 }));
    const numbers = Array.from({ length: 13 }, (_, size) => new Uint8Array(size).fill(0x80));
    const entries = [0x08, 0x10, 0x18, 0x20, 0x28].flatMap((tag) => numbers.map((number) => [tag, ...number]));
    for (const entry of entries) {
      const bytes = concat(head, words(true, entry.length), Uint8Array.from(entry));
      const problem = problemOf(() => criu.decodePagemapImage(bytes));
      expect(problem).toMatchObject({ code: entry.length > 10 ? "bad-varint" : "overrun", entry: 0 });
      expect(problemOf(() => criu.decodePagemapColumns(bytes))).toEqual(problem);
    }
  });

  it("read or refuse any entry like decodePagemapImage, with the same limits", () => {
    const padded = fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 70n - 1n }), fc.integer({ min: 0, max: 11 }));
    const field = fc.tuple(fc.constantFrom(0x08, 0x10, 0x18, 0x20, 0x28), padded.map(varint));
    const plain = [0x08, 1, 0x10, 1];
    const entry = fc.array(field, { maxLength: 6 }).map((fields) => [...plain, ...fields.flat(2)]);
    const head = concat(beginning("PAGEMAP"), framed("pagemap_head", { pages_id: 1 }));
    fc.assert(
      fc.property(entry, fc.option(fc.integer({ min: 0, max: 40 })), fc.nat(3), (bytes, limit, cut) => {
        const frame = concat(words(true, bytes.length), Uint8Array.from(bytes));
        const image = concat(head, words(true, 4), Uint8Array.from(plain), frame);
        const options = limit === null ? {} : { maxSize: limit };
        const given = image.subarray(0, image.length - cut);
        const rows = problemOf(() => criu.decodePagemapImage(given, options).entries);
        const columns = problemOf(() => criu.decodePagemapColumns(given, options)) as Columns;
        const found = Array.isArray(rows) ? rows.map((_, i) => rowOf(columns, i, "pagemap_entry")) : columns;
        expect(found).toEqual(rows);
      }),
      { numRuns: share(2000) },
    );
  });

  it("refuse damaged entries with the same message as decodeFifoImage", () => {
    const start = beginning("FIFO");
    const bad = [
      [concat(start, words(true, 0)), "a required field is missing"],
      [concat(start, words(true, 2), Uint8Array.of(0x08, 0x80)), "a field reaches past the end of its message"],
      [
        concat(start, words(true, 1), Uint8Array.of(0x08), words(true, 0)),
        "a field reaches past the end of its message",
      ],
      [concat(start, words(true, 9)), "the bytes end too early"],
    ] as const;
    for (const [bytes, message] of bad) {
      expect(() => criu.decodeFifoColumns(bytes)).toThrow(message);
      expect(() => criu.decodeFifoImage(bytes)).toThrow(message);
    }
    const long = concat(
      beginning("PAGEMAP"),
      framed("pagemap_head", { pages_id: 1 }),
      words(true, 12),
      new Uint8Array(12).fill(0x88),
    );
    expect(() => criu.decodePagemapColumns(long)).toThrow("the number has more than 10 bytes");
  });
});
