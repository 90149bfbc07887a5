import { type ImageLayout, imageLayouts, numberIn, type PassedMessage } from "criu-images/layouts";
import { HEADS, PLACES, VERSIONS } from "criu-images/magic";

/** The tables of a generated package's history. */
export type HistoryTables = Omit<typeof import("criu-images/history"), "default">;

/** A value of the inventory's version field, and whether the other images have heads then. */
interface FormatVersion {
  readonly name: string;
  readonly value: number;
  readonly heads: boolean;
}

/** The format of images as commands read it: the built-in one, or that of a schema given to them. */
export interface Schema {
  /** The images, in the table's order. */
  readonly layouts: readonly ImageLayout[];
  /** The same, with names for people: pretty JSON shows these, and reading JSON by them takes them too. */
  readonly named: () => Promise<readonly ImageLayout[]>;
  /** The words before the magic, by kind. */
  readonly heads: Readonly<Record<string, number>>;
  /** The values that the inventory's version field may have. */
  readonly versions: readonly FormatVersion[];
  /** The town that a magic is the coordinates of. */
  readonly townOf: (magic: number) => string | undefined;
  readonly history: () => Promise<HistoryTables>;
}

/** CRIU's own format. */
export const BUILT_IN: Schema = {
  layouts: imageLayouts,
  named: async () => {
    const { NAMES, withNames } = await import("criu-images/names");
    return withNames(imageLayouts, NAMES);
  },
  heads: HEADS,
  versions: VERSIONS,
  townOf: (magic) => PLACES[magic]?.town,
  history: () => import("criu-images/history"),
};

/** The name of a kind of head. */
export function headName({ heads }: Schema, word: number | undefined): string | undefined {
  return Object.entries(heads).find(([, head]) => head === word)?.[0];
}

/** The row that owns the magic of an image. */
export function ownerOf({ alias, image }: ImageLayout): string {
  return alias ?? image;
}

/** A version of the format, as an inventory names it. */
interface NamedVersion {
  readonly field: string;
  readonly value: number;
  readonly path: string;
  /** What the schema knows of it; nothing if it does not know it. */
  readonly known: FormatVersion | undefined;
}

/** Finds the version of the format that a message names, if it is an inventory's. */
export function versionIn(schema: Schema, { layout, bytes, image, path }: PassedMessage): NamedVersion | undefined {
  const { version: field } = image;
  if (field === undefined || layout !== image.entries) return undefined;
  const value = Number(numberIn(layout, bytes, field, image.image));
  return { field, value, path: `${path}.${field}`, known: schema.versions.find((version) => version.value === value) };
}

/** A text about a version that the schema does not know, for people; nothing if it knows it. */
export function versionProblem(schema: Schema, { field, value, known }: NamedVersion): string | undefined {
  if (known !== undefined) return undefined;
  const all = schema.versions.map((version) => `${version.value} (${version.name})`).join(", ");
  return `${field} ${value} is no version of the format that is known here: there are ${all}; CRIU refuses a version that it does not know`;
}
