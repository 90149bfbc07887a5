import { decodeAnyImage } from "criu-images";
import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginning, concat, words } from "../../support/build.ts";
import { layouts } from "../../support/facts.ts";
import { type Exact, exactText, expectBytes, FORMS, fromJson, parseExact } from "../../support/json.ts";
import { contentOf, contentOfJson, withoutExtras } from "../../support/plain-json.ts";
import { referenceDecode } from "../../support/reference.ts";
import { imageWith, type Sample, samples } from "../../support/samples.ts";
import { share } from "../../support/share.ts";
import { type Changes, type Dice, diceOf, rewritten } from "../../support/wire.ts";

/*
 * Encodes real messages differently from CRIU, or adds unknown fields: their JSON shows the same fields and converts
 * back to the same bytes.
 */

const real = samples();
const plain = real.filter(({ image }) => Object.keys(layouts[image] ?? {}).join() === "entry");

/** Chooses one of the messages, each type of image equally often. */
function oneOf(all: readonly Sample[]): fc.Arbitrary<Sample> {
  return fc
    .constantFrom(...new Set(all.map(({ image }) => image)))
    .chain((image) => fc.constantFrom(...all.filter((one) => one.image === image)));
}

const changes: fc.Arbitrary<Changes> = fc.record({
  rewrite: fc.boolean(),
  unknown: fc.boolean(),
  strays: fc.boolean(),
});
const dice: fc.Arbitrary<Dice> = fc.nat().map(diceOf);
const RUNS = { numRuns: share(400) };

function toJson(bytes: Uint8Array, { file }: Sample, pretty = false): string {
  return imageToJson(imageLayouts, bytes, { file, pretty });
}

describe("a message in an encoding other than CRIU's", () => {
  it.each([
    ["another field is present twice", "0801 0802 1003 2004 2803"],
    ["an unknown field is present", "0801 1003 2004 1500000000 2005"],
  ])("is refused without a required field, as by the typed codec, even if %s", (_, hex) => {
    const message = Buffer.from(hex.replaceAll(" ", ""), "hex");
    const bytes = concat(beginning("FDINFO"), words(true, message.length), message);
    const errorOf = (read: () => unknown): unknown => {
      try {
        return read();
      } catch (error) {
        return error;
      }
    };
    const typed = errorOf(() => decodeAnyImage(bytes));
    expect(typed).toMatchObject({ code: "missing-field", entry: 0, path: expect.any(String) });
    expect(errorOf(() => imageToJson(imageLayouts, bytes))).toEqual(typed);
  });

  it("has the same fields in JSON as CRIU's encoding, and converts back to the same bytes", () => {
    fc.assert(
      fc.property(oneOf(real), changes, dice, (one, what, next) => {
        const bytes = imageWith(one, rewritten(one.message, one.bytes, what, next));
        for (const { pretty } of FORMS) {
          const json = toJson(bytes, one, pretty);
          expectBytes(fromJson(json), bytes, one.file);
          const usual = toJson(imageWith(one, one.bytes), one, pretty);
          expect(withoutExtras(parseExact(json))).toEqual(parseExact(usual));
        }
      }),
      RUNS,
    );
  });

  it("has the fields in JSON that protobufjs and the typed codec decode", () => {
    fc.assert(
      fc.property(oneOf(real), changes, dice, (one, what, next) => {
        // protobufjs ignores wire types.
        const message = rewritten(one.message, one.bytes, { ...what, strays: false }, next);
        const bytes = imageWith(one, message);
        const said = contentOfJson(one.image, toJson(bytes, one));
        expect(said).toEqual(contentOf(decodeAnyImage(bytes, { file: one.file })));
        const all = [said.first ?? {}, ...said.entries].map(({ extra: _, ...fields }) => fields);
        expect(all).toContainEqual(referenceDecode(one.message, message));
      }),
      RUNS,
    );
  });
});

type JsonObject = { readonly [name: string]: Exact };

/** Returns the paths of all integers in a message. */
function numbersIn(value: Exact, path: readonly string[] = []): string[][] {
  if (typeof value === "bigint") return [[...path]];
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).filter(([name]) => name !== "$kept");
  return inner.flatMap(([name, item]) => numbersIn(item, [...path, name]));
}

/** Returns a copy of a value, with the value at a path changed by `to`. */
function changed(value: Exact, [name, ...path]: readonly string[], to: (value: Exact) => Exact): Exact {
  if (name === undefined) return to(value);
  if (Array.isArray(value)) {
    return (value as readonly Exact[]).map((item, i) => (i === Number(name) ? changed(item, path, to) : item));
  }
  const all = value as JsonObject;
  return { ...all, [name]: changed(all[name] ?? null, path, to) };
}

describe("an edited field in JSON", () => {
  it("takes precedence over the encoding in `$kept`", () => {
    fc.assert(
      fc.property(oneOf(plain), dice, (one, next) => {
        const what = { rewrite: true, unknown: true, strays: true };
        const bytes = imageWith(one, rewritten(one.message, one.bytes, what, next));
        const json = parseExact(toJson(bytes, one));
        expectBytes(fromJson(exactText(json)), bytes, one.file);
        const places = numbersIn((json as { readonly entries: Exact }).entries, ["entries"]);
        const place = places[next(places.length || 1)];
        if (place === undefined) return;
        const edited = changed(json, place, (value) => (value === 0n ? 1n : 0n));
        const written = fromJson(exactText(edited));
        const said = contentOf(decodeAnyImage(written, { file: one.file }));
        expect(said).toEqual(contentOfJson(one.image, exactText(edited)));
        const unkept = changed(edited, ["entries", "0", "$kept"], (kept) => {
          const { wire: _, ...others } = (kept ?? {}) as JsonObject;
          return others;
        });
        expectBytes(written, fromJson(exactText(unkept)), one.file);
      }),
      RUNS,
    );
  });
});
