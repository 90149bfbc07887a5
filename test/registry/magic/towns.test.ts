import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { distance } from "../../../registry/gazetteer/distance.ts";
import { findPlaces, isSamePlace, nearestPlaces, type Place } from "../../../registry/gazetteer/gazetteer.ts";
import { nameKey } from "../../../registry/gazetteer/key.ts";
import { pointOf } from "../../../registry/gazetteer/towns.ts";
import { magicOf } from "../../../registry/magic/angle.ts";
import { townOfRow } from "../../../registry/magic/place.ts";
import { namedAfter, suggestMagic, whyNone } from "../../../registry/magic/suggest.ts";
import { RULES } from "../../../registry/rules/rules.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";

const model = loadModel(PROJECT_SCHEMA);

describe("every town of the gazetteer", () => {
  const towns = nearestPlaces(45, 50, 20_000);
  const shortest = towns.filter((place) => nameKey(townOfRow(place)).length <= 2);
  const audited = { problems: [], rules: [], trees: [], collisions: [], found: [] };
  const rules = RULES.filter(({ category }) => category === "towns");
  const odd = new Set(rules.flatMap(({ check }) => [...check({ ...audited, model })]).map(({ at }) => at));
  // Reports about odd rows take most of the time.
  const even = { ...model, images: model.images.filter(({ at }) => !odd.has(at)) };

  it("is found by the name in its row, with finite numbers", () => {
    const lost = towns.filter((town) => !findPlaces(townOfRow(town)).some((place) => isSamePlace(place, town)));
    expect(towns.length).toBeGreaterThan(90_000);
    expect(lost).toEqual([]);
    const numbers = (place: Place) => [place.lat, place.lon, place.population];
    const found = shortest.flatMap(({ name }) => findPlaces(name));
    expect(found.filter((place) => numbers(place).some(Number.isNaN))).toEqual([]);
  });

  it("has the magic of its minute", () => {
    const far = towns.filter((town) => distance(town, pointOf(magicOf(town)) ?? { lat: 0, lon: 0 }) > 3);
    expect(far).toEqual([]);
  });

  it("has a proposed row that the audit accepts", () => {
    const proposed = (town: Place) => {
      const suggestion = suggestMagic(model, town);
      if (suggestion === undefined) {
        expect(whyNone(model, town)[0]?.rule).toBe("known-signature");
        return;
      }
      if (namedAfter(model, town).length > 0) return;
      const at = { file: "", line: 0, column: 0 };
      const row = { about: "", file: "", head: "common" as const, flags: [], layout: {}, at };
      const image = { name: "NEW", magic: suggestion.value, town: townOfRow(town), ...row };
      const grown = { ...audited, model: { ...even, images: [...even.images, image] } };
      const found = rules.flatMap(({ check }) => [...check(grown)]);
      expect([town.name, found.filter((one) => one.at === at)]).toEqual([town.name, []]);
    };
    for (const town of shortest.slice(0, 200)) proposed(town);
    fc.assert(fc.property(fc.constantFrom(...towns), proposed), { numRuns: 100 });
  });
});
