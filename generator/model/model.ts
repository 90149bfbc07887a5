import type { Location } from "./problem.ts";
import type { Relations } from "./relations.ts";

/** Content of a schema, resolved and frozen. It is the only input of the passes after loading. */
export interface Model {
  /** Release of CRIU that the schema describes. */
  readonly criu: string;
  readonly heads: Readonly<Record<HeadKind, Magic>>;
  readonly versions: readonly FormatVersion[];
  readonly reserved: readonly Magic[];
  /** Names of CRIU's enumeration of images that have no row. */
  readonly rowless: readonly Named[];
  readonly images: readonly Image[];
  readonly places: readonly Placement[];
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
  readonly display: Display;
  readonly relations: Relations;
  readonly history: History;
  readonly accepted: readonly Acceptance[];
  /** Other names in generated code, for messages, enums, images, and fields as `message.field`. */
  readonly names: ReadonlyMap<string, CodeName>;
  /** Names that other projects have for parts, as `IMAGE.part`, and for .proto files, by target. */
  readonly spellings: Spellings;
  readonly skipped: readonly Skipped[];
}

/** Names in other projects, by target and by the schema's own name. */
export type Spellings = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Name in generated code that the table chooses. */
export interface CodeName {
  readonly as: string;
  readonly at: Location;
}

/** A declaration of a .proto file that images do not need, and that is skipped. */
export interface Skipped extends Named {
  readonly kind: "service" | "extension";
}

/** A name and its place. */
export interface Named {
  readonly name: string;
  readonly at: Location;
}

/** A placing field, and the images with bytes that it places. A reader that ignores the field misreads them. */
export interface Placement {
  /** Field as `message.field`, or one of its bits or values as `message.field.NAME`. */
  readonly path: string;
  /** Images; empty if the field was checked and places nothing. */
  readonly images: readonly string[];
  readonly at: Location;
}

/** Acceptance of a finding, with a reason. */
export interface Acceptance {
  /** Id of the rule. */
  readonly rule: string;
  /** Subjects of the finding: names, with ` + ` between them. */
  readonly subjects: string;
  readonly reason: string;
  readonly at: Location;
}

export type HeadKind = "common" | "service";

/** A magic of the registry, and the town at its coordinates. */
export interface Magic {
  readonly name: string;
  readonly value: number;
  readonly town: string;
  readonly about: string;
  readonly at: Location;
}

/** A value of the inventory's version field. */
export interface FormatVersion {
  readonly name: string;
  readonly value: number;
  readonly heads: boolean;
  /** Tells that `heads` was guessed and needs a review. */
  readonly review?: true;
  readonly at: Location;
}

/** A row of the table. */
export interface Image {
  readonly name: string;
  readonly about: string;
  /** Name of the file, as a format of printf. */
  readonly file: string;
  /** The magic; absent for a raw image, without magic and framing. */
  readonly magic?: number;
  /** Row that this one shares the magic of. */
  readonly alias?: string;
  readonly town?: string;
  readonly head: HeadKind | "none";
  /** Flags with which CRIU opens the file: O_SERVICE, O_NOBUF, O_FORCE_LOCAL. */
  readonly flags: readonly string[];
  /** Field of the entry that holds the version of all images. */
  readonly version?: string;
  readonly layout: Layout;
  /** File of CRIU's sources that writes it. */
  readonly by?: string;
  /** Last release that wrote it, or `never`. */
  readonly until?: string;
  /** Kind of the id in the file's name; absent if there is only one such file. */
  readonly id?: string;
  /** Tells that the layout was guessed and needs a review. */
  readonly review?: true;
  readonly at: Location;
}

/** First message, entries, extra and rest of an image. */
export interface Layout {
  /** Message before the entries. */
  readonly first?: NamedMessage;
  /** Repeated message. The condition is on a field of the first one. */
  readonly entries?: NamedMessage & { readonly when?: Condition };
  /** Extra of each entry. */
  readonly extra?: Extra;
  /** Tells that CRIU's JSON joins the named parts of `extra` to one string of bytes. */
  readonly joined?: true;
  /** Rest of the file, without framing. The condition is on a field of the first message. */
  readonly rest?: { readonly when?: Condition; readonly at: Location };
}

/** Name of a message, as the table spells it. */
interface NamedMessage {
  readonly message: string;
  readonly at: Location;
}

/** Condition on a boolean field: its value must be `is`. An absent field has its default. */
export interface Condition {
  readonly field: string;
  readonly is: boolean;
}

/** Parts in order: one without a name, or several with names. */
export type Extra =
  | { readonly kind: "one"; readonly part: Part }
  | { readonly kind: "named"; readonly parts: readonly { readonly name: string; readonly part: Part }[] };

export type Part = Run | Messages;

/** Part of bytes or integers. Its length is in a field of the message before it. */
export interface Run {
  readonly kind: "run";
  readonly type: RunType;
  readonly length: string;
  /** Zeros follow, up to a multiple of this number of bytes; 1 for no pad. */
  readonly pad: number;
  readonly when?: Condition;
  readonly at: Location;
}

export type RunType = "bytes" | "u16" | "u32" | "u64";

/** Part of framed messages, each with its own extra. Their number is in a field of the message before them. */
interface Messages extends NamedMessage {
  readonly kind: "messages";
  readonly count: string;
  readonly extra?: Extra;
  readonly when?: Condition;
}

export interface Message {
  /** Full name, with packages and outer messages before it, separated by dots. */
  readonly name: string;
  readonly comment: string;
  /** Tells that the schema advises against its use. */
  readonly deprecated?: true;
  readonly fields: readonly Field[];
  readonly at: Location;
}

export type Scalar =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "string"
  | "bytes";

export type FieldType =
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "message"; readonly name: string }
  | { readonly kind: "enum"; readonly name: string }
  | MapType;

/** A map: on the wire a list of entries with a key and a value. */
export interface MapType {
  readonly kind: "map";
  readonly key: Scalar;
  readonly value: Exclude<FieldType, MapType>;
}

export interface Field {
  readonly name: string;
  readonly number: number;
  readonly label: "required" | "optional" | "repeated";
  readonly type: FieldType;
  readonly packed: boolean;
  /** The oneof that contains the field. */
  readonly oneof?: string;
  /** Declared default: a bigint for 64-bit integers, the number for enums. */
  readonly default?: number | bigint | boolean | string;
  readonly comment: string;
  /** Tells that the schema advises against its use. */
  readonly deprecated?: true;
  /** The (criu) options: the form of the value in CRIU's JSON. */
  readonly display: FieldDisplay;
  readonly at: Location;
}

export interface FieldDisplay {
  readonly hex?: boolean;
  readonly ipadd?: boolean;
  readonly dev?: boolean;
  readonly odev?: boolean;
  readonly flags?: string;
  readonly dict?: string;
  readonly conv?: string;
}

export interface Enum {
  readonly name: string;
  readonly comment: string;
  readonly values: readonly EnumValue[];
  readonly at: Location;
}

interface EnumValue {
  readonly name: string;
  readonly number: number;
  readonly comment: string;
  readonly at: Location;
}

/** Names of flag bits and codes, as in CRIU's sources. */
export interface CriuDisplay {
  readonly flags: ReadonlyMap<string, readonly { readonly name: string; readonly bit: number }[]>;
  readonly dicts: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, string>>>;
  /** Names that only CRIU's C sources have; no JSON contains them. By map, `dict.field` or `message.field`. */
  readonly more: ReadonlyMap<string, readonly { readonly name: string; readonly bit: number }[]>;
}

/** Names of numbers: CRIU's own, and names for people. */
export interface Display extends CriuDisplay {
  readonly names: readonly NameSet[];
  /** Places of CRIU's own names, by group and name: `flags MAP NAME`, `codes DICT.FIELD NAME`, `more KEY NAME`. */
  readonly at: ReadonlyMap<string, Location>;
}

/** Names for people, for fields that CRIU's JSON shows as plain numbers. Exactly one of the five kinds is present. */
export interface NameSet {
  readonly name: string;
  /** Fields as `message.field`. */
  readonly fields: readonly { readonly path: string; readonly at: Location }[];
  /** Names by number, in decimal digits. */
  readonly values?: ReadonlyMap<string, string>;
  /** The same for the first of each two elements of a list. */
  readonly pairs?: ReadonlyMap<string, string>;
  readonly bits?: ReadonlyMap<string, number>;
  /** Names of the bits in each element of a list. */
  readonly words?: readonly ReadonlyMap<string, number>[];
  /** Names of the elements in a list of messages. */
  readonly items?: readonly string[];
  readonly at: Location;
}

/**
 * First release of each definition that the format has now. A renamed definition counts from its old name, and one with
 * another number or type from that change. Keys of `fields`: `message.field`; of `enumValues`: `enum.VALUE`; of
 * `magics`: names in CRIU's sources; of `names`: bits and codes as `map.NAME`. Definitions that the history does not
 * list are absent.
 */
export interface History {
  readonly releases: readonly { readonly name: string; readonly date: string }[];
  readonly magics: ReadonlyMap<string, string>;
  readonly images: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
  readonly enumValues: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly renamed: readonly Renamed[];
  /** Effect of a changed field on older releases. */
  readonly notes: ReadonlyMap<string, string>;
  readonly gone: readonly Gone[];
  readonly changed: readonly Changed[];
  readonly formerFiles: readonly FormerFile[];
}

/** A file name that no release uses any more. */
export interface FormerFile {
  /** Last name of the image. */
  readonly image: string;
  readonly file: string;
  readonly since: string;
  /** First release without it. */
  readonly until: string;
}

/** A removed field or enum value. */
export interface Gone {
  readonly kind: "field" | "value";
  /** Its message or enum. */
  readonly owner: string;
  readonly name: string;
  /** Its former number, if the history gives it. */
  readonly number?: number;
  /** First release without it. */
  readonly release: string;
  readonly at: Location;
}

/** A renamed image, field (`message.field`) or value (`enum.VALUE`). */
export interface Renamed {
  readonly kind: "image" | "field" | "value";
  readonly name: string;
  /** Last part of the old name. */
  readonly from: string;
  /** First release with the new name. */
  readonly release: string;
  readonly at: Location;
}

/** An image with another file name, or a field (`message.field`) of the same name that changed its meaning. */
export interface Changed {
  readonly kind: "image" | "field";
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** First release with the change. */
  readonly release: string;
  readonly at: Location;
}
