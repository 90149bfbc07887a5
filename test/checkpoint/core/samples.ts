import type { Checkpoint } from "criu-checkpoint";
import type { CoreEntry } from "criu-images/messages/core-entry";
import { ADDRESS, area, made, mm, PID } from "./made.ts";

/*
 * Threads of each architecture with another number in each register, and the places where a core has them. The places
 * are written down from the headers of the kernel and of glibc, apart from the tables of the code.
 */

/** An integer in a note: the type of the note, the offset, the number of bytes, and the value. */
type Place = readonly [note: number, offset: number, width: 1 | 2 | 4 | 8, value: bigint];

export interface Sample {
  readonly name: string;
  readonly byteOrder: "little" | "big";
  /** `e_machine`, and the number of bits of the file. */
  readonly machine: number;
  readonly bits: 32 | 64;
  readonly core: Partial<CoreEntry>;
  readonly places: readonly Place[];
  /** Types of the notes with registers, in order. */
  readonly notes: readonly number[];
  /** AT_HWCAP: gdb looks there which registers a processor has. */
  readonly hwcap?: bigint;
  /** Values that gdb prints: `p/x EXPRESSION`; `undefined` if Debian's gdb does not know the architecture. */
  readonly gdb: Readonly<Record<string, bigint>> | undefined;
}

/** NT_PRSTATUS, NT_PRFPREG */
const STATUS = 1;
const FLOATS = 2;

/** Offset of the registers in `elf_prstatus`: glibc's sys/procfs.h with words of 8 and of 4 bytes. */
const AT64 = 112;
const AT32 = 72;

/** Returns numbers of 64 bits that occur once. */
const wide = (count: number, seed: number): bigint[] =>
  Array.from({ length: count }, (_, i) => 0x1020_3040_0000_0000n + BigInt(seed * 0x10000 + i * 0x11 + 1));

/** Returns numbers of 32 bits that occur once. */
const narrow = (count: number, seed: number): number[] =>
  Array.from({ length: count }, (_, i) => 0x1000_0000 + seed * 0x10000 + i * 0x11 + 1);

/** Returns the places of numbers that follow each other. */
const run = (note: number, offset: number, width: 4 | 8, values: readonly (bigint | number)[]): Place[] =>
  values.map((value, i) => [note, offset + i * width, width, BigInt(value)]);

/** Returns an object with a number for each name. */
const named = <T>(names: string, values: readonly T[]): Record<string, T> =>
  Object.fromEntries(names.split(" ").map((name, i) => [name, values[i] as T]));

/** Expressions with numbers as gdb prints them. */
const shown = (names: string, values: readonly (bigint | number)[]): Record<string, bigint> =>
  named(
    names,
    values.map((value) => BigInt(value)),
  );

const series = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`).join(" ");

const dollars = (names: string): string => names.replaceAll(/\S+/g, "$$$&");

function aarch64(): Sample {
  const regs = wide(31, 1);
  const [sp = 0n, pc = 0n] = [0x7fff_0000n, 0x40_1234n];
  const vregs = wide(64, 2);
  const keys = wide(10, 3);
  return {
    ...{ name: "aarch64", byteOrder: "little", machine: 183, bits: 64 },
    core: {
      mtype: 3,
      ti_aarch64: {
        ...{ clear_tid_addr: 0n, tls: 0x7f00_1111n, gpregs: { regs, sp, pc, pstate: 0x6000_0000n } },
        fpsimd: { vregs, fpsr: 0x11, fpcr: 0x220_0000 },
        pac_keys: {
          pac_address_keys: named(
            "apiakey_lo apiakey_hi apibkey_lo apibkey_hi apdakey_lo apdakey_hi apdbkey_lo apdbkey_hi pac_enabled_key",
            keys,
          ) as never,
          pac_generic_keys: { apgakey_lo: 0x77n, apgakey_hi: 0x88n },
        },
      },
    },
    places: [
      ...run(STATUS, AT64, 8, [...regs, sp, pc, 0x6000_0000n]),
      ...run(FLOATS, 0, 8, vregs),
      ...run(FLOATS, 512, 4, [0x11, 0x220_0000]),
      ...run(0x401, 0, 8, [0x7f00_1111n]),
      ...run(0x407, 0, 8, keys.slice(0, 8)),
      ...run(0x408, 0, 8, [0x77n, 0x88n]),
      ...run(0x40a, 0, 8, keys.slice(8, 9)),
    ],
    notes: [FLOATS, 0x401, 0x407, 0x408, 0x40a],
    gdb: {
      ...shown(dollars(`${series("x", 31)} sp pc cpsr`), [...regs, sp, pc, 0x6000_0000n]),
      ...shown("$v0.d.u[0] $v0.d.u[1] $v31.d.u[1] $fpsr $fpcr", [
        ...[vregs[0] ?? 0n, vregs[1] ?? 0n, vregs[63] ?? 0n, 0x11n, 0x220_0000n],
      ]),
      $tpidr: 0x7f00_1111n,
    },
  };
}

function arm(): Sample {
  const names = "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 fp ip sp lr pc cpsr orig_r0";
  const regs = narrow(18, 1);
  regs[16] = 0x6000_0010;
  regs[15] = 0x1_0400;
  const vfp_regs = wide(32, 2);
  return {
    ...{ name: "arm", byteOrder: "little", machine: 40, bits: 32, hwcap: 0x8_3040n },
    core: {
      mtype: 2,
      ti_arm: {
        ...{ clear_tid_addr: 0n, tls: 0x7700_1111, gpregs: named(names, regs) as never },
        fpstate: { vfp_regs, fpscr: 0x6000_0000, fpexc: 0, fpinst: 0, fpinst2: 0 },
      },
    },
    places: [
      ...run(STATUS, AT32, 4, regs),
      ...run(0x400, 0, 8, vfp_regs),
      ...run(0x400, 256, 4, [0x6000_0000]),
      ...run(0x401, 0, 4, [0x7700_1111]),
    ],
    notes: [0x400, 0x401],
    gdb: {
      ...shown(dollars("r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 sp lr pc cpsr"), regs),
      $d0: vfp_regs[0] ?? 0n,
      $d31: vfp_regs[31] ?? 0n,
      $fpscr: 0x6000_0000n,
    },
  };
}

function ppc64(): Sample {
  const gpr = wide(32, 1);
  const [nip, msr, orig_gpr3, ctr, link, xer, ccr, trap] = [
    ...[0x1000_0400n, 0x9000_0000_0280_f033n, 0x33n, 0x44n, 0x1000_0500n, 0x2000_0000n, 0x2400_4422n, 0xc00n],
  ] as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  const fpregs = wide(33, 2);
  const vrregs = wide(66, 3);
  const vsxregs = wide(32, 4);
  return {
    ...{ name: "ppc64le", byteOrder: "little", machine: 21, bits: 64 },
    core: {
      mtype: 4,
      ti_ppc64: {
        clear_tid_addr: 0n,
        gpregs: { gpr, nip, msr, orig_gpr3, ctr, link, xer, ccr, trap },
        fpstate: { fpregs },
        vrstate: { vrregs, vrsave: 0x5566 },
        vsxstate: { vsxregs },
      },
    },
    places: [
      ...run(STATUS, AT64, 8, [...gpr, nip, msr, orig_gpr3, ctr, link, xer, ccr, 0n, trap]),
      ...run(FLOATS, 0, 8, fpregs),
      ...run(0x100, 0, 8, vrregs),
      ...run(0x100, 528, 4, [0x5566]),
      ...run(0x102, 0, 8, vsxregs),
    ],
    notes: [FLOATS, 0x100, 0x102],
    gdb: {
      ...shown(dollars(`${series("r", 32)} pc msr ctr lr cr`), [...gpr, nip, msr, ctr, link, ccr]),
      "$vr0.v4_int32[0]": BigInt.asUintN(32, vrregs[0] ?? 0n),
      "$vr31.v4_int32[2]": BigInt.asUintN(32, vrregs[63] ?? 0n),
      "$vs0.v2_double[0]": vsxregs[0] ?? 0n,
      "$vs0.v2_double[1]": fpregs[0] ?? 0n,
      $vrsave: 0x5566n,
    },
  };
}

function s390(): Sample {
  const gprs = wide(16, 1);
  const acrs = narrow(16, 2);
  const fprs = wide(16, 3);
  const [low, high] = [wide(16, 4), wide(32, 5)];
  const [mask, addr] = [0x0705_0001_8000_0000n, 0x100_0400n];
  return {
    ...{ name: "s390x", byteOrder: "big", machine: 22, bits: 64, hwcap: 0x800n },
    core: {
      mtype: 5,
      ti_s390: {
        clear_tid_addr: 0n,
        gpregs: { psw_mask: mask, psw_addr: addr, gprs, acrs, orig_gpr2: 0x22n, system_call: 0x2_0003 },
        fpregs: { fpc: 0x88_0000, fprs },
        vxrs_low: { regs: low },
        vxrs_high: { regs: high },
        gs_cb: { regs: wide(4, 6) },
        gs_bc: { regs: wide(4, 7) },
        ri_cb: { ri_on: 1, regs: wide(8, 8) },
      },
    },
    places: [
      ...run(STATUS, AT64, 8, [mask, addr, ...gprs]),
      ...run(STATUS, AT64 + 144, 4, acrs),
      ...run(STATUS, AT64 + 208, 8, [0x22n]),
      ...run(FLOATS, 0, 4, [0x88_0000, 0]),
      ...run(FLOATS, 8, 8, fprs),
      ...run(0x307, 0, 4, [0x2_0003]),
      ...run(0x309, 0, 8, low),
      ...run(0x30a, 0, 8, high),
      ...run(0x30b, 0, 8, wide(4, 6)),
      ...run(0x30c, 0, 8, wide(4, 7)),
      ...run(0x30d, 0, 8, wide(8, 8)),
    ],
    notes: [FLOATS, 0x307, 0x309, 0x30a, 0x30b, 0x30c, 0x30d],
    gdb: {
      ...shown(dollars(`${series("r", 16)} pswm pc`), [...gprs, mask, addr]),
      ...shown(dollars(series("acr", 16)), acrs),
      "$v0.v2_int64[0]": fprs[0] ?? 0n,
      "$v0.v2_int64[1]": low[0] ?? 0n,
      "$v31.v2_int64[1]": high[31] ?? 0n,
      $fpc: 0x88_0000n,
    },
  };
}

function riscv64(): Sample {
  const names = "pc ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6";
  const regs = wide(32, 1);
  const f = wide(32, 2);
  return {
    ...{ name: "riscv64", byteOrder: "little", machine: 243, bits: 64 },
    core: {
      mtype: 8,
      ti_riscv64: {
        ...{ clear_tid_addr: 0n, tls: 0n, gpregs: named(names, regs) as never, fpsimd: { f, fcsr: 0x61 } },
      },
    },
    places: [...run(STATUS, AT64, 8, regs), ...run(FLOATS, 0, 8, f), ...run(FLOATS, 256, 4, [0x61, 0])],
    notes: [FLOATS],
    gdb: {
      ...shown(dollars(names), regs),
      $fcsr: 0x61n,
      "$ft0.double": f[0] ?? 0n,
      "$ft11.double": f[31] ?? 0n,
    },
  };
}

function loongarch64(): Sample {
  const [regs, fregs] = [wide(32, 1), wide(32, 2)];
  const pc = 0x1_2000_0400n;
  return {
    ...{ name: "loongarch64", byteOrder: "little", machine: 258, bits: 64 },
    core: {
      mtype: 7,
      ti_loongarch64: {
        ...{ clear_tid_addr: 0n, tls: 0n, gpregs: { regs, pc } },
        fpregs: { regs: fregs, fcc: 0x0101_0001n, fcsr: 0x1f },
      },
    },
    places: [
      ...run(STATUS, AT64, 8, [...regs, 0n, pc, 0n]),
      ...run(FLOATS, 0, 8, [...fregs, 0x0101_0001n]),
      ...run(FLOATS, 264, 4, [0x1f, 0]),
    ],
    notes: [FLOATS],
    gdb: undefined,
  };
}

function mips(): Sample {
  const names = series("r", 32);
  const [regs, floats] = [wide(38, 1), wide(32, 2)];
  return {
    ...{ name: "mips64", byteOrder: "little", machine: 8, bits: 64 },
    core: {
      mtype: 6,
      ti_mips: {
        ...{ clear_tid_addr: 0n, tls: 0n },
        gpregs: named(`${names} lo hi cp0_epc cp0_badvaddr cp0_status cp0_cause`, regs) as never,
        fpregs: { ...named(names, floats), lo: 0n, hi: 0n, fpu_fcr31: 0x100_0000, fpu_id: 0x17_0000 } as never,
      },
    },
    places: [
      ...run(STATUS, AT64, 8, regs),
      ...run(FLOATS, 0, 8, floats),
      ...run(FLOATS, 256, 4, [0x100_0000, 0x17_0000]),
    ],
    notes: [FLOATS],
    gdb: shown(dollars(`${Array.from({ length: 31 }, (_, i) => `r${i + 1}`).join(" ")} lo hi pc bad cause`), [
      ...regs.slice(1, 32),
      ...[regs[32] ?? 0n, regs[33] ?? 0n, regs[34] ?? 0n, regs[35] ?? 0n, regs[37] ?? 0n],
    ]),
  };
}

const X86 = "r15 r14 r13 r12 bp bx r11 r10 r9 r8 ax cx dx si di orig_ax ip cs flags sp ss fs_base gs_base ds es fs gs";

/** Registers of floating point, in the forms of FXSAVE and XSAVE. */
function x86Floats(): {
  readonly fpregs: NonNullable<CoreEntry["thread_info"]>["fpregs"];
  readonly places: (note: number) => Place[];
} {
  const [st, xmm, ymmh] = [narrow(32, 2), narrow(64, 3), narrow(64, 4)];
  const [opmask_reg, zmm_upper, hi16_zmm] = [wide(8, 5), wide(64, 6), wide(128, 7)];
  return {
    fpregs: {
      ...{ cwd: 0x37f, swd: 0x3800, twd: 0x81, fop: 0x123, rip: 0x40_1111n, rdp: 0x40_2222n },
      ...{ mxcsr: 0x1fa0, mxcsr_mask: 0xffff, st_space: st, xmm_space: xmm, padding: [] },
      xsave: {
        ...{ xstate_bv: 0x2e7n, ymmh_space: ymmh, bndreg_state: [], bndcsr_state: [] },
        ...{ opmask_reg, zmm_upper, hi16_zmm, pkru: [0x5555_5554, 0] },
        cet: { cet: 1n, ssp: 0x7f00_0000_1000n },
      },
    },
    places: (note) => [
      ...([0x37f, 0x3800, 0x81, 0x123].map((value, i) => [note, 2 * i, 2, BigInt(value)]) as Place[]),
      ...run(note, 8, 8, [0x40_1111n, 0x40_2222n]),
      ...run(note, 24, 4, [0x1fa0, 0xffff, ...st, ...xmm]),
    ],
  };
}

function x86(): Sample {
  const regs = wide(27, 1);
  for (const [index, value] of [
    [16, 0x40_1000n],
    [17, 0x33n],
    [18, 0x246n],
    [20, 0x2bn],
    [23, 0n],
    [24, 0n],
    [25, 0n],
    [26, 0n],
  ] as const) {
    regs[index] = value;
  }
  const { fpregs, places } = x86Floats();
  const { xsave } = fpregs;
  return {
    ...{ name: "x86_64", byteOrder: "little", machine: 62, bits: 64 },
    core: { mtype: 1, thread_info: { clear_tid_addr: 0n, gpregs: named(X86, regs) as never, fpregs, tls: [] } },
    places: [
      ...run(STATUS, AT64, 8, regs),
      ...places(FLOATS),
      ...places(0x202),
      // XCR0 as the kernel leaves it: x87, SSE, AVX, AVX-512 and PKRU; then XSTATE_BV.
      ...run(0x202, 464, 8, [0x2e7n]),
      ...run(0x202, 512, 8, [0x2e7n, 0n]),
      ...run(0x202, 576, 4, xsave?.ymmh_space ?? []),
      ...run(0x202, 1088, 8, xsave?.opmask_reg ?? []),
      ...run(0x202, 1152, 8, xsave?.zmm_upper ?? []),
      ...run(0x202, 1664, 8, xsave?.hi16_zmm ?? []),
      ...run(0x202, 2688, 4, [0x5555_5554, 0]),
      ...run(0x204, 0, 8, [0x7f00_0000_1000n]),
    ],
    notes: [FLOATS, 0x202, 0x204],
    gdb: {
      ...shown(
        dollars(
          "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base",
        ),
        regs,
      ),
      "$ymm3.v8_int32[5]": BigInt(xsave?.ymmh_space[13] ?? 0),
      "$xmm15.v4_int32[3]": BigInt(fpregs.xmm_space[63] ?? 0),
      "$zmm31.v8_int64[7]": xsave?.hi16_zmm[127] ?? 0n,
      $k7: xsave?.opmask_reg[7] ?? 0n,
      $pkru: 0x5555_5554n,
      $mxcsr: 0x1fa0n,
    },
  };
}

function i386(): Sample {
  const names = "bx cx dx si di bp ax ds es fs gs orig_ax ip cs flags sp ss";
  const regs = narrow(17, 1).map(BigInt);
  for (const [index, value] of [
    [7, 0x2bn],
    [8, 0x2bn],
    [9, 0n],
    [10, 0x63n],
    [12, 0x804_9000n],
    [13, 0x23n],
    [14, 0x246n],
    [16, 0x2bn],
  ] as const) {
    regs[index] = value;
  }
  const { fpregs, places } = x86Floats();
  const zeros = named(
    X86,
    Array.from({ length: 27 }, () => 0n),
  );
  const descriptor = {
    ...{ entry_number: 12, base_addr: 0xf7d0_0540, limit: 0xf_ffff, seg_32bit: true, contents_h: false },
    ...{ contents_l: false, read_exec_only: false, limit_in_pages: true, seg_not_present: false, usable: true },
  };
  const empty = { ...descriptor, entry_number: 13, base_addr: 0, limit: 0, seg_32bit: false, limit_in_pages: false };
  const gone = { ...empty, read_exec_only: true, seg_not_present: true, usable: false };
  return {
    ...{ name: "i386", byteOrder: "little", machine: 3, bits: 32 },
    core: {
      mtype: 1,
      thread_info: {
        clear_tid_addr: 0n,
        gpregs: { ...zeros, ...named(names, regs), mode: 2 } as never,
        fpregs: { ...fpregs, rip: 0x804_9111n, rdp: 0x804_a222n },
        tls: [descriptor, gone, gone],
      },
    },
    places: [
      ...run(STATUS, AT32, 4, regs),
      // FSAVE: the control word, the status word and the tags have ones above; registers 0 and 7 are in use.
      ...run(FLOATS, 0, 4, [0xffff_037f, 0xffff_3800, 0xffff_bffe, 0x804_9111, 0x23, 0x804_a222, 0xffff_002b]),
      ...run(FLOATS, 28, 4, fpregs.st_space.slice(0, 2)),
      ...run(0x46e6_2b7f, 24, 4, [0x1fa0, 0xffff, ...fpregs.st_space, ...fpregs.xmm_space]),
      ...places(0x202).slice(6),
      ...run(0x202, 464, 8, [0x2e7n]),
      ...run(0x200, 0, 4, [12, 0xf7d0_0540, 0xf_ffff, 0x51, 13, 0, 0, 0x28]),
    ],
    notes: [0x46e6_2b7f, FLOATS, 0x202, 0x200],
    gdb: {
      ...shown(dollars("ebx ecx edx esi edi ebp eax ds es fs gs orig_eax eip cs eflags esp ss"), regs),
      "$xmm7.v4_int32[3]": BigInt(fpregs.xmm_space[31] ?? 0),
      "$ymm3.v8_int32[5]": BigInt(fpregs.xsave?.ymmh_space[13] ?? 0),
    },
  };
}

export const SAMPLES: readonly Sample[] = [
  ...[x86(), i386(), aarch64(), arm(), ppc64(), s390(), riscv64(), loongarch64(), mips()],
];

/** AT_HWCAP */
const HWCAP = 16n;

/** Opens a checkpoint of a process with one thread, that of a sample. */
export function madeOf({ byteOrder, core, hwcap = 0n }: Sample): Checkpoint {
  return made({ byteOrder, cores: new Map([[PID, core]]), mm: mm([area(ADDRESS, 1)], [HWCAP, hwcap, 0n, 0n]) });
}
