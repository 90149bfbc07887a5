import type { Location } from "./problem.ts";

/** Meaning of fields across images, from relations.yaml. */
export interface Relations {
  /** Images whose file names have no id, and when a checkpoint must have them. */
  readonly files: readonly ExpectedFile[];
  /** Images that a program also writes without a checkpoint. */
  readonly alone: readonly FieldPath[];
  readonly spaces: readonly Space[];
  readonly references: readonly IdReference[];
  readonly equalities: readonly Equality[];
  readonly same: readonly Same[];
  readonly choices: readonly Choice[];
  /** Fields of images whose values are unique within their file. */
  readonly unique: readonly FieldPath[];
  readonly ranges: readonly Range[];
  readonly limits: readonly Limit[];
  readonly counts: readonly ElementCount[];
  readonly units: readonly Unit[];
  readonly extents: readonly Extents[];
  readonly identities: readonly Identity[];
  /** Content that differs between two checkpoints of one thing without a meaning: times, numbers of the kernel. */
  readonly noise: readonly FieldPath[];
  readonly topics: readonly Topic[];
  readonly privacy: readonly PrivacyClass[];
}

/** A field, as `message.field` wherever the message occurs, or as `IMAGE.field.field` from the messages of one image. */
export interface FieldPath {
  readonly path: string;
  readonly at: Location;
}

/** Ids of one kind, such as pids. */
export interface Space {
  readonly name: string;
  readonly about: string;
  /** Whether ids are unique in the checkpoint, or only in the file with their keys; references stay within it then. */
  readonly scope: "checkpoint" | "file";
  /** Fields of images that define the ids: each id once. */
  readonly keys: readonly Key[];
  /** Fields of images that define the ids, each perhaps several times. */
  readonly named: readonly Key[];
  /** Images with such an id in the names of their files. */
  readonly files: readonly ExpectedFile[];
  /** Ids that need neither key nor file: values of fields, and numbers. */
  readonly except: readonly (FieldPath | bigint)[];
  /** Whether a checkpoint can refer to such ids without an image that defines them. */
  readonly optional: boolean;
  /** Whether the ids are numbers without a meaning, which are others in each checkpoint. */
  readonly arbitrary: boolean;
  /** Names of things that belong to an id. */
  readonly navigation: readonly Navigation[];
  readonly at: Location;
}

/** A name for a chain of fields that begins with an image of a space. */
export interface Navigation {
  readonly name: string;
  /** Fields of images: each but the last has ids, and the next image has such an id in its file name. */
  readonly steps: readonly FieldPath[];
  readonly at: Location;
}

/** A field that defines ids, if its conditions hold. */
export interface Key extends FieldPath, Conditions {}

/** An image, and when its file must be there. */
export interface ExpectedFile {
  readonly image: string;
  /** Conditions of the file; absent if it is optional. */
  readonly always: (Conditions & { readonly at: Location }) | undefined;
  readonly at: Location;
}

/** A field that contains ids. */
interface IdReference extends FieldPath {
  /** Spaces by condition: the first case that holds. The field refers to nothing if none does. */
  readonly cases: readonly Case[];
}

/** All terms of `if` hold, and none of `unless`. */
export interface Conditions {
  readonly if: readonly Term[];
  readonly unless: readonly Term[];
}

/** A name, and the conditions of its use. */
export interface Case extends Conditions {
  /** A space, or `none`; for bytes `here`, `parent` or `none`. */
  readonly to: string;
  /** Whether the id may be unknown, because it may belong to something outside of the checkpoint. */
  readonly weak: boolean;
  /** Path of the field with the id of the file that has the key; only for spaces with the scope `file`. */
  readonly of?: string;
  /** Bits of the field that do not belong to the id. */
  readonly without?: bigint;
  readonly at: Location;
}

/**
 * A condition on a value. A path names a field beside the field with the condition, or, after the name of an image, a
 * field of the entry in that image's file: in the file with the same id, or in the only one. A field that a message lacks
 * is searched in the messages around it.
 */
export type Term =
  /** The value itself is this number. */
  | { readonly kind: "itself"; readonly value: bigint }
  /** The value itself has at least one of these bits. */
  | { readonly kind: "itself-has"; readonly value: bigint }
  /** The field is present, and neither false, 0 nor empty. */
  | { readonly kind: "set"; readonly path: string }
  /** The field is this number or value of its enum or names. An absent field has its default. */
  | { readonly kind: "equals"; readonly path: string; readonly value: string }
  /** The field has at least one of these bits. */
  | { readonly kind: "has"; readonly path: string; readonly bits: readonly string[] };

/** Fields of one message with the same value, as far as they are present. */
interface Equality extends FieldPath {
  /** Paths from the message of the first field. */
  readonly others: readonly FieldPath[];
}

/** A field with the same value as a field of the entry that a third one refers to. */
interface Same extends FieldPath {
  readonly other: FieldPath;
  /** Path of the field with the id, from the message of the first field. */
  readonly of: string;
}

/** A field whose value decides which of the other fields of its message is present. */
export interface Choice extends FieldPath {
  /** Fields by name of the value. */
  readonly fields: ReadonlyMap<string, ChosenField>;
}

/** A field that a value chooses. */
export interface ChosenField extends FieldPath {
  /** Whether it can be absent. */
  readonly optional: boolean;
}

/** Messages of a list as ranges of numbers: in ascending order, without overlap. */
export interface Range extends FieldPath, Conditions {
  /** Field with the first number. */
  readonly from: string;
  /** Field with the first number after the range. */
  readonly to: string;
}

/** The largest value of an integer, or the largest number of bytes in a text: a number, or a field of the same message. */
interface Limit extends FieldPath {
  readonly max: bigint | string;
}

/** The number of elements that a list has: the first case that holds. */
interface ElementCount extends FieldPath {
  /** `to` is the number, in decimal. */
  readonly cases: readonly Case[];
}

/** A unit of lengths whose size depends on the machine that dumped, such as a page. */
export interface Unit {
  readonly name: string;
  readonly about: string;
  /** List of numbers in pairs of a key and a value. */
  readonly pairs: FieldPath;
  /** Key of the size. */
  readonly key: bigint;
  /** Sizes that are possible, in bytes. */
  readonly sizes: readonly bigint[];
  readonly at: Location;
}

/** Entries of an image that tell where the bytes of another image are: one after the other, in the order of entries. */
export interface Extents {
  /** Image with the entries. */
  readonly image: string;
  /** Field of the first message with the id of the file that has the bytes. */
  readonly file: string;
  /** Image of that file. */
  readonly of: string;
  /** Field with the address that the first byte stands for. */
  readonly address: string;
  /** Fields with the number of units; the first one that is present counts. */
  readonly count: readonly FieldPath[];
  /** Name of the unit of the count. */
  readonly unit: string;
  /** Place of the bytes: `here` in the file, in the `parent` checkpoint, or `none` anywhere. */
  readonly where: readonly Case[];
  /** Conditions of bytes that begin at the next multiple of the unit. */
  readonly aligned: (Conditions & { readonly at: Location }) | undefined;
  /** Forms of bytes that are stored in blocks, such as compressed ones; the first form that an entry has counts. */
  readonly blocks: readonly BlockForm[];
  /** List of ranges that the runs lie in, in the file with the same id. */
  readonly within: Key | undefined;
  /** Sizes of the thing whose bytes the runs are; the largest counts. */
  readonly sizes: readonly Size[];
  readonly at: Location;
}

/** Fields of an entry whose bytes are stored in blocks. */
export interface BlockForm {
  /** Compression of a block that is smaller than its content. */
  readonly codec: string;
  /** List with the size of each block in the file. */
  readonly sizes: BlockField;
  /** Sum of the sizes. */
  readonly total?: BlockField;
  /** Number of units in each block but the last; 1 if it is absent or 0. */
  readonly units?: BlockField;
  /** Bool: whether each block takes a multiple of the unit in the file. */
  readonly padded?: BlockField;
  readonly at: Location;
}

/** A path from an entry. A field that the schema lacks is known by the numbers of the fields on its way. */
export interface BlockField extends FieldPath {
  /** Empty if the field has a name only. */
  readonly numbers: readonly number[];
  /** Whether an entry of the form can lack it. */
  readonly optional: boolean;
}

/** Meaning of a field of a form. */
export type BlockRole = "sizes" | "total" | "units" | "padded";

export const BLOCK_ROLES: readonly BlockRole[] = ["sizes", "total", "units", "padded"];

/** A size as a sum of fields of one message, and the field with the id of the thing that has it. */
export interface Size extends Key {
  /** Fields beside that of the path, each to add or to subtract. */
  readonly sum: readonly { readonly field: string; readonly isSubtracted: boolean }[];
  readonly of: string;
}

/** Fields that tell entries of an image, or messages of a list, apart. Those with equal ones are matched in order. */
export interface Identity extends FieldPath {
  /** Paths from the entry or message. */
  readonly fields: readonly FieldPath[];
}

/** Images and fields about one topic, such as processes. A narrower path takes precedence. */
export interface Topic {
  readonly name: string;
  readonly about: string;
  /** Images as `IMAGE`, fields, and extras and rests as `IMAGE.extra` and `IMAGE.rest`. */
  readonly content: readonly FieldPath[];
  readonly at: Location;
}

/** Forms of private content: a tool that replaces it keeps the form. */
export type PrivacyForm = "path" | "name" | "text" | "address" | "hardware" | "port" | "id" | "opaque";

/** Fields, raw images and extras with content of one kind, such as paths or keys. */
export interface PrivacyClass extends Topic {
  /** Form of the content. */
  readonly form: PrivacyForm;
  /** Words that are known to be harmless, wherever they are. */
  readonly known: readonly string[];
  /** Keys of private values; the content consists of lists of keys and values, one after the other. */
  readonly pairs: readonly number[];
}
