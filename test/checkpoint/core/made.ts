import { Checkpoint, memoryBytes, type Store } from "criu-checkpoint";
import { type AnyImage, encodeAnyImage } from "criu-images/all";
import type { CoreEntry } from "criu-images/messages/core-entry";
import type { MmEntry } from "criu-images/messages/mm-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";

/* Makes images of a process by hand. */

export const PAGE = 4096;

/** Pid of the process. */
export const PID = 7;

/** Address of the only area, and the text at its begin. */
export const ADDRESS = 0x1_0000n;
export const TEXT = "a text in memory";

/** VMA_AREA_REGULAR and VMA_ANON_PRIVATE */
const PRIVATE = 0x201;

export function area(start: bigint, pages: number, more: Partial<VmaEntry> = {}): VmaEntry {
  const end = start + BigInt(pages * PAGE);
  return { start, end, pgoff: 0n, shmid: 0n, prot: 3, flags: 0x22, status: PRIVATE, fd: -1n, ...more };
}

export function mm(vmas: VmaEntry[], mm_saved_auxv: bigint[] = []): MmEntry {
  return {
    ...{ mm_start_code: 0n, mm_end_code: 0n, mm_start_data: 0n, mm_end_data: 0n, mm_start_stack: 0n },
    ...{ mm_start_brk: 0n, mm_brk: 0n, mm_arg_start: ADDRESS, mm_arg_end: ADDRESS + BigInt(TEXT.length + 1) },
    ...{ mm_env_start: 0n, mm_env_end: 0n, exe_file_id: 0, mm_saved_auxv, vmas, aios: [] },
  };
}

/** Content of a checkpoint; by default one thread with a page of memory. */
export interface Made {
  readonly cores: ReadonlyMap<number, Partial<CoreEntry>>;
  readonly byteOrder?: "little" | "big";
  readonly mm?: MmEntry;
  /** Images that replace others, or are added; `undefined` leaves one out. */
  readonly images?: Readonly<Record<string, AnyImage | undefined>>;
}

const CREDS: NonNullable<NonNullable<CoreEntry["thread_core"]>["creds"]> = {
  ...{ uid: 1000, gid: 1001, euid: 0, egid: 0, suid: 0, sgid: 0, fsuid: 0, fsgid: 0, secbits: 0 },
  ...{ cap_inh: [], cap_prm: [], cap_eff: [], cap_bnd: [], groups: [], cap_amb: [] },
};

/** Facts of the process beside its registers. */
const TASK: NonNullable<CoreEntry["tc"]> = {
  ...{ task_state: 1, exit_code: 0, personality: 0, flags: 0x40_0040, blk_sigset: 0x1_0002n, comm: "made" },
  sigactions: [],
};

/** Returns the files of a checkpoint by name. */
export function filesOf({ cores, byteOrder = "little", images = {}, ...given }: Made): Map<string, Uint8Array> {
  const threads = [...cores.keys()];
  const page = Buffer.alloc(PAGE);
  page.write(TEXT);
  const all: Record<string, AnyImage | undefined> = {
    "inventory.img": { image: "INVENTORY", entries: [{ img_version: 2 }] },
    "pstree.img": { image: "PSTREE", entries: [{ pid: PID, ppid: 3, pgid: 5, sid: 4, threads }] },
    [`mm-${PID}.img`]: { image: "MM", entries: [given.mm ?? mm([area(ADDRESS, 1)])] },
    [`pagemap-${PID}.img`]: {
      ...{ image: "PAGEMAP", first: { pages_id: 1 } },
      entries: [{ vaddr: ADDRESS, nr_pages: 1n, compat_nr_pages: 0, flags: 4 }],
    },
    "pages-1.img": { image: "PAGES", rest: page },
  };
  for (const [id, core] of cores) {
    const thread_core = {
      ...{ futex_rla: 0n, futex_rla_len: 0, sched_nice: -5, creds: CREDS },
      ...(id !== PID && { blk_sigset: 0x4n }),
    };
    const entry = { mtype: 1, thread_core, ...(id === PID && { tc: TASK }), ...core } as CoreEntry;
    all[`core-${id}.img`] = { image: "CORE", entries: [entry] };
  }
  const files = new Map<string, Uint8Array>();
  for (const [name, image] of Object.entries({ ...all, ...images })) {
    if (image !== undefined) files.set(name, encodeAnyImage(image, { byteOrder }));
  }
  return files;
}

/** Opens a checkpoint in memory. */
export function made(content: Made): Checkpoint {
  return new Checkpoint(storeOf(filesOf(content)), "");
}

function storeOf(images: ReadonlyMap<string, Uint8Array>): Store {
  const files = new Map([...images].map(([name, { length }]) => [name, { name, kind: "file" as const, size: length }]));
  return {
    ...{ form: "memory", files, problems: [], annotations: new Map(), close: async () => {} },
    bytes: (name) => memoryBytes(images.get(name) ?? new Uint8Array()),
  };
}
