// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ImageDescriptor } from "./descriptor.ts";

/*
 * Layouts: the schema of images and messages as data, for programs that treat all messages alike. The codecs in
 * messages/ and images/ do not need them.
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

/** True if the boolean field `field` has the value `is`. */
export interface Condition {
  readonly field: string;
  readonly is: boolean;
}

/** Bytes or integers outside of protobuf; the field `length` of the message before them counts the elements. */
export interface RunLayout {
  readonly run: "bytes" | "u16" | "u32" | "u64";
  readonly length: string;
  /** Pad: zeros up to a multiple of this many bytes. */
  readonly pad?: number;
  readonly when?: Condition;
}

/** Framed messages, each with its extra; the field `count` of the message before them counts them. */
export interface MessagesLayout {
  readonly messages: MessageLayout;
  readonly count: string;
  readonly extra?: ExtraLayout;
  readonly when?: Condition;
}

export type PartLayout = RunLayout | MessagesLayout;

/** An extra: one part, or several named parts, which CRIU's JSON may join into one text. */
export type ExtraLayout = PartLayout | { readonly parts: Readonly<Record<string, PartLayout>>; readonly joined?: true };

/** Layout of an image: framing, first message, entries, extra and rest. */
export interface ImageLayout<Name extends string = string> extends ImageDescriptor<Name> {
  /** Row that owns the magic: its name is the magic in CRIU's JSON. By default the image's own name. */
  readonly alias?: string;
  /** Whether the owner of the magic has another layout, so that its name alone does not identify this image. */
  readonly differs?: true;
  /** Field of its entry with the version of the checkpoint's format. */
  readonly version?: string;
  readonly first?: MessageLayout;
  readonly entries?: MessageLayout;
  /** Condition on the first message. */
  readonly entriesWhen?: Condition;
  readonly extra?: ExtraLayout;
  readonly rest?: true;
  /** Condition on the first message. */
  readonly restWhen?: Condition;
}
