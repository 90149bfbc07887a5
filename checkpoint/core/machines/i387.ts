import type { Entry } from "../../memory/conditions.ts";
import type { Words } from "../../memory/words.ts";
import { StructWriter } from "../elf/struct.ts";
import type { Note } from "../notes/note.ts";
import { fill } from "./fill.ts";
import { FXSAVE } from "./fxsave.ts";

/** NT_PRFPREG */
const FLOATS = 2;

/** Size of `user_i387_struct`: seven words, and eight registers of ten bytes. */
const SIZE = 108;

/** Bits that the kernel sets in the upper half of the words of FSAVE. */
const UPPER = 0xffff_0000;

const REGISTERS = 8;

/** Offset of the first register in FXSAVE, its distance to the next, and its number of bytes. */
const FIRST = 32;
const STEP = 16;
const LENGTH = 10;

/**
 * Writes the x87 registers as FSAVE stores them, from the form of FXSAVE: `convert_from_fxsr` of
 * arch/x86/kernel/fpu/regset.c.
 */
export function i387Note(info: Entry, words: Words): Note {
  const fxsave = new Uint8Array(FXSAVE.size);
  const fpregs = info["fpregs"] as Entry;
  fill(fxsave, fpregs, FXSAVE.fields, words);
  const { cwd, swd, twd, rip, rdp } = fpregs as Readonly<Record<string, number>>;
  const { cs, ds } = info["gpregs"] as Readonly<Record<string, bigint>>;
  const writer = new StructWriter(words, SIZE)
    .put(4, UPPER | Number(cwd), UPPER | Number(swd), UPPER | tagsOf(fxsave, Number(twd), Number(swd)))
    .put(4, rip ?? 0, cs ?? 0, rdp ?? 0, UPPER | Number(ds));
  for (let i = 0; i < REGISTERS; i++) writer.chars(fxsave.subarray(FIRST + i * STEP, FIRST + i * STEP + LENGTH));
  return { owner: "CORE", type: FLOATS, bytes: writer.bytes };
}

/** Tags of FSAVE. */
const VALID = 0;
const ZERO = 1;
const SPECIAL = 2;
const EMPTY = 3;

/** Computes the two bits of each register from its content, and the one bit that FXSAVE has: whether it is in use. */
function tagsOf(fxsave: Uint8Array, twd: number, swd: number): number {
  const top = (swd >> 11) & 7;
  let tags = 0;
  for (let i = 0; i < REGISTERS; i++) {
    const from = FIRST + ((i - top) & 7) * STEP;
    const tag = (twd & (1 << i)) === 0 ? EMPTY : tagOf(new DataView(fxsave.buffer, from, LENGTH));
    tags |= tag << (2 * i);
  }
  return tags;
}

/** Classifies a number of 80 bits. */
function tagOf(register: DataView): number {
  const significand = register.getBigUint64(0, true);
  const exponent = register.getUint16(8, true) & 0x7fff;
  if (exponent === 0x7fff) return SPECIAL;
  if (exponent === 0) return significand === 0n ? ZERO : SPECIAL;
  return significand >> 63n === 1n ? VALID : SPECIAL;
}
