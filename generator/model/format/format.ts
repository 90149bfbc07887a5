import { HEADS } from "../criu-names.ts";
import type { CodeName, CriuDisplay, Enum, Image, Layout, Message, Model, FormatVersion as Version } from "../model.ts";
import { type Places, placesOf } from "../places.ts";
import type { RelationTexts } from "../relation-texts.ts";
import type { SourcePlaces } from "./at.ts";

/** A version of CRIU's format, ready to be compared: everything in a schema, or the part of it in a source tree. */
export interface Format {
  /** Name for people: a release, a folder, a revision. */
  readonly name: string;
  /** Every number of the registry by its name in CRIU's source, without `_MAGIC`. */
  readonly magics: ReadonlyMap<string, FormatMagic>;
  readonly images: ReadonlyMap<string, FormatImage>;
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
  readonly display: CriuDisplay;
  /** Values of the version field of the inventory. */
  readonly versions?: readonly FormatVersion[];
  /** Placing fields; a source tree has none. */
  readonly places?: Places;
  /** Notes on changed fields and older releases, by `message.field`; a source tree has none. */
  readonly notes?: ReadonlyMap<string, string>;
  /** Relations in the form of relations.yaml, for comparing schemas; a source tree has none. */
  readonly relations?: RelationTexts;
  /** Places of definitions, if they are known. */
  readonly at?: SourcePlaces;
  /** .proto files of a source tree that belong to no image, by name; a schema has none. */
  readonly others?: ReadonlyMap<string, OtherFile>;
  /** Other names in generated code, as in a model; absent if there are none. */
  readonly names?: ReadonlyMap<string, Pick<CodeName, "as">>;
}

/** A file beside those of images: its path in the tree, and its text without comments and line breaks. */
export interface OtherFile {
  readonly path: string;
  readonly code: string;
}

/** A value of the inventory's version field. A source tree does not tell whether images of that version have heads. */
export type FormatVersion = Pick<Version, "name" | "value"> & Partial<Pick<Version, "heads">>;

/** A magic of the registry; `alias` is the name that owns the number, if this one is a second name. */
export interface FormatMagic {
  readonly value: number;
  readonly alias?: string;
  readonly town?: string;
}

/** A row of the table. */
export interface FormatImage {
  readonly file: string;
  /** Absent if the image is raw. */
  readonly magic?: number;
  readonly flags: readonly string[];
  /** Head of the image; a source tree shows it only by `O_SERVICE`. */
  readonly head?: Image["head"];
  /** Field with the version of all other images; a source tree does not have it. */
  readonly version?: string;
  /** Layout of the image; a source tree does not have it. */
  readonly layout?: Layout;
}

/** Extracts the format from a model. */
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
  const names = model.names.size === 0 ? {} : { names: model.names };
  return { name, magics, images, messages, enums, display, versions, places, notes: model.history.notes, ...names };
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
