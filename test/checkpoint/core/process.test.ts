import { openCore } from "criu-checkpoint";
import type { AnyImage } from "criu-images";
import type { CoreEntry } from "criu-images/messages/core-entry";
import { describe, expect, it } from "vitest";
import { bytesOf } from "./bytes.ts";
import { type Elf, readElf } from "./elf.ts";
import { ADDRESS, area, type Made, made, mm, PAGE, PID } from "./made.ts";
import { SAMPLES } from "./samples.ts";

/* Offsets are those of `elf_prstatus` and `elf_prpsinfo` in glibc's sys/procfs.h. */

const coreOf = (name: string): Partial<CoreEntry> => SAMPLES.find((one) => one.name === name)?.core ?? {};
const [X86, I386] = [coreOf("x86_64"), coreOf("i386")];

async function elfOf(content: Made): Promise<Elf> {
  return readElf(await bytesOf(await openCore(made(content), PID)));
}

/** Returns the content of the notes of a type. */
function notes({ notes: all }: Elf, type: number): DataView[] {
  return all.filter((one) => one.type === type).map(({ bytes }) => bytes);
}

const text = (view: DataView | undefined, offset: number, length: number): string =>
  view === undefined ? "" : Buffer.from(view.buffer, view.byteOffset + offset, length).toString("latin1");

const u32 = (view: DataView | undefined, ...offsets: readonly number[]): number[] =>
  offsets.map((at) => view?.getUint32(at, true) ?? -1);

/** A file that the areas map. */
const FILES: AnyImage = {
  image: "FILES",
  entries: [
    {
      ...{ type: 1, id: 9 },
      reg: {
        ...{ id: 9, flags: 0, pos: 0n, name: "/lib/é.so", build_id: [] },
        fown: { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: 0 },
      },
    },
  ],
};

/** An area that maps the file: VMA_AREA_REGULAR and VMA_FILE_PRIVATE. */
const mapping = (start: bigint, pages: number, pgoff: bigint): ReturnType<typeof area> =>
  area(start, pages, { status: 0x41, shmid: 9n, pgoff, prot: 5, flags: 2 });

describe("the facts of a process in a core", () => {
  it("are ids, state, name and arguments, with 64 bits", async () => {
    const [info] = notes(await elfOf({ cores: new Map([[PID, X86]]) }), 3);
    expect(info?.byteLength).toBe(136);
    expect([info?.getInt8(0), text(info, 1, 1), info?.getInt8(2), info?.getInt8(3)]).toEqual([0, "R", 0, -5]);
    expect(u32(info, 8, 12, 16, 20, 24, 28, 32, 36)).toEqual([0x40_0040, 0, 1000, 1001, PID, 3, 5, 4]);
    expect(text(info, 40, 16)).toBe("made".padEnd(16, "\0"));
    expect(text(info, 56, 80)).toBe("a text in memory ".padEnd(80, "\0"));
  });

  it("are the same with 32 bits, with user ids of 16", async () => {
    const [info] = notes(await elfOf({ cores: new Map([[PID, I386]]) }), 3);
    expect(info?.byteLength).toBe(124);
    expect(u32(info, 4, 8, 12, 16, 20, 24)).toEqual([0x40_0040, 1000 | (1001 << 16), PID, 3, 5, 4]);
    expect([text(info, 28, 4), text(info, 44, 6)]).toEqual(["made", "a text"]);
  });

  it("lack arguments that cannot be read", async () => {
    const bounds = { ...mm([area(ADDRESS, 1)]), mm_arg_start: 0x9000_0000n, mm_arg_end: 0x9000_0010n };
    const [info] = notes(await elfOf({ cores: new Map([[PID, X86]]), mm: bounds }), 3);
    expect(text(info, 56, 80)).toBe("\0".repeat(80));
  });

  it("are the signals of each thread, the main one first", async () => {
    const signal = new Uint8Array(128);
    signal[0] = 10;
    const thread_core = {
      ...{ futex_rla: 0n, futex_rla_len: 0, blk_sigset: 0x4n },
      signals_p: { signals: [{ siginfo: signal }] },
    };
    const tc = {
      task_state: 3,
      stop_signo: 19,
      exit_code: 0,
      personality: 0,
      flags: 0,
      blk_sigset: 2n,
      comm: "x",
      sigactions: [],
    };
    const cores = new Map([
      [5, { ...X86, thread_core }],
      [PID, { ...X86, tc }],
    ]);
    const elf = await elfOf({ cores });
    const [main, other, ...more] = notes(elf, 1);
    expect(more).toEqual([]);
    // pr_info, pr_cursig, pr_sigpend, pr_sighold; pr_pid, pr_ppid, pr_pgrp, pr_sid; pr_fpvalid
    expect(u32(main, 0, 12, 16, 24, 32, 36, 40, 44, 328)).toEqual([19, 19, 0, 2, PID, 3, 5, 4, 1]);
    expect(u32(other, 0, 12, 16, 24, 32, 36, 40, 44, 328)).toEqual([19, 19, 1 << 9, 4, 5, 3, 5, 4, 1]);
    expect(notes(elf, 0x5349_4749).map((one) => [one.byteLength, one.getInt32(0, true)])).toEqual([
      [128, 19],
      [128, 19],
    ]);
    expect(elf.notes.map(({ type }) => type)).toEqual([
      1, 0x5349_4749, 3, 6, 2, 0x202, 0x204, 1, 0x5349_4749, 2, 0x202, 0x204,
    ]);
    const [info] = notes(elf, 3);
    expect([info?.getInt8(0), text(info, 1, 1)]).toEqual([3, "T"]);
  });

  it("are files with their offsets in pages", async () => {
    const areas = [area(ADDRESS, 1), mapping(0x20_0000n, 2, 0n), mapping(0x20_2000n, 1, BigInt(3 * PAGE))];
    const images = { "files.img": FILES };
    const [wide] = notes(await elfOf({ cores: new Map([[PID, X86]]), mm: mm(areas), images }), 0x4649_4c45);
    const numbers = Array.from({ length: 8 }, (_, i) => wide?.getBigUint64(8 * i, true));
    expect(numbers).toEqual([2n, 4096n, 0x20_0000n, 0x20_2000n, 0n, 0x20_2000n, 0x20_3000n, 3n]);
    expect(Buffer.from(text(wide, 64, (wide?.byteLength ?? 0) - 64), "latin1").toString()).toBe(
      "/lib/é.so\0/lib/é.so\0",
    );
    const [narrow] = notes(await elfOf({ cores: new Map([[PID, I386]]), mm: mm(areas), images }), 0x4649_4c45);
    expect(u32(narrow, 0, 4, 8, 12, 16, 20)).toEqual([2, 4096, 0x20_0000, 0x20_2000, 0, 0x20_2000]);
  });

  it("are the auxiliary vector in words of the program", async () => {
    const native = { ...mm([area(ADDRESS, 1)], [6n, 4096n, 9n, 0x40_0000n, 0n, 0n]) };
    const [wide] = notes(await elfOf({ cores: new Map([[PID, X86]]), mm: native }), 6);
    expect(Array.from({ length: 6 }, (_, i) => wide?.getBigUint64(8 * i, true))).toEqual([
      6n,
      4096n,
      9n,
      0x40_0000n,
      0n,
      0n,
    ]);
    // CRIU reads the pairs of a 32-bit program as longs of 64 bits.
    const packed = { ...mm([area(ADDRESS, 1)], [6n | (4096n << 32n), 9n | (0x804_9000n << 32n), 0n]) };
    const [narrow] = notes(await elfOf({ cores: new Map([[PID, I386]]), mm: packed }), 6);
    expect([narrow?.byteLength, ...u32(narrow, 0, 4, 8, 12, 16, 20)]).toEqual([24, 6, 4096, 9, 0x804_9000, 0, 0]);
  });

  it("are the registers of a transaction of PowerPC, and those at its begin", async () => {
    const { ti_ppc64 } = coreOf("ppc64le");
    const gpregs = ti_ppc64?.gpregs;
    if (ti_ppc64 === undefined || gpregs === undefined) throw new Error("no registers");
    const before = { ...gpregs, tfhar: 0x11n, texasr: 0x22n, tfiar: 0x33n };
    const now = { ...gpregs, gpr: gpregs.gpr.map((value) => value + 1n) };
    const cores = new Map([[PID, { mtype: 4, ti_ppc64: { ...ti_ppc64, gpregs: before, tmstate: { gpregs: now } } }]]);
    const elf = await elfOf({ cores } as Made);
    expect(elf.notes.map(({ type }) => type)).toEqual([
      1, 0x5349_4749, 3, 6, 2, 0x100, 0x102, 0x108, 0x109, 0x10a, 0x10b, 0x10c,
    ]);
    expect(notes(elf, 1)[0]?.getBigUint64(112 + 8, true)).toBe(now.gpr[1]);
    expect(notes(elf, 0x108)[0]?.getBigUint64(8, true)).toBe(before.gpr[1]);
    expect([0, 8, 16].map((at) => notes(elf, 0x10c)[0]?.getBigUint64(at, true))).toEqual([0x11n, 0x22n, 0x33n]);
  });
});
