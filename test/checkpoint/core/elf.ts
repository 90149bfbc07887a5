/*
 * Reads ELF files by the definitions of elf.h: https://refspecs.linuxfoundation.org/elf/gabi4+/. It shares nothing with the
 * code that writes cores.
 */

interface ElfNote {
  readonly owner: string;
  readonly type: number;
  readonly bytes: DataView;
}

interface Load {
  readonly address: bigint;
  readonly offset: number;
  readonly fileSize: bigint;
  readonly memorySize: bigint;
  readonly flags: number;
}

export interface Elf {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  readonly type: number;
  readonly machine: number;
  readonly flags: number;
  readonly notes: readonly ElfNote[];
  readonly loads: readonly Load[];
  /** Reads memory as a debugger does; `undefined` if no segment has the address. */
  memory(address: bigint, length: number): Uint8Array | undefined;
}

export function readElf(file: Uint8Array): Elf {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (view.getUint32(0) !== 0x7f45_4c46) throw new Error("no ELF file");
  const is64 = file[4] === 2;
  const littleEndian = file[5] === 1;
  const u16 = (at: number): number => view.getUint16(at, littleEndian);
  const u32 = (at: number): number => view.getUint32(at, littleEndian);
  const word = (at: number): bigint => (is64 ? view.getBigUint64(at, littleEndian) : BigInt(u32(at)));
  const [start, size, counted] = [Number(word(is64 ? 32 : 28)), u16(is64 ? 54 : 42), u16(is64 ? 56 : 44)];
  const sections = Number(word(is64 ? 40 : 32));
  const count = counted === 0xffff ? u32(sections + (is64 ? 44 : 28)) : counted;
  const notes: ElfNote[] = [];
  const loads: Load[] = [];
  for (let at = start; at < start + count * size; at += size) {
    const offset = Number(word(at + (is64 ? 8 : 4)));
    const fileSize = word(at + (is64 ? 32 : 16));
    const part = { offset, fileSize, address: word(at + (is64 ? 16 : 8)), memorySize: word(at + (is64 ? 40 : 20)) };
    if (u32(at) === 4) notes.push(...notesIn(view, offset, offset + Number(fileSize), u32));
    if (u32(at) === 1) loads.push({ ...part, flags: u32(at + (is64 ? 4 : 24)) });
  }
  return {
    ...{
      bits: is64 ? 64 : 32,
      littleEndian,
      type: u16(16),
      machine: u16(18),
      flags: u32(is64 ? 48 : 36),
      notes,
      loads,
    },
    memory: (address, length) => {
      const bytes = new Uint8Array(length);
      const load = loads.find((one) => one.address <= address && address < one.address + one.memorySize);
      if (load === undefined) return undefined;
      const from = load.offset + Number(address - load.address);
      bytes.set(file.subarray(from, Math.max(from, Math.min(from + length, load.offset + Number(load.fileSize)))));
      return bytes;
    },
  };
}

function* notesIn(view: DataView, start: number, end: number, u32: (at: number) => number): Generator<ElfNote> {
  for (let at = start; at < end; ) {
    const [nameSize, size, type] = [u32(at), u32(at + 4), u32(at + 8)];
    const name = new Uint8Array(view.buffer, view.byteOffset + at + 12, nameSize - 1);
    const content = at + 12 + Math.ceil(nameSize / 4) * 4;
    const bytes = new DataView(view.buffer, view.byteOffset + content, size);
    yield { owner: Buffer.from(name).toString("latin1"), type, bytes };
    at = content + Math.ceil(size / 4) * 4;
  }
}
