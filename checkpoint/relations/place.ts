import type { ImageFile } from "../images/images.ts";
import { canonical, type FieldValue, type Id, type Message, type Value } from "./message.ts";
import type { FieldShape } from "./shape.ts";

/** A place in an image. */
export interface Place {
  /** Name of the file without folders. */
  readonly file: string;
  readonly image: string;
  /** Index of the entry; absent for the first message, and for the file as a whole. */
  readonly entry?: number;
  /** Path of the field in its entry: `vmas[3].shmid`; empty for the entry as a whole. */
  readonly path: string;
  /** Offset of the field's tag in the file, in bytes. */
  readonly offset?: number;
}

/** A message of an image that is being read: its first message, an entry, or a message of an extra. */
export interface Entry {
  readonly file: ImageFile;
  /** Index; absent for the first message. */
  readonly entry: number | undefined;
  readonly message: Message;
  /** Offset of the message in the file. */
  readonly offset: number;
}

/** A value of a field that relations need. */
export interface Occurrence {
  readonly entry: Entry;
  readonly owner: Message;
  readonly shape: FieldShape;
  /** Index of the element, if the field is a list. */
  readonly index: number | undefined;
  readonly value: Value;
  readonly offset: number;
}

/** Calls a function with each value of an entry that relations need; those of nested messages come after their message. */
export function eachOccurrence(entry: Entry, take: (one: Occurrence) => void, owner: Message = entry.message): void {
  for (const [field, shape] of owner.shape ?? []) {
    for (const [index, { value, offset }] of owner.values(field.name).entries()) {
      take({ entry, owner, shape, index: field.repeated ? index : undefined, value, offset });
      if (shape.inner !== undefined && typeof value === "object" && !(value instanceof Uint8Array))
        eachOccurrence(entry, take, value);
    }
  }
}

/** Returns the place of a value. */
export function placeOf({ entry, owner, shape, index, offset }: Occurrence): Place {
  return placeIn(entry, owner.pathTo(index === undefined ? shape.name : `${shape.name}[${index}]`), offset);
}

/** Returns the place of another field of the same message. */
export function placeBeside({ entry, owner }: Occurrence, path: string, { offset }: FieldValue): Place {
  return placeIn(entry, owner.pathTo(path), offset);
}

/** Returns a place in an entry. */
export function placeIn({ file, entry }: Entry, path: string, offset: number): Place {
  return { file: file.file, image: file.image, ...(entry !== undefined && { entry }), path, offset };
}

/** Returns the number in the name of a file; `undefined` if it has none. */
export function idOf({ id }: ImageFile): Id | undefined {
  return typeof id === "string" || id === undefined ? undefined : canonical(id);
}
