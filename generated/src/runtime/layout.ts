// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ImageDescriptor } from "./descriptor.ts";

/*
 * Layouts: what the schema says of images and messages, as data. Programs that treat all messages alike read these;
 * the codecs in messages/ and images/ do not need them.
 */

/** The wire's types for single values. */
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

/** The names of an integer's bits. */
export interface FlagNames {
  readonly name: string;
  readonly bits: Readonly<Record<string, number>>;
}

/** The names of an integer's values. */
export interface CodeNames {
  readonly name: string;
  readonly codes: Readonly<Record<number, string>>;
}

/** Names of numbers for people to read: CRIU's own tool has none, or fewer. */
export interface FieldNames {
  readonly name: string;
  /** Names of values, by their decimal digits. */
  readonly values?: Readonly<Record<string, string>>;
  /** The same for the first of each two elements of a list. */
  readonly pairs?: Readonly<Record<string, string>>;
  /** Names of bits, or of several bits that mean one thing. Each element of a list has its own. */
  readonly bits?: readonly Readonly<Record<string, number>>[];
  /** Names of the messages of a list, by their place. */
  readonly items?: readonly string[];
}

interface FieldBase {
  readonly number: number;
  readonly name: string;
  /** Optional where it is not said. */
  readonly label?: "required" | "repeated";
  readonly packed?: true;
  /** In pretty JSON integers here, and in all messages inside, are hexadecimal. */
  readonly hex?: true;
  /** Layouts with names have them; pretty JSON shows these then, and no others. */
  readonly names?: FieldNames;
}

/** A field with values of a scalar type, and how they read in CRIU's JSON. */
export interface ScalarField extends FieldBase {
  readonly type: ScalarType;
  /** What an absent field counts as, where the schema says so. */
  readonly default?: number | bigint | boolean;
  /** IPv4 or IPv6 addresses in network order, a word or four. */
  readonly ipadd?: true;
  /** Device numbers: 20 bits for the minor number as in the kernel, or the C library's mix. */
  readonly dev?: "kernel" | "libc";
  readonly flags?: FlagNames;
  readonly dict?: CodeNames;
  /** Bytes as quoted-printable. */
  readonly conv?: "unix_name";
}

/** A field with values of an enum. */
export interface EnumField extends FieldBase {
  readonly type: "enum";
  readonly enum: string;
  readonly values: Readonly<Record<string, number>>;
}

/** A field with messages; a map is one, with a repeated message of a key and a value. */
export interface MessageField extends FieldBase {
  readonly type: "message";
  /** A function, because messages can contain each other. */
  readonly message: () => MessageLayout;
}

export type FieldLayout = ScalarField | EnumField | MessageField;

/** A message and its fields, in the order of their numbers. */
export interface MessageLayout {
  readonly message: string;
  /** Made anew each time, as of all messages a program needs few: `fieldsOf` keeps them. */
  readonly fields: readonly FieldLayout[];
}

/** True where the boolean field `field` has the value `is`. */
export interface Condition {
  readonly field: string;
  readonly is: boolean;
}

/** Bytes or integers outside protobuf, as many as the field `length` of the message before them says. */
export interface RunLayout {
  readonly run: "bytes" | "u16" | "u32" | "u64";
  readonly length: string;
  /** Zeros follow up to a multiple of this many bytes. */
  readonly pad?: number;
  readonly when?: Condition;
}

/** Framed messages, as many as the field `count` of the message before them says, each with what follows it. */
export interface MessagesLayout {
  readonly messages: MessageLayout;
  readonly count: string;
  readonly extra?: ExtraLayout;
  readonly when?: Condition;
}

export type PartLayout = RunLayout | MessagesLayout;

/** What follows a message: one part, or several with names, which CRIU's JSON may show as one. */
export type ExtraLayout = PartLayout | { readonly parts: Readonly<Record<string, PartLayout>>; readonly joined?: true };

/** An image: what its file is called, begins with and contains. */
export interface ImageLayout<Name extends string = string> extends ImageDescriptor<Name> {
  /** The row that owns the magic, which is the image's name in CRIU's JSON; its own name where it is not said. */
  readonly alias?: string;
  /** The owner of the magic contains something else, so that its name alone does not tell what this is. */
  readonly differs?: true;
  /** The field of its entry that tells the version of the format of all other images. */
  readonly version?: string;
  readonly first?: MessageLayout;
  readonly entries?: MessageLayout;
  /** On the first message. */
  readonly entriesWhen?: Condition;
  readonly extra?: ExtraLayout;
  readonly rest?: true;
  /** On the first message. */
  readonly restWhen?: Condition;
}
