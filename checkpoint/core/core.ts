import { joined } from "../bytes/bytes.ts";
import { type Memory, type MemoryOptions, openMemory } from "../memory/memory.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { headers, headersSize, type ProgramHeader } from "./elf/headers.ts";
import { CoreError } from "./error.ts";
import { type Hole, withHoles } from "./holes.ts";
import { fileNotes } from "./notes/files.ts";
import { noteBytes } from "./notes/note.ts";
import { auxvNote, infoNote } from "./notes/process.ts";
import { threadNotes } from "./notes/thread.ts";
import { type Missing, type Segment, segmentsOf } from "./segments.ts";
import { type Process, readProcess } from "./threads.ts";

/** A core of a process: an ELF file for debuggers. */
export interface Core {
  /** Number of bytes. */
  readonly size: number;
  /** Memory that the checkpoint lacks although it had content, in bytes by the reason. A debugger cannot read it. */
  readonly missing: Missing;
  /**
   * Writes the file, in pieces of up to 1 MiB.
   *
   * @throws {MemoryError} if pages cannot be read; also the errors of the store
   */
  pieces(): AsyncGenerator<Uint8Array | Hole>;
}

/**
 * Makes a core of a process, with the layout of the kernel (fs/binfmt_elf.c): notes for each thread, the main one first,
 * and a segment for each area. `Segment` says how areas become segments.
 *
 * Threads have the registers of their images. CRIU rewinds a thread in a system call, so that the call starts again:
 * the program counter is that of the instruction that calls, and the register of the result has the number of the call,
 * or EINTR. Backtraces are right all the same, because both addresses are in the same function.
 *
 * @throws {CoreError} if the process or one of its images is missing, if its registers cannot be written, or if it is
 * too large for its architecture
 * @throws {MemoryError} `no-process`, `bad-areas`, `bad-runs`, `bad-form`
 * @throws {ImageError} if an image is not valid
 */
export async function openCore(checkpoint: Checkpoint, pid: number, options?: MemoryOptions): Promise<Core> {
  const process = await readProcess(checkpoint, pid);
  const memory = await openMemory(checkpoint, pid, options);
  const notes = await notesOf(process, memory);
  const { segments, missing } = await segmentsOf(memory);
  const start = headersSize(process.words, segments.length + 1);
  const first = start + notes.length + (-(start + notes.length) & (memory.pageSize - 1));
  const headed = programHeaders(segments, { start, size: notes.length, first, pageSize: memory.pageSize });
  const begin = joined([headers(process.machine, process.words, headed), notes]);
  const size = segments.reduce((sum, { start, held }) => sum + Number(held - start), first);
  refuseLarge(checkpoint, size);
  return { size, missing, pieces: () => piecesOf(memory, segments, begin, first) };
}

/** Most bytes of a core for each byte of the checkpoint: areas can share pages, and compressed ones become larger. */
const RATIO = 1024;

/** Refuses a core that would fill a disk: areas that map the same pages again and again. */
function refuseLarge(checkpoint: Checkpoint, size: number): void {
  let given = 0;
  for (let one: Checkpoint | undefined = checkpoint; one !== undefined; one = one.parent) {
    for (const file of one.store.files.values()) given += file.size;
  }
  if (size <= RATIO * given) return;
  throw new CoreError(
    "too-large",
    `the core would have ${size} bytes, more than ${RATIO} times those of the checkpoint`,
  );
}

async function notesOf(process: Process, memory: Memory): Promise<Uint8Array> {
  const { words, main } = process;
  const ofProcess = [auxvNote(memory, words), ...(await fileNotes(memory, words))];
  const info = await infoNote(process, memory);
  const notes = process.threads.flatMap((thread) =>
    threadNotes(process, thread, thread === main ? [info, ...ofProcess] : []),
  );
  return joined(notes.map((note) => noteBytes(note, words)));
}

/** PT_LOAD, PT_NOTE */
const LOAD = 1;
const NOTE = 4;

/** Places in the file: of the notes, and of the bytes of the first segment. */
interface Places {
  readonly start: number;
  readonly size: number;
  readonly first: number;
  readonly pageSize: number;
}

function programHeaders(segments: readonly Segment[], { start, size, first, pageSize }: Places): ProgramHeader[] {
  const notes = { type: NOTE, flags: 0, offset: start, address: 0n, fileSize: size, memorySize: 0n, align: 4 };
  let offset = first;
  const loads = segments.map((segment) => {
    const fileSize = segment.held - segment.start;
    const header = { type: LOAD, flags: flagsOf(segment), offset, address: segment.start, fileSize };
    offset += Number(fileSize);
    return { ...header, memorySize: segment.end - segment.start, align: pageSize };
  });
  return [notes, ...loads];
}

/** Returns the flags PF_* of a segment: PF_X and PF_R have the places that PROT_READ and PROT_EXEC change. */
function flagsOf({ prot }: Segment): number {
  return ((prot & 1) << 2) | (prot & 2) | ((prot & 4) >> 2);
}

/** Size of the pieces, in bytes. */
const PIECE = 1 << 20;

async function* piecesOf(
  memory: Memory,
  segments: readonly Segment[],
  begin: Uint8Array,
  first: number,
): AsyncGenerator<Uint8Array | Hole> {
  yield begin;
  if (first > begin.length) yield { zeros: first - begin.length };
  for (const { start, held } of segments) {
    for await (const piece of memory.pieces(start, held)) {
      const size = Number(piece.end - piece.start);
      if (piece.source.kind === "zeros") yield { zeros: size };
      else yield* bytesOf(memory, piece.start, size);
    }
  }
}

async function* bytesOf(memory: Memory, address: bigint, size: number): AsyncGenerator<Uint8Array | Hole> {
  for (let at = 0; at < size; at += PIECE) {
    const bytes = await memory.read(address + BigInt(at), Math.min(PIECE, size - at));
    yield* withHoles(bytes, memory.pageSize);
  }
}
