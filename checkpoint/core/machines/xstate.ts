import type { Entry } from "../../memory/conditions.ts";
import type { Words } from "../../memory/words.ts";
import { StructWriter } from "../elf/struct.ts";
import type { Note } from "../notes/note.ts";
import { fill } from "./fill.ts";
import { FXSAVE } from "./fxsave.ts";
import { type Field, list } from "./machine.ts";

/*
 * The state that XSAVE adds, in its standard format. The offsets are those of Intel's processors (SDM, volume 1, section
 * 13.4.3; criu's compel/arch/x86/src/lib/include/uapi/asm/fpu.h), and debuggers recognize them by the size of the note.
 */

/** A component of the state: its bits in XCR0, and its registers. */
interface Component {
  readonly bits: bigint;
  readonly field: Field;
}

const COMPONENTS: readonly Component[] = [
  { bits: 0x4n, field: list(576, 4, "ymmh_space", 64) },
  { bits: 0x8n, field: list(960, 8, "bndreg_state", 8) },
  { bits: 0x10n, field: list(1024, 8, "bndcsr_state", 8) },
  { bits: 0x20n, field: list(1088, 8, "opmask_reg", 8) },
  { bits: 0x40n, field: list(1152, 8, "zmm_upper", 64) },
  { bits: 0x80n, field: list(1664, 8, "hi16_zmm", 128) },
  { bits: 0x200n, field: list(2688, 4, "pkru", 2) },
];

/** Bits of the components that FXSAVE stores: x87 and SSE. */
const LEGACY = 0x3n;

/** Offset of XCR0, the components that the kernel saves; the kernel puts it into bytes that FXSAVE leaves to software. */
const XCR0 = 464;

/** Offset of the header, XSTATE_BV first, and the end of it. */
const HEADER = 512;
const HEADER_END = 576;

/** NT_X86_XSTATE, NT_X86_SHSTK */
const XSTATE = 0x202;
const SHADOW_STACK = 0x204;

/** ARCH_SHSTK_SHSTK of arch/x86/include/uapi/asm/prctl.h: the thread has a shadow stack. */
const ENABLED = 1n;

/** Writes the state of XSAVE; nothing if the processor lacks the instruction. */
export function xstateNotes(info: Entry, words: Words): Note[] {
  const fpregs = info["fpregs"] as Entry;
  const xsave = fpregs["xsave"] as Entry | undefined;
  if (xsave === undefined) return [];
  const present = COMPONENTS.filter(({ field }) => (xsave[field.path] as readonly unknown[]).length > 0);
  const size = present.reduce((end, { field }) => Math.max(end, endOf(field)), HEADER_END);
  const bytes = new Uint8Array(size);
  fill(bytes, fpregs, FXSAVE.fields, words);
  fill(bytes, xsave, [...present.map(({ field }) => field), { path: "xstate_bv", offset: HEADER, width: 8 }], words);
  const xcr0 = present.reduce((bits, component) => bits | component.bits, LEGACY);
  fill(bytes, { xcr0 }, [{ path: "xcr0", offset: XCR0, width: 8 }], words);
  return [{ owner: "LINUX", type: XSTATE, bytes }];
}

function endOf({ offset, width, count = 1 }: Field): number {
  return offset + width * count;
}

/** Writes the pointer of the shadow stack, if the thread has one. */
export function shadowStackNotes(info: Entry, words: Words): Note[] {
  const xsave = (info["fpregs"] as Entry)["xsave"] as Entry | undefined;
  const { cet = 0n, ssp = 0n } = (xsave?.["cet"] ?? {}) as { readonly cet?: bigint; readonly ssp?: bigint };
  if ((cet & ENABLED) === 0n) return [];
  return [{ owner: "LINUX", type: SHADOW_STACK, bytes: new StructWriter(words, 8).put(8, ssp).bytes }];
}
