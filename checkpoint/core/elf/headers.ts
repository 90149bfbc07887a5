import type { Words } from "../../memory/words.ts";
import { CoreError } from "../error.ts";
import { StructWriter } from "./struct.ts";

/** A program header. */
export interface ProgramHeader {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: bigint;
  readonly fileSize: number | bigint;
  readonly memorySize: bigint;
  readonly align: number;
}

/** Machine that a file is for. */
interface Target {
  /** `e_machine` */
  readonly number: number;
  /** `e_flags` */
  readonly flags: number;
}

/** Sizes of the three kinds of headers, by the size of a word: elf.h of glibc. */
const SIZES: Readonly<
  Record<Words["size"], { readonly file: number; readonly program: number; readonly section: number }>
> = {
  4: { file: 52, program: 32, section: 40 },
  8: { file: 64, program: 56, section: 64 },
};

/** PN_XNUM: so many program headers or more are counted in the first section header. */
const MANY = 0xffff;

/** ET_CORE, EV_CURRENT, EI_CLASS, EI_DATA */
const CORE = 4;
const CURRENT = 1;
const CLASSES: Readonly<Record<Words["size"], number>> = { 4: 1, 8: 2 };
const LITTLE = 1;
const BIG = 2;

/** Returns the number of bytes of the file header, `count` program headers, and a section header if it is needed. */
export function headersSize({ size }: Words, count: number): number {
  const { file, program, section } = SIZES[size];
  return file + count * program + (count < MANY ? 0 : section);
}

/**
 * Writes the headers of a core.
 *
 * @throws {CoreError} `too-large` if an address or an offset is larger than a word
 */
export function headers({ number, flags }: Target, words: Words, programHeaders: readonly ProgramHeader[]): Uint8Array {
  const { size } = words;
  const sizes = SIZES[size];
  const { length } = programHeaders;
  const hasMany = length >= MANY;
  const identity = [0x7f, 0x45, 0x4c, 0x46, CLASSES[size], words.littleEndian ? LITTLE : BIG, CURRENT];
  const writer = new StructWriter(words, headersSize(words, length))
    .put(1, ...identity)
    .skip(16 - identity.length)
    .put(2, CORE, number)
    .put(4, CURRENT)
    .word(0, sizes.file, hasMany ? sizes.file + length * sizes.program : 0)
    .put(4, flags)
    .put(2, sizes.file, sizes.program, hasMany ? MANY : length, hasMany ? sizes.section : 0, hasMany ? 1 : 0, 0);
  for (const header of programHeaders) putProgramHeader(writer, header, words);
  // sh_info counts the program headers; all else is 0.
  if (hasMany) writer.put(4, 0, 0).word(0, 0, 0, 0).put(4, 0, length);
  return writer.bytes;
}

function putProgramHeader(writer: StructWriter, header: ProgramHeader, words: Words): void {
  const { type, flags, offset, address, fileSize, memorySize, align } = header;
  refuseLarge(address + memorySize - 1n, words);
  refuseLarge(BigInt(offset) + BigInt(fileSize), words);
  writer.put(4, type);
  if (words.size === 8) writer.put(4, flags);
  writer.word(offset, address, 0, fileSize, memorySize);
  if (words.size === 4) writer.put(4, flags);
  writer.word(align);
}

function refuseLarge(value: bigint, { size }: Words): void {
  if (value < 1n << BigInt(8 * size)) return;
  throw new CoreError("too-large", `0x${value.toString(16)} does not fit in a core of ${8 * size} bits`);
}
