/*
 * Result of dissecting: a flat list of nodes in the order of their offsets. Each byte of the file is in exactly one
 * node.
 */

export type NodeKind =
  | "head" // the word before the magic
  | "magic"
  | "size" // length of a framed message
  | "tag" // tag and length of a packed list; start or end of a group
  | "field" // tag, length and value of a field
  | "message" // tag and length of a nested message; its fields follow, one level deeper
  | "extra" // part of an extra
  | "padding" // pad after a part
  | "rest" // rest of the image
  | "gap"; // bytes that cannot be read

/** NoteSeverity of a note: readers refuse the file; CRIU does not write this; information. */
export type NoteSeverity = "error" | "warn" | "info";

export interface Note {
  readonly severity: NoteSeverity;
  readonly text: string;
}

/** Name of a wire type of protobuf. */
export type WireName = "varint" | "i64" | "len" | "sgroup" | "egroup" | "i32";

/** Names of protobuf's wire types, by number. */
export const WIRE_TYPES: readonly WireName[] = ["varint", "i64", "len", "sgroup", "egroup", "i32"];

/** Optional properties of a node. */
export interface NodeNames {
  /** Size of tag and length, if a value follows them. */
  readonly header?: number | undefined;
  /** Path of the field, such as `vmas[3].start`. */
  readonly path?: string | undefined;
  readonly name?: string | undefined;
  /** Number of the field. */
  readonly number?: number | undefined;
  readonly wire?: WireName | undefined;
  /** Type in the schema, or name of the message. */
  readonly type?: string | undefined;
  /** Value as JSON text, as in crit's pretty JSON. */
  readonly value?: string | undefined;
  /** Number as JSON text, if `value` is another form of it. */
  readonly raw?: string | undefined;
}

/** Bytes of the file and their meaning. */
export interface DissectNode extends NodeNames {
  readonly kind: NodeKind;
  readonly offset: number;
  /** Size in bytes; 0 for something missing. */
  readonly size: number;
  /** Level of nesting; 0 outside of messages. */
  readonly depth: number;
  /** Index of the entry, as in errors; absent before the entries. */
  readonly entry?: number | undefined;
  readonly notes: readonly Note[];
}

/** Place of a node in an image. */
export interface Place {
  readonly depth: number;
  readonly entry?: number | undefined;
  /** Path of the enclosing message with a dot after it, or empty. */
  readonly prefix: string;
}

/** Place outside of all messages. */
export const TOP: Place = { depth: 0, prefix: "" };

/** Returns the place one level deeper. */
export function inside({ depth, entry, prefix }: Place, deeper: string = prefix): Place {
  return { depth: depth + 1, entry, prefix: deeper };
}

/** Creates a node. All have the same properties in the same order: an image can have millions of them. */
export function nodeAt(
  kind: NodeKind,
  { depth, entry }: Place,
  offset: number,
  size: number,
  notes: readonly Note[],
  { header, path, name, number, wire, type, value, raw }: NodeNames = {},
): DissectNode {
  return { offset, size, kind, depth, header, entry, path, name, number, wire, type, value, raw, notes };
}

/** Concatenates two lists, which are usually empty. */
export function joined(some: readonly Note[], more: readonly Note[]): readonly Note[] {
  if (more.length === 0) return some;
  return some.length === 0 ? more : [...some, ...more];
}

export function error(text: string): Note {
  return { severity: "error", text };
}

export function warn(text: string): Note {
  return { severity: "warn", text };
}

export function info(text: string): Note {
  return { severity: "info", text };
}

/** Formats a number of things: `1 byte`, `2 bytes`. */
export function count(number: number | bigint, thing: string): string {
  return `${number} ${thing}${BigInt(number) === 1n ? "" : "s"}`;
}
