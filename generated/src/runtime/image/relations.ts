// Copied by critgen 0.1.0 from its runtime: do not edit.

/*
 * Meaning of fields across images: ids and references, expected files, fields that agree, places of bytes, and private
 * content. A field is `message.field` wherever the message occurs, or `IMAGE.field.field` in one image, which takes
 * precedence. docs/relations.md of critgen explains the sections.
 */

/** A condition on a value. */
export interface RelationTerm {
  /**
   * Field beside the one with the condition, or in the messages around it; after the name of an image, of the entry in
   * its file with the same id, or in its only file. Absent: the value itself.
   */
  readonly field?: string;
  /** The value that is needed. Without it and `bits`, the field must be present, and neither false, 0 nor empty. */
  readonly value?: number;
  /** Bits of which one is needed; without `field`, of the value itself. */
  readonly bits?: number;
}

/** Conditions: all terms of `if` hold, and none of `unless`. */
export interface RelationConditions {
  readonly if?: readonly RelationTerm[];
  readonly unless?: readonly RelationTerm[];
}

/** A field of an image that defines ids. */
export interface RelationKey extends RelationConditions {
  readonly path: string;
}

/** Ids of one kind. */
export interface RelationSpace {
  readonly about: string;
  /** Ids are unique in one file, and references stay within it. */
  readonly scope?: "file";
  /** Fields that define ids, each id once. */
  readonly keys?: readonly RelationKey[];
  /** Fields that define ids, each perhaps several times. */
  readonly named?: readonly RelationKey[];
  /** Images with the id in the file name. Each id has such a file if the conditions hold; `null`: it is optional. */
  readonly files?: Readonly<Record<string, RelationConditions | null>>;
  /** Ids that need neither key nor file: numbers, and fields of images. */
  readonly except?: readonly (number | string)[];
  /** A checkpoint can refer to such ids without an image that defines them. */
  readonly optional?: true;
  /** The ids are numbers without a meaning, which are others in each checkpoint. */
  readonly arbitrary?: true;
}

/** Things that belong to an id of a space, by name. */
export interface RelationNavigation {
  /** Images with the id in the file name. */
  readonly files: Readonly<Record<string, string>>;
  /** Images of which an entry defines the id. */
  readonly entries: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, RelationField>>;
}

/** A field of images that belong to an id. */
export interface RelationField {
  /**
   * Fields that lead to it. The first image has the id in its file name, or defines it; each next one has an id in its
   * file name that the field before it refers to.
   */
  readonly path: readonly string[];
  /** Images of which an entry defines the id in the field; none if the field has no id. */
  readonly to: readonly string[];
}

/** A field that the value of another one chooses. */
export interface RelationChoice {
  readonly field: string;
  /** It can be absent. */
  readonly optional?: true;
}

/** A number of elements, if the conditions hold. */
export interface RelationCount extends RelationConditions {
  readonly count: number;
}

/** A unit of lengths whose size depends on the machine that dumped. */
export interface RelationUnit {
  readonly about: string;
  /** List of numbers in pairs of a key and a value. */
  readonly pairs?: string;
  /** Key of the size. */
  readonly key: number;
  /** Sizes that are possible, in bytes. */
  readonly sizes: readonly number[];
}

/** A space that a field refers to, if the conditions hold. */
export interface RelationCase extends RelationConditions {
  /** Name of the space, or `none`. */
  readonly to: string;
  /** The id may belong to something outside of the checkpoint. */
  readonly weak?: true;
  /** Field with the id of the file that has the key. */
  readonly of?: string;
  /** Bits of the field that do not belong to the id. */
  readonly without?: number;
}

/** Fields of the messages in a list that are ranges of numbers: ascending, without overlap. */
export interface RelationRange extends RelationConditions {
  readonly from: string;
  /** Field with the first number after the range. */
  readonly to: string;
}

/** Entries that tell where bytes of another image are. */
export interface RelationExtents {
  /** Field of the first message with the id of the file. */
  readonly file: string;
  /** Image of the file. */
  readonly of: string;
  /** Field with the address of the first byte. */
  readonly address: string;
  /** Fields with the number of units; the first one that is present counts. */
  readonly count: readonly string[];
  /** Name of the unit of the count. */
  readonly unit: string;
  /** Place of the bytes: `here` in the file, in the `parent` checkpoint, or `none`. The first case that holds. */
  readonly where: readonly RelationCase[];
  /** Conditions of bytes that begin at the next multiple of the unit. */
  readonly aligned?: RelationConditions;
  /** Forms of bytes that are stored in blocks. The first form that an entry has counts. */
  readonly blocks?: readonly RelationBlocks[];
  /** List of ranges that the runs lie in, in the file with the same id. */
  readonly within?: RelationKey;
  /** Sizes of the thing whose bytes the runs are, with the id in the file name; the largest counts. */
  readonly size?: readonly RelationSize[];
}

/** Fields of an entry whose bytes are stored in blocks. A block of size 0 is all zeros, and takes no bytes. */
export interface RelationBlocks {
  /** Compression of a block that is smaller than its content; one of the same size is stored as it is. */
  readonly codec: string;
  /** List with the number of bytes of each block in the file. */
  readonly sizes: RelationBlockField;
  /** Sum of the sizes. */
  readonly total?: RelationBlockField;
  /** Number of units in each block but the last; 1 if it is absent or 0. */
  readonly units?: RelationBlockField;
  /** Whether each block takes a multiple of the unit in the file. */
  readonly padded?: RelationBlockField;
}

/** A field of an entry. */
export interface RelationBlockField {
  /** Names on the way from the entry. */
  readonly path: string;
  /** Numbers on the way, if the format does not declare the field: it is among the unknown fields then. */
  readonly numbers?: readonly number[];
  /** The form can lack it. */
  readonly optional?: true;
}

/** A size: the sum of fields of one message. */
export interface RelationSize extends RelationKey {
  /** Fields to add to that of the path. */
  readonly plus?: readonly string[];
  /** Fields to subtract. */
  readonly minus?: readonly string[];
  /** Field with the id of the thing that has the size. */
  readonly of: string;
}

/** A field of the entry that another field refers to. */
export interface RelationSame {
  /** The field, as `IMAGE.field`. */
  readonly field: string;
  /** Field with the id of the entry. */
  readonly of: string;
}

/** Content about one topic. */
export interface RelationTopic {
  readonly about: string;
  /** Images as `IMAGE`, fields, and `IMAGE.extra` or `IMAGE.rest`. */
  readonly content: readonly string[];
}

/** Content of one class of privacy. */
export interface RelationPrivacy {
  readonly about: string;
  /** Form of the content; bytes without a known one are `opaque`. */
  readonly form: "path" | "name" | "text" | "address" | "hardware" | "port" | "id" | "opaque";
  /** Words that are known to be harmless, wherever they are. */
  readonly known?: readonly string[];
  /** Keys of private values; the content consists of lists of keys and values, one after the other. */
  readonly pairs?: readonly number[];
  /** Fields, raw images as `IMAGE`, and `IMAGE.extra` or `IMAGE.rest`. */
  readonly content: readonly string[];
}
