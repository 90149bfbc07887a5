/*
 * What dissecting gives: a flat list of nodes, which together are the whole file. Each byte is in exactly one of them, and
 * they come in the order of their offsets.
 */

export type NodeKind =
  | "head" // the word before the magic
  | "magic"
  | "size" // the length of a framed message, in front of it
  | "tag" // tag and length of a packed list; beginning and end of a group
  | "field" // tag, length and value of a field that is no message
  | "message" // tag and length of a message in a message: its fields follow, deeper
  | "extra" // what follows a message, outside protobuf
  | "padding" // fills an extra up
  | "rest" // what stands in place of entries up to the end of the file
  | "gap"; // bytes that cannot be read

/** How bad it is: readers refuse the file; something that CRIU does not write; good to know. */
export type Severity = "error" | "warn" | "info";

export interface Note {
  readonly severity: Severity;
  readonly text: string;
}

/** The wire's types of values, by their number. */
export const WIRE_TYPES = ["varint", "i64", "len", "sgroup", "egroup", "i32"] as const;

/** What a node can have beside its place. */
export interface NodeNames {
  /** How many of the bytes are tag and length, where a value follows them. */
  readonly header?: number | undefined;
  /** The field, as one would write it: `vmas[3].start`. */
  readonly path?: string | undefined;
  readonly name?: string | undefined;
  /** Number of the field. */
  readonly number?: number | undefined;
  readonly wire?: (typeof WIRE_TYPES)[number] | undefined;
  /** The schema's type, or the name of the message. */
  readonly type?: string | undefined;
  /** As in crit's pretty JSON: JSON text. */
  readonly value?: string | undefined;
  /** The number behind `value`, where that is a name or another form of it: JSON text as well. */
  readonly raw?: string | undefined;
}

/** A run of bytes and what it is. */
export interface DissectNode extends NodeNames {
  readonly kind: NodeKind;
  readonly offset: number;
  /** In bytes; 0 for what should be there and is not. */
  readonly size: number;
  /** How deep it is nested; what belongs to no message is at 0. */
  readonly depth: number;
  /** Index of the entry, as in errors; absent before the entries. */
  readonly entry?: number | undefined;
  readonly notes: readonly Note[];
}

/** Where in an image a node stands. */
export interface Place {
  readonly depth: number;
  readonly entry?: number | undefined;
  /** Of the message around it: empty, or with a dot behind it. */
  readonly prefix: string;
}

/** What belongs to no message. */
export const TOP: Place = { depth: 0, prefix: "" };

/** A level deeper. */
export function inside({ depth, entry, prefix }: Place, deeper: string = prefix): Place {
  return { depth: depth + 1, entry, prefix: deeper };
}

/** A node. All have the same properties in the same order: an image can have millions of them. */
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

/** Two lists as one; mostly there is nothing in either. */
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

/** A number of things: `1 byte`, `2 bytes`. */
export function count(number: number | bigint, thing: string): string {
  return `${number} ${thing}${BigInt(number) === 1n ? "" : "s"}`;
}
