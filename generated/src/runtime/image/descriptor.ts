// Copied by critgen 0.1.0 from its runtime: do not edit.

/** Name, file name and framing of an image, from the table. */
export interface ImageDescriptor<Name extends string = string> {
  /** Name of the image in the table. */
  readonly image: Name;
  /** Name of the file, as a printf format: `core-%u.img`. */
  readonly file: string;
  /** The image's magic; absent in a raw image. */
  readonly magic?: number;
  /** The head before the magic in v1.1; absent if the image never has one. */
  readonly head?: number;
  /** Heads of other types of images: each of them is an error here. */
  readonly foreignHeads?: readonly number[];
  /** Names of `head`, if present, and of `foreignHeads`, in this order, for errors. */
  readonly headNames?: readonly string[];
}

/** Versions of the format: v1.1 (CRIU 1.6 and later) has a head before the magic, v1.0 does not. */
export type Version = "v1.0" | "v1.1";

/** Byte order of all integers outside protobuf: that of the machine that dumped. */
export type ByteOrder = "little" | "big";

/** A whole image. */
export interface ImageFile<Name extends string, Entry, First = never, Rest = never> {
  readonly image: Name;
  /** Version of the framing, v1.1 by default; absent if the image never has a head. */
  version?: Version;
  /** Byte order of the framing and the extras, little by default. */
  byteOrder?: ByteOrder;
  /** The first message, of another type than the entries. */
  first?: First;
  entries: Entry[];
  /** The rest: the bytes after the entries, without frames. */
  rest?: Rest;
}

/** A raw image: CRIU writes these bytes without framing. */
export interface RawImage<Name extends string> {
  readonly image: Name;
  rest: Uint8Array;
}

/** A message whose pads are not all zeros keeps their bytes, so that a rewrite gives the same image. */
export interface Padded {
  /** All pads of the message's extra, in order. */
  $padding?: Uint8Array;
}
