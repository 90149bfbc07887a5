import { type Memory, MemoryError, type Piece } from "criu-checkpoint";
import { pathAt } from "../../../inspect/memory/path.ts";
import { hexText } from "../../parts/text.ts";

/** A piece of memory as the page shows it: its bytes, or the reason for which there are none. */
export interface ReadPiece {
  readonly start: bigint;
  /** First address after the piece. */
  readonly end: bigint;
  /** Source of the bytes: `here`, `parent`, `zeros`, `file`, `lazy`, `lost` … */
  readonly kind: string;
  readonly bytes?: Uint8Array;
  /** Reason why there are no bytes. */
  readonly reason?: string;
}

/** Most bytes that are read at once. */
const MOST = 1 << 16;

/** Reads a range of memory. Nothing is thrown for bytes that are missing. @throws {RangeError} if it has more than 64 KiB */
export async function readPieces(memory: Memory, from: bigint, to: bigint): Promise<ReadPiece[]> {
  if (to - from > BigInt(MOST)) throw new RangeError(`a range has at most ${MOST} bytes; found ${to - from}`);
  const pieces: ReadPiece[] = [];
  for await (const piece of memory.pieces(from, to)) pieces.push(await readPiece(memory, piece));
  return pieces;
}

async function readPiece(memory: Memory, piece: Piece): Promise<ReadPiece> {
  const { start, end } = piece;
  const kind = kindOf(piece);
  const reason = await reasonOf(memory, piece);
  if (reason !== undefined) return { start, end, kind, reason };
  try {
    return { start, end, kind, bytes: (await memory.read(start, Number(end - start))).slice() };
  } catch (error) {
    if (!(error instanceof MemoryError)) throw error;
    return { start, end, kind: "lost", reason: error.message };
  }
}

/** Returns the kind of the source of a piece, as a tally counts it. */
export function kindOf({ source }: Piece): string {
  return source.kind === "pages" ? (source.level === 0 ? "here" : "parent") : source.kind;
}

/** Remedy for a folder without the link to the parent. */
const NO_LINKS = "A browser reads no links of folders: open the parent too, and choose it in Overview.";

/** Returns the reason for which the bytes of a piece are missing; `undefined` if they are not. */
async function reasonOf(memory: Memory, { start, source }: Piece): Promise<string | undefined> {
  switch (source.kind) {
    case "pages":
    case "zeros":
      return undefined;
    case "file": {
      const path = (await pathAt(memory, start)) ?? `file ${source.id}`;
      return `Not in the checkpoint: the process has not changed this part of ${path}, from ${hexText(source.offset)} on.`;
    }
    case "lazy":
      return "Not in the checkpoint: the page was left to be sent later (lazy pages).";
    case "no-parent":
      return source.target === undefined
        ? `The page lies in a parent that is not here. ${NO_LINKS}`
        : `The page lies in a parent that is not here: ${source.target}.`;
    case "lost":
      return `The page is lost: ${source.reason}.`;
    case "no-access":
      return "The kernel provides this memory, or forbids access to it.";
    case "unmapped":
      return "No area of the process has this address.";
  }
}
