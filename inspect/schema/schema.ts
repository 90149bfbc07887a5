import type { Format } from "criu-checkpoint";
import { type ImageLayout, imageLayouts, numberIn, type PassedMessage } from "criu-images/layouts";
import { HEADS, PLACES, VERSIONS } from "criu-images/magic";

/** Tables of a generated package's history. */
export type HistoryTables = Omit<typeof import("criu-images/history"), "default">;

/** A value of the inventory's version field, and whether other images have heads with it. */
interface FormatVersion {
  readonly name: string;
  readonly value: number;
  readonly heads: boolean;
}

/** The format of images as commands read it: the built-in one, or that of a given schema. */
export interface Schema {
  /** Images in the order of the table. */
  readonly layouts: readonly ImageLayout[];
  /** The same layouts with names for people: pretty JSON shows them, and reading JSON accepts them. */
  readonly named: () => Promise<readonly ImageLayout[]>;
  /** Heads by kind. */
  readonly heads: Readonly<Record<string, number>>;
  /** Values of the inventory's version field. */
  readonly versions: readonly FormatVersion[];
  /** Returns the town of a magic. */
  readonly townOf: (magic: number) => string | undefined;
  readonly history: () => Promise<HistoryTables>;
  /** Images and relations, for the library of whole checkpoints. */
  readonly format: () => Promise<Format>;
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
  format: async () => (await import("criu-checkpoint")).FORMAT,
};

/** Returns the name of a head. */
export function headName({ heads }: Schema, word: number | undefined): string | undefined {
  return Object.entries(heads).find(([, head]) => head === word)?.[0];
}

/** Returns the row that owns the magic of an image. */
export function ownerOf({ alias, image }: ImageLayout): string {
  return alias ?? image;
}

/** A version of the format, as an inventory names it. */
interface NamedVersion {
  readonly field: string;
  readonly value: number;
  readonly path: string;
  /** The schema's entry for it; `undefined` if the version is unknown. */
  readonly known: FormatVersion | undefined;
}

/** Finds the version of the format in a message, if that is an inventory. */
export function versionIn(schema: Schema, message: PassedMessage): NamedVersion | undefined {
  const { layout, image } = message;
  const { version: field } = image;
  if (field === undefined || layout !== image.entries) return undefined;
  const value = Number(numberIn(layout, message.bytes, field, image.image));
  return {
    field,
    value,
    path: `${message.path}.${field}`,
    known: schema.versions.find((version) => version.value === value),
  };
}

/** Describes a version that the schema does not know; returns `undefined` if it knows it. */
export function versionProblem(schema: Schema, { field, value, known }: NamedVersion): string | undefined {
  if (known !== undefined) return undefined;
  const all = schema.versions.map((version) => `${version.value} (${version.name})`).join(", ");
  return `${field} ${value} is an unknown version of the format: known are ${all}; CRIU refuses an unknown version`;
}
