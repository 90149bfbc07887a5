import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { distance } from "../../../registry/gazetteer/distance.ts";
import { findPlaces, nearestPlaces, placeNames } from "../../../registry/gazetteer/gazetteer.ts";
import { nameKey } from "../../../registry/gazetteer/key.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";

const called = (town: string) => findPlaces(town).map(({ name, country }) => `${name}, ${country}`);

describe("a town", () => {
  it.each([
    ["Konigsberg", "Kaliningrad, RU"],
    ["Königsberg", "Kaliningrad, RU"],
    ["Kiev", "Kyiv, UA"],
    ["Orel", "Orël, RU"],
    ["Oryol", "Orël, RU"],
    ["Leningrad", "Saint Petersburg, RU"],
    ["St. Petersburg", "Saint Petersburg, RU"],
    ["Veliky Novgorod", "Velikiy Novgorod, RU"],
    ["Dolgoprudny", "Dolgoprudnyy, RU"],
    ["Odessa", "Odesa, UA"],
    ["Тверь", "Tver, RU"],
    ["Київ", "Kyiv, UA"],
    ["Dnepropetrovsk", "Dnipro, UA"],
    ["Pereslavl", "Pereslavl’-Zalesskiy, RU"],
    ["Svetlogorsk (Rauschen)", "Svetlogorsk, RU"],
  ])("is found by the name %s: %s", (town, place) => {
    expect(called(town)).toContain(place);
  });

  it("is found in any case, with or without accents and punctuation", () => {
    const names = placeNames().filter((name) => nameKey(name) !== "");
    const spellings = [
      (name: string) => name.toUpperCase(),
      (name: string) => name.normalize("NFKD").replaceAll(/\p{M}/gu, ""),
      (name: string) => name.replaceAll(/[’'-]/g, " "),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...spellings), (name, spell) => {
        expect(findPlaces(spell(name)).map((place) => place.name)).toContain(name);
      }),
      { numRuns: 60 },
    );
  });

  it("is found with its position and population, the largest first", () => {
    const [largest, ...others] = findPlaces("Kirov");
    expect(largest).toMatchObject({ name: "Kirov", country: "RU" });
    expect(distance(largest ?? { lat: 0, lon: 0 }, { lat: 58.6, lon: 49.65 })).toBeLessThan(5);
    const people = [largest, ...others].map((place) => place?.population ?? 0);
    expect(people.length).toBeGreaterThan(2);
    expect(people).toEqual([...people].sort((a, b) => b - a));
  });

  it("is found for every magic of the project's table", () => {
    const { heads, reserved, images } = loadModel(PROJECT_SCHEMA);
    const towns = [...Object.values(heads), ...reserved, ...images].flatMap(({ town }) => town ?? []);
    expect(towns.length).toBeGreaterThan(60);
    expect(towns.filter((town) => findPlaces(town).length === 0)).toEqual([]);
  });
});

describe("no town is found", () => {
  it.each(["Frobville", "", " ", "()", "\t", "\n", "Mosc", "1234"])("for %j", (town) => {
    expect(findPlaces(town)).toEqual([]);
  });

  it("outside of the range of magics", () => {
    expect(called("Vladivostok")).toEqual([]);
    expect(called("Lima").filter((place) => place.endsWith("PE"))).toEqual([]);
  });
});

describe("nearestPlaces", () => {
  const near = nearestPlaces(58.52, 31.27, 30);

  it("returns towns within the distance, nearest first", () => {
    expect(near[0]?.name).toBe("Velikiy Novgorod");
    const distances = near.map(({ km }) => km);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances.every((km) => km <= 30)).toBe(true);
    expect(near.length).toBeGreaterThan(3);
    expect(nearestPlaces(58.52, 31.27, 60).length).toBeGreaterThan(near.length);
  });

  it("returns none in uninhabited regions", () => {
    expect(nearestPlaces(89, 10, 50)).toEqual([]);
  });
});

it("distance measures along the globe: Moscow to Saint Petersburg, and across the pole", () => {
  const [moscow, petersburg] = [findPlaces("Moscow")[0], findPlaces("Saint Petersburg")[0]];
  if (moscow === undefined || petersburg === undefined) throw new Error("no such towns");
  expect(Math.abs(distance(moscow, petersburg) - 634)).toBeLessThan(5);
  expect(distance({ lat: 80, lon: 0 }, { lat: 80, lon: 180 })).toBeCloseTo((20 / 180) * Math.PI * 6371.0088, 5);
});
