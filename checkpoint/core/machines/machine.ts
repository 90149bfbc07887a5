import type { Entry } from "../../memory/conditions.ts";
import type { Words } from "../../memory/words.ts";
import type { Width } from "../elf/struct.ts";
import type { Note } from "../notes/note.ts";

/** Place of a register, or of a list of them, in a note. */
export interface Field {
  /** Path from the message of the note: `gpregs.sp`. */
  readonly path: string;
  /** Offset of the first byte in the note. */
  readonly offset: number;
  readonly width: Width;
  /** Number of elements of a list; absent for a single register. */
  readonly count?: number;
}

/** Registers of a thread in the order and with the padding that the kernel gives them. */
export interface RegisterSet {
  /** Path of the message with the registers in the thread's; the first one that is present counts. */
  readonly of: readonly string[];
  /** Path of a message without which the set is left out. */
  readonly needs?: string;
  /** Number of bytes. */
  readonly size: number;
  readonly fields: readonly Field[];
}

/** A note with registers. */
export interface RegisterNote extends RegisterSet, Pick<Note, "owner" | "type"> {}

/** An architecture: its name in ELF, and the places of the registers that images have. */
export interface Machine {
  /** Field of `core_entry` with the registers. */
  readonly info: string;
  /** Value that a field below `info` has; the first machine that fits counts. */
  readonly where?: readonly [path: string, value: number];
  /** `e_machine`. */
  readonly number: number;
  /** `e_flags`. */
  readonly flags: number;
  /** Number of bytes in a word. */
  readonly word: Words["size"];
  /** Number of bytes of a user id in NT_PRPSINFO. */
  readonly uid: 2 | 4;
  /** `pr_reg` of NT_PRSTATUS. */
  readonly general: RegisterSet;
  readonly notes: readonly RegisterNote[];
  /** Notes that need more than copying. */
  readonly computed?: (info: Entry, words: Words) => readonly Note[];
}

/** Lists registers of one width that follow each other. */
export function row(offset: number, width: Width, names: string): Field[] {
  return names.split(" ").map((path, index) => ({ path, offset: offset + index * width, width }));
}

/** Describes a list of registers. */
export function list(offset: number, width: Width, path: string, count: number): Field {
  return { path, offset, width, count };
}
