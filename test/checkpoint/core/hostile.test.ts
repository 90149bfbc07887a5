import { openCore } from "criu-checkpoint";
import type { CoreEntry } from "criu-images/messages/core-entry";
import { describe, expect, it } from "vitest";
import { ADDRESS, area, type Made, made, mm, PAGE, PID } from "./made.ts";
import { SAMPLES } from "./samples.ts";

/* Checkpoints without a core end in one error with a code and a place. */

const coreOf = (name: string): Partial<CoreEntry> => SAMPLES.find((one) => one.name === name)?.core ?? {};
const [X86, I386, ARM64] = [coreOf("x86_64"), coreOf("i386"), coreOf("aarch64")];
const one = new Map([[PID, X86]]);

async function refusal(content: Made, pid = PID): Promise<unknown> {
  return await openCore(made(content), pid).then(
    () => "made",
    ({ name, code, message }) => [name, code, message],
  );
}

const tc = { task_state: 2, exit_code: 0, personality: 0, flags: 0, blk_sigset: 0n, comm: "gone", sigactions: [] };

describe("a core is refused", () => {
  it.each<[string, Made, number | undefined, unknown[]]>([
    ["of no process", { cores: one }, 8, ["CoreError", "no-process", "the checkpoint has no process 8"]],
    [
      ...([
        "of a checkpoint without processes",
        { cores: one, images: { "pstree.img": undefined } },
        undefined,
      ] as const),
      ["CoreError", "no-process", "the checkpoint has no process 7"],
    ],
    [
      ...([
        "of a process without memory",
        { cores: one, images: { [`mm-${PID}.img`]: undefined } },
        undefined,
      ] as const),
      ["MemoryError", "no-process", "process 7 has no memory in the checkpoint"],
    ],
    [
      ...([
        "of a thread without an image",
        { cores: new Map([...one, [9, X86]]), images: { "core-9.img": undefined } },
        undefined,
      ] as const),
      ["CoreError", "no-image", "thread 9: the checkpoint has no core image of it"],
    ],
    [
      ...(["of a zombie", { cores: new Map([[PID, { ...X86, tc }]]) }, undefined] as const),
      ["CoreError", "no-process", "process 7 is a zombie: it has ended, and has no memory"],
    ],
    [
      ...(["without registers", { cores: new Map([[PID, { mtype: 1 }]]) }, undefined] as const),
      ["CoreError", "no-registers", "core-7.img: mtype 1 requires thread_info, which is absent"],
    ],
    [
      ...([
        "with registers of another architecture",
        { cores: new Map([[PID, { ...ARM64, mtype: 1 }]]) },
        undefined,
      ] as const),
      ["CoreError", "no-registers", "core-7.img: mtype 1 requires thread_info, which is absent"],
    ],
    [
      ...([
        "of an unknown architecture",
        { cores: new Map([[PID, { ...X86, mtype: 99 as never }]]) },
        undefined,
      ] as const),
      ["CoreError", "no-registers", "core-7.img: mtype 99 is no architecture"],
    ],
    [
      ...(["of several architectures", { cores: new Map([...one, [9, I386]]) }, undefined] as const),
      ["CoreError", "mixed", "core-9.img: its architecture is not that of core-7.img"],
    ],
    [
      ...(["with too few registers", { cores: new Map([[PID, short()]]) }, undefined] as const),
      ["CoreError", "bad-registers", "core-7.img: regs has 30 elements; its architecture has 31"],
    ],
    [
      ...([
        "with areas that overlap",
        { cores: one, mm: mm([area(ADDRESS, 2), area(ADDRESS + 0x1000n, 2)]) },
        undefined,
      ] as const),
      ["MemoryError", "bad-areas", expect.stringContaining("overlap")],
    ],
    [
      ...([
        "with an area that is no page",
        { cores: one, mm: mm([{ ...area(ADDRESS, 1), end: ADDRESS + 0x1001n }]) },
        undefined,
      ] as const),
      ["CoreError", "bad-areas", "the area at 0x10000 does not consist of pages of 4096 bytes"],
    ],
    [
      ...([
        "with addresses beyond 32 bits",
        { cores: new Map([[PID, I386]]), mm: mm([area(0x1_0000_0000n, 1)]) },
        undefined,
      ] as const),
      ["CoreError", "too-large", "0x100000fff does not fit in a core of 32 bits"],
    ],
  ])("%s", async (_title, content, pid, error) => {
    expect(await refusal(content, pid)).toEqual(error);
  });

  it("if it were out of proportion to the checkpoint", async () => {
    // Each area maps the same 64 pages of a segment: a few bytes of an image become 256 KiB.
    const vmas = Array.from({ length: 2000 }, (_, i) =>
      area(0x1000_0000n + BigInt(i * 65 * PAGE), 64, { status: 0x101, flags: 0x21, shmid: 5n }),
    );
    const images = {
      "pagemap-shmem-5.img": {
        ...{ image: "SHMEM_PAGEMAP" as const, first: { pages_id: 2 } },
        entries: [{ vaddr: 0n, nr_pages: 64n, compat_nr_pages: 0, flags: 4 }],
      },
      "pages-2.img": { image: "PAGES" as const, rest: new Uint8Array(64 * PAGE) },
    };
    expect(await refusal({ cores: one, mm: mm(vmas), images })).toEqual([
      ...["CoreError", "too-large"],
      expect.stringMatching(/^the core would have 524\d{6} bytes, more than 1024 times those of the checkpoint$/),
    ]);
    expect(await refusal({ cores: one, mm: mm(vmas.slice(0, 10)), images })).toBe("made");
  });

  it("if a page ends before it is written", async () => {
    const images = { "pages-1.img": { image: "PAGES", rest: new Uint8Array(10) } } as const;
    const core = await openCore(made({ cores: one, images }), PID);
    expect(core.missing).toEqual({ lost: BigInt(PAGE) });
  });
});

/** A thread of AArch64 with a register less. */
function short(): Partial<CoreEntry> {
  const { ti_aarch64 } = ARM64;
  if (ti_aarch64 === undefined) throw new Error("no registers");
  return {
    ...ARM64,
    ti_aarch64: { ...ti_aarch64, gpregs: { ...ti_aarch64.gpregs, regs: ti_aarch64.gpregs.regs.slice(1) } },
  };
}
