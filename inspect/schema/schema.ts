import { type ImageLayout, imageLayouts, numberIn, type PassedMessage } from "criu-images/layouts";
import { HEADS, PLACES, VERSIONS } from "criu-images/magic";

/** The tables of a generated package's history. */
export type HistoryTables = Omit<typeof import("criu-images/history"), "default">;

/** The format of images as commands read it: the built-in one, or that of a schema given to them. */
export interface Schema {
  /** The images, in the table's order. */
  readonly layouts: readonly ImageLayout[];
  /** The words before the magic, by kind. */
  readonly heads: Readonly<Record<string, number>>;
  /** The values that the inventory's version field may have. */
  readonly versions: readonly { readonly name: string; readonly value: number }[];
  /** The town that a magic is the coordinates of. */
  readonly townOf: (magic: number) => string | undefined;
  readonly history: () => Promise<HistoryTables>;
}

/** CRIU's own format. */
export const BUILT_IN: Schema = {
  layouts: imageLayouts,
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

/** A version of the format that an inventory names and the schema does not. */
export interface UnknownVersion {
  readonly field: string;
  readonly value: number;
  readonly path: string;
  readonly message: string;
}

/** Finds the version of the format that a message names, unless the schema knows it. */
export function unknownVersion(
  schema: Schema,
  { layout, bytes, image, path }: PassedMessage,
): UnknownVersion | undefined {
  const { version: field } = image;
  if (field === undefined || layout !== image.entries) return undefined;
  const value = Number(numberIn(layout, bytes, field, image.image));
  if (schema.versions.some((version) => version.value === value)) return undefined;
  const known = schema.versions.map((version) => `${version.value} (${version.name})`).join(", ");
  const message = `${field} ${value} is no version of the format that is known here: there are ${known}; CRIU refuses a version that it does not know`;
  return { field, value, path: `${path}.${field}`, message };
}
