/** What the table says of an image: how its file is called and what it begins with. */
export interface ImageDescriptor<Name extends string = string> {
  /** The image's name in the table. */
  readonly image: Name;
  /** The file's name, as printf takes it: `core-%u.img`. */
  readonly file: string;
  /** The word that the image begins with, after its head; none where the image is raw. */
  readonly magic?: number;
  /** The word before the magic where the version of the format has heads; none where the image never has one. */
  readonly head?: number;
  /** Heads of other kinds of images: here, a sign of something wrong. */
  readonly foreignHeads?: readonly number[];
  /** The names of `head`, if there is one, and of `foreignHeads`, in this order, for errors. */
  readonly headNames?: readonly string[];
}

/** The two forms of an image: v1.1 puts a head before the magic (CRIU 1.6 and later), v1.0 does not. */
export type Version = "v1.0" | "v1.1";

/** Order of the bytes of all numbers outside protobuf: that of the machine that dumped. */
export type ByteOrder = "little" | "big";

/** A whole image. */
export interface ImageFile<Name extends string, Entry, First = never, Rest = never> {
  readonly image: Name;
  /** How the file is framed; v1.1 where it is not said, none where the image never has a head. */
  version?: Version;
  /** Little where it is not said. */
  byteOrder?: ByteOrder;
  /** A message of another type before the entries. */
  first?: First;
  entries: Entry[];
  /** What follows, without any framing, up to the end of the file. */
  rest?: Rest;
}

/** A raw image: CRIU puts no magic and no framing around these bytes. */
export interface RawImage<Name extends string> {
  readonly image: Name;
  rest: Uint8Array;
}

/** A record whose padding is not all zeros keeps it, so that a rewrite gives the same bytes. */
export interface Padded {
  /** All padding of the record, in order. */
  $padding?: Uint8Array;
}
