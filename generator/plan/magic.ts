import { coordinates, degrees, hex } from "../model/coordinates.ts";
import type { Magic, Model } from "../model/model.ts";

interface NumberView {
  readonly name: string;
  readonly hex: string;
  readonly about: string;
}

export interface MagicView {
  readonly heads: readonly NumberView[];
  readonly versions: readonly { readonly name: string; readonly value: number; readonly heads: boolean }[];
  readonly raw: readonly string[];
  readonly magics: readonly NumberView[];
  readonly reserved: readonly NumberView[];
  readonly owners: readonly { readonly hex: string; readonly names: readonly string[] }[];
  readonly places: readonly {
    readonly hex: string;
    readonly town: string;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

/** Plans the module of the registry's magics. */
export function planMagic(model: Model): MagicView {
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
    heads: heads.map(numberView),
    versions: model.versions,
    raw: model.images.filter((image) => image.magic === undefined).map(({ name }) => name),
    magics: images.map(({ name, magic = 0, town, alias }) => ({
      name,
      hex: hex(magic),
      about: alias === undefined ? place(magic, town) : `As ${alias}.`,
    })),
    reserved: model.reserved.map(numberView),
    owners: [...owners].map(([magic, names]) => ({ hex: hex(magic), names })),
    places: [...towns].flatMap(([magic, town]) => {
      const at = coordinates(magic);
      return at === undefined ? [] : [{ hex: hex(magic), town, ...at }];
    }),
  };
}

function numberView({ name, value, about, town }: Magic): NumberView {
  return { name, hex: hex(value), about: [about, place(value, town)].filter(Boolean).join(": ") };
}

function place(magic: number, town: string | undefined): string {
  return town === undefined ? "" : `${[town, degrees(magic)].filter(Boolean).join(", ")}.`;
}
