import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takenText } from "../../../cli/magic/text.ts";
import { loadModel } from "../../../generator/generate.ts";
import { magicsOf } from "../../../generator/model/registry.ts";
import { distance } from "../../../registry/gazetteer/distance.ts";
import { pointOf } from "../../../registry/gazetteer/towns.ts";
import { magicOf } from "../../../registry/magic/angle.ts";
import { whyNot } from "../../../registry/magic/objections.ts";
import { parsePlace, REACH, titleOf } from "../../../registry/magic/place.ts";
import { freeTowns, namedAfter, suggestMagic, whyNone } from "../../../registry/magic/suggest.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";

const model = loadModel(PROJECT_SCHEMA);
const taken = magicsOf(model).map(({ value }) => value);
const places = fc.record({
  lat: fc.double({ min: 40, max: 70, noNaN: true }),
  lon: fc.double({ min: 20, max: 99, noNaN: true }),
});

it("the magic of a position is its degrees and minutes as decimal digits", () => {
  expect(magicOf({ lat: 58.52, lon: 31.27 })).toBe(0x58313116);
  expect(magicOf({ lat: 0, lon: 0 })).toBe(0);
  expect(magicOf({ lat: 9 + 5 / 60, lon: 7 })).toBe(0x09050700);
  expect(magicOf({ lat: 89.9999, lon: 99.9999 })).toBe(0x89599959);
  expect(magicOf({ lat: 50, lon: 99.999999 })).toBe(0x50009959);
});

it("a proposed magic is near, well formed and unlike all others", () => {
  fc.assert(
    fc.property(places, (wanted) => {
      const found = suggestMagic(model, wanted);
      if (found === undefined) {
        expect(whyNone(model, wanted).map(({ rule }) => rule)).toEqual(["known-signature"]);
        return;
      }
      expect(found.value.toString(16)).toMatch(/^[0-8]?\d[0-5]\d\d\d[0-5]\d$/);
      expect(distance(wanted, pointOf(found.value) ?? { lat: 0, lon: 0 })).toBeLessThan(REACH + 0.1);
      expect(taken.every((value) => Math.abs(value - found.value) > 8)).toBe(true);
    }),
    // The second position is just across the boundary of a minute.
    {
      numRuns: 30,
      endOnFailure: true,
      examples: [[{ lat: 50.76665, lon: 75.81665 }], [{ lat: 50.76664999, lon: 75.81664999 }]],
    },
  );
});

it("a position next to another magic gets a neighbour, with the distance", () => {
  for (const value of [0x58313116, 0x54564319]) {
    const at = pointOf(value) ?? { lat: 0, lon: 0 };
    const found = suggestMagic(model, { lat: at.lat + 0.001, lon: at.lon + 0.001 });
    expect(found?.value).not.toBe(value);
    expect(found?.km).toBeGreaterThan(0.5);
    expect(found?.km).toBeLessThan(REACH);
  }
});

it("suggestMagic proposes no magic if all are taken", () => {
  const [image] = model.images;
  const spread = (from: number, to: number, step: number) =>
    Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);
  // Each row blocks its neighbours, so one in eight minutes is enough.
  const images = spread(-7, 7, 1).flatMap((up) =>
    spread(-16, 16, 8).map((right) => ({ ...image, magic: magicOf({ lat: 50.5 + up / 60, lon: 30.5 + right / 60 }) })),
  );
  const full = { ...model, images: images as typeof model.images };
  expect(suggestMagic(full, { lat: 50.5, lon: 30.5 })).toBeUndefined();
  expect(suggestMagic(full, { lat: 52.5, lon: 30.5 })?.value).toBe(0x52303030);
  // The rule with the most refusals is first.
  const numbers = whyNone(full, { lat: 50.5, lon: 30.5 }).map((refusal) => refusal.numbers);
  expect(numbers.length).toBeGreaterThan(1);
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  expect(numbers[0]).not.toBe(numbers.at(-1));
});

describe("whyNot", () => {
  it.each([
    ["a taken magic", 0x58313116, /INVENTORY/],
    ["a magic near a taken one", 0x58313117, /1 apart/],
    ["a taken magic with its bytes swapped", 0x16313158, /bytes swapped/],
    ["a magic that equals itself with its bytes swapped", 0x11222211, /itself/],
    ["the magic of a head", 0x54564319, /head/],
    ["the signature of gzip", 0x00008b1f, /gzip/],
    ["digits that are not decimal", 0x5831ab17, /degrees and minutes/],
    ["60 minutes", 0x50603030, /60 minutes/],
    ["the magic of raw images", 0, /has the magic 0/],
    ["a latitude beyond the pole", 0x91003030, /91|latitude|north/],
  ])("objects to %s", (_, value, reason) => {
    expect(whyNot(model, value).join()).toMatch(reason);
  });

  it("accepts an available magic", () => {
    expect(whyNot(model, 0x56194400)).toEqual([]);
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return expect.fail();
}

describe("the position in a request", () => {
  it.each([
    "58.52,31.27",
    " 58.52, 31.27 ",
    "58.52 31.27",
    "58.52° 31.27°",
    "58°31.2'N 31°16.2'E",
    "58°31′12″N, 31°16′12″E",
    "58°31'12\"n 31°16'12\"e",
  ])("can be a coordinate: %s", (text) => {
    const { lat, lon, place } = parsePlace(text);
    expect([lat.toFixed(4), lon.toFixed(4)]).toEqual(["58.5200", "31.2700"]);
    expect(place?.name).toBe("Velikiy Novgorod");
  });

  it("is a coordinate without a town in an empty region", () => {
    expect(parsePlace("88,10")).toEqual({ lat: 88, lon: 10 });
  });

  it.each(["-5,10", "58.52,131.9", "5°S 10°E", "58°N 31°W", "90,10"])(
    "cannot be outside of the range of magics: %s",
    (text) => {
      expect(() => parsePlace(text)).toThrow(/0° to 90° north and 0° to 100° east.*elsewhere/);
    },
  );

  it("can be a town in usual spelling", () => {
    expect(parsePlace("Nizhny Novgorod").place?.name).toBe("Nizhniy Novgorod");
    expect(parsePlace("orel, ru").place?.name).toBe("Orël");
  });

  it.each([
    ["Berlin", "Berlin, Germany"],
    ["Kazan", "Kazan, Russia"],
    ["Rome", "Rome, Italy"],
    ["Москва, RU", "Moscow, Russia"],
    ["Konigsberg, RU", "Kaliningrad, Russia"],
  ])("can be %s: %s, if towns of the same name are far smaller or out of range", (text, title) => {
    expect(titleOf(parsePlace(text).place ?? expect.fail())).toContain(title);
  });

  it("can be a town with its country if the name alone is ambiguous", () => {
    expect(() => parsePlace("Москва")).toThrow(
      "specify one by its country, such as `Москва, RU`, or by its coordinate:",
    );
    expect(() => parsePlace("Konigsberg")).toThrow("such as `Konigsberg, RU`");
    expect(() => parsePlace("Kirov, RU")).toThrow(/several towns/);
    const [, example = ""] = /such as `(.*)`/.exec(messageOf(() => parsePlace("Kirov"))) ?? [];
    expect(parsePlace(example).place?.country).toBe(example.slice(-2));
  });

  it("is refused with a list of towns if the name is ambiguous", () => {
    expect(() => parsePlace("Kirov")).toThrow(
      /several towns have the name `Kirov`.*\n +58\.597,49\.660 +Kirov, Russia \(5.*\n +54/,
    );
    // The town with that name today is smaller than the one with it before.
    expect(() => parsePlace("Konigsberg")).toThrow(/several towns.*\n.* Kaliningrad, Russia/);
    expect(() => parsePlace("Kirov, BY")).toThrow(/several towns have the name `Kirov`/);
  });

  it("is refused with the eight largest towns, and the count of the others", () => {
    const lines = (town: string): string[] =>
      messageOf(() => parsePlace(town))
        .split("\n")
        .slice(1);
    const many = lines("Aleksandrovka");
    expect(many).toHaveLength(9);
    expect(many.at(-1)).toMatch(/^ {2}… and \d more$/);
    expect(lines("Kirov").at(-1)).toMatch(/^ {2}\d+\.\d{3},\d+\.\d{3} +\S/);
  });

  it("can contain spaces, and a country after a comma or spaces", () => {
    for (const text of [" Kazan ", "Orel,RU", " Orel ,   ru "]) expect(parsePlace(text).place?.country).toBe("RU");
    expect(() => parsePlace("10,100")).toThrow(/elsewhere/);
    expect(parsePlace("5°6'N 7°E")).toMatchObject({ lat: 5.1, lon: 7 });
  });

  it("can be a misspelt town if only one is near; otherwise it is refused", () => {
    expect(() => parsePlace("Voronezhh")).not.toThrow();
    expect(() => parsePlace("Voronex")).toThrow(/has no `Voronex`; did you mean/);
    expect(() => parsePlace("Xqzwkvjjxqzw")).toThrow(/give a coordinate instead/);
  });
});

describe("a town in a request", () => {
  it("is matched with the table under its other names", () => {
    const owners = (town: string) => namedAfter(model, parsePlace(town).place ?? expect.fail()).map(({ name }) => name);
    expect(owners("Kaliningrad")).toEqual(["IDS"]);
    expect(owners("Nyandoma")).toEqual(["NS_FILES", "CPUINFO"].sort());
    expect(owners("Dolgoprudny")).toEqual(["NETNS"]);
    expect(owners("Nizhny Novgorod")).toEqual([]);
  });

  it("is replaced by free towns nearby if it has a magic", () => {
    const free = freeTowns(model, parsePlace("58.52,31.27"));
    expect(free.length).toBeGreaterThan(3);
    const far = free.map((place) => distance(place, { lat: 58.52, lon: 31.27 }));
    expect(far).toEqual(far.toSorted((a, b) => a - b));
    expect(Math.max(...far)).toBeLessThanOrEqual(150);
    for (const place of free) {
      expect(place.population).toBeGreaterThanOrEqual(10_000);
      expect(namedAfter(model, place)).toEqual([]);
      expect(place.value).toBe(suggestMagic(model, place)?.value);
    }
  });

  it("is shown with its magic, and with free towns nearby", () => {
    const { place = expect.fail() } = parsePlace("Kaliningrad");
    const text = takenText(place, namedAfter(model, place), freeTowns(model, place));
    expect(text).toMatch(/^Kaliningrad, Russia .* is already the town of IDS \(0x54432030, Konigsberg\)\.\n/);
    expect(text.split("\n").slice(1)).toEqual([
      "Free towns near:",
      ...Array(5).fill(expect.stringMatching(/^ {2}0x\d{8} {2}\p{Lu}/u)),
    ]);
    expect(takenText(place, namedAfter(model, place), [])).toMatch(/No free town/);
  });
});
