/*
 * Layouts of messages: their schema as data, for programs that treat all messages alike. The codecs in messages/ do not
 * need them.
 */

/** Types of single values on the wire. */
export type ScalarType =
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

/** Names of an integer's bits. */
export interface FlagNames {
  readonly name: string;
  readonly bits: Readonly<Record<string, number>>;
}

/** Names of an integer's values. */
export interface CodeNames {
  readonly name: string;
  readonly codes: Readonly<Record<number, string>>;
}

/** Names of numbers for people, beyond those that crit shows. */
export interface FieldNames {
  readonly name: string;
  /** Names of values, by their decimal digits. */
  readonly values?: Readonly<Record<string, string>>;
  /** Names of values for the elements of a list with an even index, if it is a list of pairs. */
  readonly pairs?: Readonly<Record<string, string>>;
  /** Names of single bits and of groups of bits, for each element of a list. */
  readonly bits?: readonly Readonly<Record<string, number>>[];
  /** Names of the messages of a list, by index. */
  readonly items?: readonly string[];
}

interface FieldBase {
  readonly number: number;
  readonly name: string;
  /** Optional if absent. */
  readonly label?: "required" | "repeated";
  readonly packed?: true;
  /** The oneof that contains the field. */
  readonly oneof?: string;
  /** Whether pretty JSON shows integers here, and in all nested messages, in hexadecimal. */
  readonly hex?: true;
  /** Names for people, only in layouts with names; they replace those of CRIU in pretty JSON. */
  readonly names?: FieldNames;
}

/** A field of a scalar type, with its form in CRIU's JSON. */
export interface ScalarField extends FieldBase {
  readonly type: ScalarType;
  /** Default of the schema, if it specifies one. */
  readonly default?: number | bigint | boolean;
  /** Whether the list is an IPv4 address (one word) or an IPv6 address (four), in network order. */
  readonly ipadd?: true;
  /** Encoding of device numbers: 20 bits for the minor number as in the kernel, or that of the C library. */
  readonly dev?: "kernel" | "libc";
  readonly flags?: FlagNames;
  readonly dict?: CodeNames;
  /** Whether bytes are shown as quoted-printable. */
  readonly conv?: "unix_name";
}

/** A field of an enum. */
export interface EnumField extends FieldBase {
  readonly type: "enum";
  readonly enum: string;
  readonly values: Readonly<Record<string, number>>;
}

/** A field of a message; a map is a repeated message of a key and a value. */
export interface MessageField extends FieldBase {
  readonly type: "message";
  /** Returns the layout of the message; a function, because messages can contain each other. */
  readonly message: () => MessageLayout;
}

export type FieldLayout = ScalarField | EnumField | MessageField;

/** A message and its fields, in the order of their numbers. */
export interface MessageLayout {
  readonly message: string;
  /** Created on each access, because most programs need few messages; `fieldsOf` caches them. */
  readonly fields: readonly FieldLayout[];
}
