// Copied by critgen 0.1.0 from its runtime: do not edit.

/*
 * The schema as data, for tools that show or edit images: names, numbers, types, texts and releases of its images,
 * messages and enums. Codecs do not use it.
 */

/** Type of a number, a boolean, text or bytes, as .proto files name it. */
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

/** Type of one value. */
export type ValueType =
  | { readonly kind: "scalar"; readonly scalar: ScalarType }
  | { readonly kind: "enum"; readonly enum: () => EnumSchema }
  | { readonly kind: "message"; readonly message: () => MessageSchema };

/** Type of a field: of its value, of each value in its list, or a map. */
export type FieldType = ValueType | { readonly kind: "map"; readonly key: ScalarType; readonly value: ValueType };

/** Text and first release of a thing of the schema. */
export interface Described {
  /** Name in the schema. */
  readonly name: string;
  /** Text of the schema; empty for a field or a value without a comment. */
  readonly doc: string;
  /** First release of CRIU with it; `null` if no release has it. */
  readonly since: string | null;
}

/** A field of a message. */
export interface FieldSchema<Property extends string = string> extends Described {
  /** Property of the message's type. */
  readonly property: Property;
  readonly number: number;
  readonly label: "required" | "optional" | "repeated";
  readonly type: FieldType;
  /** Wire type: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes. For a packed list, that of each value. */
  readonly wire: 0 | 1 | 2 | 5;
  /** Present if a list is written packed. */
  readonly packed?: true;
  /** The oneof that contains the field. */
  readonly oneof?: string;
  /** Declared default: a bigint for 64-bit integers, the number for enums. Bytes are text, one character each. */
  readonly default?: number | bigint | boolean | string;
  readonly deprecated?: true;
}

/** A message. */
export interface MessageSchema<Property extends string = string> extends Omit<Described, "since"> {
  /** The .proto file that declares it. */
  readonly file: string;
  /** Fields in the order of the .proto file. */
  readonly fields: readonly FieldSchema<Property>[];
  readonly deprecated?: true;
}

/** An enum. */
export interface EnumSchema<Name extends string = string> extends Omit<Described, "since"> {
  readonly file: string;
  readonly values: readonly EnumValueSchema<Name>[];
}

/** A value of an enum. */
export interface EnumValueSchema<Name extends string = string> extends Described {
  readonly name: Name;
  readonly number: number;
}

/** Condition on a boolean field of the message before: its value must be `is`. */
export interface ConditionSchema {
  readonly field: string;
  readonly is: boolean;
}

/** Part of an extra: bytes, integers, or framed messages with extras of their own. */
export interface PartSchema {
  /** Property of the entry. */
  readonly property: string;
  readonly type: "bytes" | "u16" | "u32" | "u64" | (() => MessageSchema);
  /** Field of the message before it with the number of bytes, integers or messages. */
  readonly length: string;
  readonly when?: ConditionSchema;
  readonly extra?: readonly PartSchema[];
}

/** An image. */
export interface ImageSchema<Name extends string = string> extends Described {
  readonly name: Name;
  /** Name of its file, as a format of printf. */
  readonly file: string;
  /** Absent if the image is raw. */
  readonly magic?: number;
  /** Image that owns the magic, if it is shared. */
  readonly alias?: string;
  /** Message before the entries. */
  readonly first?: () => MessageSchema;
  /** Message of each entry. */
  readonly entries?: () => MessageSchema;
  readonly entriesWhen?: ConditionSchema;
  /** Parts after the message of each entry. */
  readonly extra?: readonly PartSchema[];
  /** Present if bytes follow the entries. */
  readonly rest?: true;
}
