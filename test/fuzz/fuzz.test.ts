import { readdirSync, readFileSync } from "node:fs";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { DIFFERENCES } from "./differences.ts";
import { check, checkAll, inputOf, litterOf, type Stock, stockOf } from "./fuzz.ts";
import { checkOracle } from "./oracle.ts";
import { Finding, outcome } from "./outcome.ts";
import { loadRows, type Row } from "./rows.ts";

/* Runs a few inputs of `npm run fuzz`, and all kept inputs. */

const rows: readonly Row[] = await loadRows();
const stock: Stock = stockOf(rows);
const CORPUS = new URL("corpus/", import.meta.url);

describe("fuzzing", () => {
  it("has no finding in the first inputs of a seed", async () => {
    const ends = new Set<string>();
    for (let origin = 0; origin < 4096; origin += 16) {
      for (const chosen of litterOf(stock, 1, origin)) ends.add((await check(chosen)).error?.code ?? "read");
    }
    // Without these outcomes, inputs would not get far into the codecs.
    expect([...ends]).toEqual(expect.arrayContaining(["read", "truncated", "overrun", "bad-varint", "missing-field"]));
  });

  it("makes the same input from the same seed and index", () => {
    const litter = [...litterOf(stock, 7, 32)];
    for (const [i, { row, bytes }] of litter.entries()) {
      const again = inputOf(stock, 7, 32 + i);
      expect({ image: again.row.layout.image, bytes: again.bytes }).toEqual({ image: row.layout.image, bytes });
    }
  });

  it("covers all rows, and all ways to read each", () => {
    expect(rows.map(({ layout }) => layout)).toEqual(imageLayouts);
    for (const { layout, iterate, stream } of rows) {
      expect([iterate, stream].every((way) => (way !== undefined) === (layout.magic !== undefined))).toBe(true);
    }
    expect(rows.filter(({ columns }) => columns !== undefined).length).toBeGreaterThan(10);
  });

  it("has no finding in the kept inputs, which are earlier findings or reach code that real images do not", async () => {
    const files = readdirSync(CORPUS);
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const bytes = new Uint8Array(readFileSync(new URL(file, CORPUS)));
      expect(bytes.length, file).toBeLessThanOrEqual(2048);
      await checkAll(rows, bytes).catch((finding) => {
        throw new Error(`${file}: ${finding}`, { cause: finding });
      });
    }
  });

  it("reports an error that is not an ImageError, and an encoder that changes the bytes", () => {
    expect(() => outcome("reading", 1, () => Reflect.apply(Array, undefined, [-1]))).toThrow(Finding);
    const broken = rows.find(({ layout }) => layout.image === "FDINFO") as Row;
    const shifted: Row = { ...broken, encode: (image) => broken.encode(image).subarray(1) };
    const bytes = stock.real.get(broken)?.[0] ?? new Uint8Array(0);
    return expect(checkAll([shifted], bytes)).rejects.toThrow(Finding);
  });
});

/** A message for each difference. */
const SHOWN: Readonly<Record<string, readonly [message: string, hex: string]>> = {
  "long-tag": ["timeval", "888080808000 01 1002"],
  "long-length": ["utsns_entry", "0a828080808000 6161 1200"],
  "unnamed-enum": ["fdinfo_entry", "0801 1002 18d20f 2003"],
  "endless-unknown": ["timeval", "0801 1002 78 8080808080808080808000"],
  "deep-group": ["timeval", `0801 1002 ${"7b".repeat(101)}${"7c".repeat(101)}`],
  "part-of-message": ["pidfd_entry", "0801 1002 1803 2004 2a0a 0801 1002 1803 2004 2805 2a02 0801"],
};

describe("checkOracle", () => {
  it.each(DIFFERENCES)("finds the allowed difference $name: $why", async ({ name }) => {
    const [message, hex] = SHOWN[name] ?? ["", ""];
    expect(await checkOracle(message, Buffer.from(hex.replaceAll(" ", ""), "hex"))).toBe(name);
  });
});
