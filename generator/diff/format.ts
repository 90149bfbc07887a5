import { HEADS } from "../model/criu-names.ts";
import type { CriuDisplay, Enum, Image, Layout, Message, Model, FormatVersion as Version } from "../model/model.ts";

import { type Places, placesOf } from "../model/places.ts";

/** What versions of CRIU's format are compared by: all that a schema says of it, or as much as a source tree does. */
export interface Format {
  /** What it is called: a release, a folder, a revision. */
  readonly name: string;
  /** Every number of the registry by its name in CRIU's source, without `_MAGIC`. */
  readonly magics: ReadonlyMap<string, FormatMagic>;
  readonly images: ReadonlyMap<string, FormatImage>;
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
  readonly display: CriuDisplay;
  /** What the inventory's version field can say. */
  readonly versions?: readonly FormatVersion[];
  /** The images whose bytes fields place: what no source tree says. */
  readonly places?: Places;
  /** What older releases make of fields that were changed: what no source tree says. Keys: `message.field`. */
  readonly notes?: ReadonlyMap<string, string>;
}

/** A value of the inventory's version field, and whether images of that version have heads; a source tree does not say. */
export type FormatVersion = Pick<Version, "name" | "value"> & Partial<Pick<Version, "heads">>;

/** A number, or the name of the magic that this is another name of. */
export interface FormatMagic {
  readonly value: number;
  readonly alias?: string;
  readonly town?: string;
}

/** A row of the table. */
export interface FormatImage {
  readonly file: string;
  /** None where the image is raw. */
  readonly magic?: number;
  readonly flags: readonly string[];
  /** Which head it has; a source tree says it by `O_SERVICE` alone. */
  readonly head?: Image["head"];
  /** The field that tells the version of all other images; a source tree does not say it. */
  readonly version?: string;
  /** What the image contains; a source tree does not say it. */
  readonly layout?: Layout;
}

/** The format that a schema describes. */
export function formatOfModel(model: Model, name: string = model.criu): Format {
  const numbers = [...Object.entries(model.heads), ...model.reserved.map((magic) => [magic.name, magic] as const)];
  const magics = new Map<string, FormatMagic>(
    numbers.map(([key, { value, town }]) => [HEADS.get(key) ?? key, { value, town }]),
  );
  for (const image of model.images) {
    if (image.magic !== undefined) magics.set(image.name, magicOf(image, image.magic));
  }
  const images = new Map(model.images.map((image) => [image.name, formatImage(image)]));
  const { messages, enums } = model;
  const { names: _, ...display } = model.display;
  const versions = model.versions.map(({ name: version, value, heads }) => ({ name: version, value, heads }));
  const places = placesOf(model);
  return { name, magics, images, messages, enums, display, versions, places, notes: model.history.notes };
}

function magicOf({ alias, town }: Image, value: number): FormatMagic {
  return { value, ...(alias !== undefined && { alias }), ...(town !== undefined && { town }) };
}

function formatImage({ file, magic, flags, head, version, layout }: Image): FormatImage {
  return {
    file,
    ...(magic !== undefined && { magic }),
    flags,
    head,
    ...(version !== undefined && { version }),
    layout,
  };
}
