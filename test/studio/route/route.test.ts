import fc from "fast-check";
import { expect, test } from "vitest";
import { formatRoute, parseRoute } from "../../../studio/route/route.ts";

test("reads the parts of a fragment", () => {
  expect(parseRoute("#/pod.tar/image/core-1.img?at=0x40&entry=2")).toEqual({
    checkpoint: "pod.tar",
    view: "image",
    path: ["core-1.img"],
    query: { at: "0x40", entry: "2" },
  });
  expect(parseRoute("")).toEqual({ checkpoint: "", view: "", path: [], query: {} });
});

test("keeps a broken escape as it is", () => {
  expect(parseRoute("#/a%ZZ/image")).toMatchObject({ checkpoint: "a%ZZ", view: "image" });
});

test("reads any route that it writes, whatever names it has", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  const route = fc.record({
    checkpoint: fc.string({ unit: "grapheme" }),
    view: fc.string({ unit: "grapheme" }),
    path: fc.array(text),
    query: fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      fc.string({ unit: "grapheme" }),
      { noNullPrototype: true },
    ),
  });
  fc.assert(
    fc.property(route, (one) => {
      expect(parseRoute(formatRoute(one))).toEqual(one);
    }),
  );
});
