import { coordinates, degrees } from "../model/coordinates.ts";
import type { Magic, Model } from "../model/model.ts";

interface NumberPlan {
  readonly name: string;
  readonly value: number;
  readonly about: string;
}

/** The registry: heads, versions, magics, and the towns that magics spell. */
export interface MagicsPlan {
  readonly heads: readonly NumberPlan[];
  readonly versions: readonly { readonly name: string; readonly value: number; readonly heads: boolean }[];
  readonly raw: readonly string[];
  readonly magics: readonly NumberPlan[];
  readonly reserved: readonly NumberPlan[];
  readonly owners: readonly { readonly value: number; readonly names: readonly string[] }[];
  readonly places: readonly {
    readonly value: number;
    readonly town: string;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

/** Plans the registry of magics. */
export function planMagics(model: Model): MagicsPlan {
  const images = model.images.filter((image) => image.magic !== undefined);
  const owners = new Map<number, string[]>();
  // The row with the number owns the magic, wherever it is in the table.
  for (const shared of [false, true]) {
    for (const { name, magic = 0, alias } of images) {
      if ((alias !== undefined) === shared) owners.set(magic, [...(owners.get(magic) ?? []), name]);
    }
  }
  const heads = Object.values(model.heads);
  const placed = [...heads, ...images.map(({ magic = 0, town }) => ({ value: magic, town })), ...model.reserved];
  const towns = new Map(placed.flatMap(({ value, town }) => (town === undefined ? [] : [[value, town] as const])));
  return {
    heads: heads.map(numberPlan),
    versions: model.versions.map(({ name, value, heads }) => ({ name, value, heads })),
    raw: model.images.filter((image) => image.magic === undefined).map(({ name }) => name),
    magics: images.map(({ name, magic = 0, town, alias }) => ({
      name,
      value: magic,
      about: alias === undefined ? place(magic, town) : `As ${alias}.`,
    })),
    reserved: model.reserved.map(numberPlan),
    owners: [...owners].map(([value, names]) => ({ value, names })),
    places: [...towns].flatMap(([value, town]) => {
      const at = coordinates(value);
      return at === undefined ? [] : [{ value, town, ...at }];
    }),
  };
}

function numberPlan({ name, value, about, town }: Magic): NumberPlan {
  return { name, value, about: [about, place(value, town)].filter(Boolean).join(": ") };
}

function place(magic: number, town: string | undefined): string {
  return town === undefined ? "" : `${[town, degrees(magic)].filter(Boolean).join(", ")}.`;
}
