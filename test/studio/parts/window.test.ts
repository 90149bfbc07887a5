import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsAt, scrollFor, scrollHeight, topAt, topToShow } from "../../../studio/parts/window.ts";

const size = fc.record({
  count: fc.integer({ min: 1, max: 50_000_000 }),
  rowHeight: fc.constantFrom(20, 22),
  viewHeight: fc.integer({ min: 100, max: 3000 }),
});

test("no list is higher than a browser allows", () => {
  fc.assert(
    fc.property(size, (one) => {
      expect(scrollHeight(one)).toBeLessThanOrEqual(8_000_000);
    }),
  );
});

test("any row can be shown, and then is seen", () => {
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), (one, at, before) => {
      const row = at % one.count;
      const top = topToShow(one, before % one.count, row);
      const [from, to] = rowsAt(one, topAt(one, scrollFor(one, top)));
      expect(from).toBeLessThanOrEqual(row);
      expect(to).toBeGreaterThan(row);
    }),
  );
});

test("only the rows that fit are rendered", () => {
  fc.assert(
    fc.property(size, fc.nat(), (one, scroll) => {
      const [from, to] = rowsAt(one, topAt(one, scroll % 8_000_000));
      expect(to - from).toBeLessThanOrEqual(one.viewHeight / one.rowHeight + 2);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(one.count);
    }),
  );
});

test("the end of the scroll is the end of the list", () => {
  fc.assert(
    fc.property(size, (one) => {
      const [, to] = rowsAt(one, topAt(one, scrollHeight(one)));
      expect(to).toBe(one.count);
    }),
  );
});
