import type { Location } from "./problem.ts";

/** Everything that a schema says, resolved and frozen. All passes after loading read this and nothing else. */
export interface Model {
  /** The release of CRIU that the schema describes. */
  readonly criu: string;
  readonly heads: Readonly<Record<HeadKind, Magic>>;
  readonly versions: readonly FormatVersion[];
  readonly reserved: readonly Magic[];
  /** Names in CRIU's enumeration of images that have no row. */
  readonly rowless: readonly Named[];
  readonly images: readonly Image[];
  readonly places: readonly Placement[];
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
  readonly display: Display;
  readonly history: History;
  readonly accepted: readonly Acceptance[];
  /** Other names for generated code: of messages, enums, images, and of fields as `message.field`. */
  readonly names: ReadonlyMap<string, CodeName>;
  readonly skipped: readonly Skipped[];
}

/** A name that the table gives to generated code. */
export interface CodeName {
  readonly as: string;
  readonly at: Location;
}

/** Something in a .proto file that images have no need of, and that is skipped. */
export interface Skipped extends Named {
  readonly kind: "service" | "extension";
}

/** A name, and where it stands. */
export interface Named {
  readonly name: string;
  readonly at: Location;
}

/** Images whose bytes lie where a field says, or how it says: who does not know the field misreads them. */
export interface Placement {
  /** The field as `message.field`; for one of its bits or values `message.field.NAME`. */
  readonly path: string;
  /** None: somebody looked, and it moves nothing. */
  readonly images: readonly string[];
  readonly at: Location;
}

/** What a rule of the audit finds, and is right as it is. */
export interface Acceptance {
  /** The rule's id. */
  readonly rule: string;
  /** What the finding is about: names, with ` + ` between several. */
  readonly subjects: string;
  readonly reason: string;
  readonly at: Location;
}

export type HeadKind = "common" | "service";

/** A number of the registry, and the town whose coordinates it is. */
export interface Magic {
  readonly name: string;
  readonly value: number;
  readonly town: string;
  readonly about: string;
  readonly at: Location;
}

/** What the inventory's version field can say. */
export interface FormatVersion {
  readonly name: string;
  readonly value: number;
  readonly heads: boolean;
  /** Whether there are heads was guessed, and nobody has looked at it. */
  readonly review?: true;
  readonly at: Location;
}

/** A row of the table. */
export interface Image {
  readonly name: string;
  readonly about: string;
  /** Name of the file, as printf takes it. */
  readonly file: string;
  /** None: the image is raw, no magic and no framing. */
  readonly magic?: number;
  /** The row whose magic this one shares. */
  readonly alias?: string;
  readonly town?: string;
  readonly head: HeadKind | "none";
  /** How CRIU opens the file: O_SERVICE, O_NOBUF, O_FORCE_LOCAL. */
  readonly flags: readonly string[];
  /** The field of its entry that tells the version of all other images. */
  readonly version?: string;
  readonly layout: Layout;
  /** The file of CRIU's source that writes it. */
  readonly by?: string;
  /** The last release that wrote it, or `never`. */
  readonly until?: string;
  /** Whose the id in the file's name is; none: there is one such file. */
  readonly id?: string;
  /** The layout was guessed, and nobody has looked at it. */
  readonly review?: true;
  readonly at: Location;
}

/** What follows the magic. */
export interface Layout {
  /** A message before the entries. */
  readonly first?: Reference;
  /** The repeated message; the condition is on a field of the first one. */
  readonly entries?: Reference & { readonly when?: Condition };
  /** What follows each entry. */
  readonly extra?: Extra;
  /** In CRIU's JSON the named parts of `extra` read as one run of bytes. */
  readonly joined?: true;
  /** The rest of the file, without framing; the condition is on a field of the first message. */
  readonly rest?: { readonly when?: Condition; readonly at: Location };
}

/** The name of a message, as the table spells it. */
interface Reference {
  readonly message: string;
  readonly at: Location;
}

/** True where the boolean field has the value `is`; an absent field counts as its default. */
export interface Condition {
  readonly field: string;
  readonly is: boolean;
}

/** Parts in order: one without a name, or several with. */
export type Extra =
  | { readonly kind: "one"; readonly part: Part }
  | { readonly kind: "named"; readonly parts: readonly { readonly name: string; readonly part: Part }[] };

export type Part = Run | Messages;

/** Bytes or integers, as many as a field of the message before them says. */
export interface Run {
  readonly kind: "run";
  readonly type: RunType;
  readonly length: string;
  /** The run is filled with zeros up to a multiple of this many bytes; 1 for no padding. */
  readonly pad: number;
  readonly when?: Condition;
  readonly at: Location;
}

export type RunType = "bytes" | "u16" | "u32" | "u64";

/** Framed messages, as many as a field of the message before them says, each with what follows it. */
export interface Messages extends Reference {
  readonly kind: "messages";
  readonly count: string;
  readonly extra?: Extra;
  readonly when?: Condition;
}

export interface Message {
  /** Full name: packages and outer messages before it, with dots. */
  readonly name: string;
  readonly comment: string;
  /** The schema would rather have it used no more. */
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

/** A map: on the wire, a list of entries with a key and a value. */
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
  /** The oneof that the field is of. */
  readonly oneof?: string;
  /** The declared default: 64-bit numbers as bigints, enums by number. */
  readonly default?: number | bigint | boolean | string;
  readonly comment: string;
  /** The schema would rather have it used no more. */
  readonly deprecated?: true;
  /** The (criu) options: how the value reads in CRIU's JSON. */
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
}

/** Names of flag bits and of codes, as CRIU's sources have them. */
export interface CriuDisplay {
  readonly flags: ReadonlyMap<string, readonly { readonly name: string; readonly bit: number }[]>;
  readonly dicts: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, string>>>;
  /** Names that CRIU's C sources have besides, or otherwise: no JSON has them. By map, `dict.field` or `message.field`. */
  readonly more: ReadonlyMap<string, readonly { readonly name: string; readonly bit: number }[]>;
}

/** Names of numbers: CRIU's own, and those for people. */
export interface Display extends CriuDisplay {
  readonly names: readonly NameSet[];
}

/** Names for people, of fields that CRIU's JSON shows as bare numbers. One of the five kinds is there. */
export interface NameSet {
  readonly name: string;
  /** The fields, as `message.field`. */
  readonly fields: readonly { readonly path: string; readonly at: Location }[];
  /** By the number in decimal digits. */
  readonly values?: ReadonlyMap<string, string>;
  /** The same for the first of each two elements of a list. */
  readonly pairs?: ReadonlyMap<string, string>;
  readonly bits?: ReadonlyMap<string, number>;
  /** Bits of each element of a list. */
  readonly words?: readonly ReadonlyMap<string, number>[];
  /** Names of the elements of a list of messages. */
  readonly items?: readonly string[];
  readonly at: Location;
}

/**
 * Since when releases understand what the format has now: of a renamed thing since it came under its old name, of one
 * that got another number or type since that change. Keys of `fields`: `message.field`; of `enumValues`: `enum.VALUE`;
 * of `magics` their names in CRIU's source; of `names` those of bits and codes, as `map.NAME`. What the history does not tell of is not there.
 */
export interface History {
  readonly releases: readonly { readonly name: string; readonly date: string }[];
  readonly magics: ReadonlyMap<string, string>;
  readonly images: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
  readonly enumValues: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly renamed: readonly Renamed[];
  /** What older releases make of a field that was changed. */
  readonly notes: ReadonlyMap<string, string>;
  readonly gone: readonly Gone[];
  readonly changed: readonly Changed[];
  readonly formerFiles: readonly FormerFile[];
}

/** A name of files that no release has any longer. */
export interface FormerFile {
  /** The image that it was of, as it was called at last. */
  readonly image: string;
  readonly file: string;
  readonly since: string;
  /** The first release without it. */
  readonly until: string;
}

/** A field or an enum's value that is no longer there. */
export interface Gone {
  readonly kind: "field" | "value";
  /** The message or enum that it was of. */
  readonly owner: string;
  readonly name: string;
  /** The number that it had, where the history says it. */
  readonly number?: number;
  /** The first release without it. */
  readonly release: string;
  readonly at: Location;
}

/** An image, a field (`message.field`) or a value (`enum.VALUE`) that has another name. */
export interface Renamed {
  readonly kind: "image" | "field" | "value";
  readonly name: string;
  /** The old name alone. */
  readonly from: string;
  /** The first release in which it is so. */
  readonly release: string;
  readonly at: Location;
}

/** An image whose file has another name, or a field (`message.field`) that is another under its name. */
export interface Changed {
  readonly kind: "image" | "field";
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** The first release in which it is so. */
  readonly release: string;
  readonly at: Location;
}
