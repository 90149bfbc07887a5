import type { JsonValue } from "criu-images/json";

/** A file of a checkpoint whose name has the text. */
export interface FoundFile {
  readonly kind: "file";
  /** Path in the folder or the archive. */
  readonly file: string;
  /** Name of the image's file, if it is one. */
  readonly image?: string;
  /** Number of bytes. */
  readonly size: number;
}

/** A process with the text in its name or its arguments, or with the number as its pid. */
export interface FoundProcess {
  readonly kind: "process";
  readonly pid: number;
  readonly comm: string;
  /** Arguments with blanks between them; empty if they cannot be read. */
  readonly arguments: string;
}

/** An area of memory with the text in its name, such as the path of the file that it maps, or with the address. */
export interface FoundArea {
  readonly kind: "area";
  readonly pid: number;
  /** First address of the area, and the one after its last, in hexadecimal. */
  readonly start: string;
  readonly end: string;
  /** Name as in /proc/PID/maps; absent for anonymous memory. */
  readonly name?: string;
  /** Address that was searched. */
  readonly address?: string;
}

/** A field of an image whose value has the text, or is the number. */
export interface FoundField {
  readonly kind: "field";
  /** Name of the image's file. */
  readonly file: string;
  /** Path of the field after the name of the file, as `critgen edit --set` takes it: `[3].reg.name`. */
  readonly path: string;
  /** Offset of the field in the file, in bytes. */
  readonly offset: number;
  /** Value as in CRIU's pretty JSON. */
  readonly value: JsonValue;
}

/** Something that was found. */
export type Found = FoundFile | FoundProcess | FoundArea | FoundField;

/** A part of an image that was not searched. */
export interface Unsearched {
  readonly kind: "unsearched";
  /** Name of the image's file. */
  readonly file: string;
  /** Offset from which on the image was not searched. */
  readonly offset: number;
  readonly reason: string;
}

/** Progress of a search: bytes of images so far, and in all. */
export interface Searched {
  readonly kind: "searched";
  readonly done: number;
  readonly all: number;
}
