import type { RelationExtents } from "criu-images/relations";
import type { ImageFile } from "../images/images.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { type Blocks, blocksFault } from "../relations/blocks.ts";
import { Facts } from "../relations/conditions.ts";
import { type Extent, type ExtentPlace, ExtentReader, placeAfter } from "../relations/extent.ts";
import type { Format } from "../relations/format.ts";
import type { Id } from "../relations/message.ts";
import { readImage } from "../relations/pass.ts";
import { idOf } from "../relations/place.ts";
import type { Shapes } from "../relations/shape.ts";
import { MemoryError } from "./error.ts";

/** A run of pages. */
export interface Run {
  /** First address. */
  readonly start: bigint;
  /** First address after the run. */
  readonly end: bigint;
  /** Place of its bytes: in this checkpoint, in its parent, or nowhere. */
  readonly place: ExtentPlace;
  /** Offset of its first byte in the file of pages; meaningless unless `here`. */
  readonly offset: number;
  /** Blocks that have its bytes, if it is compressed. */
  readonly blocks: Blocks | undefined;
}

/** Runs of an image, and the id of the file with their bytes. */
export interface ReadRuns {
  readonly runs: readonly Run[];
  readonly target: Id | undefined;
}

/** Format of the images, and a size that depends on the machine. */
export interface RunFormat {
  readonly format: Format;
  readonly shapes: Shapes;
  /** Number of bytes in a page. */
  readonly pageSize: number;
}

/**
 * Reads the runs of pages that an image describes.
 *
 * @throws {MemoryError} `bad-runs` if they do not ascend, or overlap; `bad-form` if their pages cannot be located
 * @throws {ImageError} if the image is not valid
 */
export async function readRuns(
  checkpoint: Checkpoint,
  file: ImageFile,
  rule: RelationExtents,
  from: RunFormat,
): Promise<ReadRuns> {
  const reader = new ExtentReader(rule, new Facts(from.format));
  const list = new RunList(file.file, from.pageSize);
  let target: Id | undefined;
  await readImage(checkpoint, file, from, ({ message, entry }) => {
    target ??= reader.target(message)?.value;
    if (entry !== undefined) list.add(reader.read(message, idOf(file)));
  });
  return { runs: list.runs, target };
}

class RunList {
  readonly runs: Run[] = [];
  readonly #file: string;
  readonly #pageSize: number;
  #stored = 0n;

  constructor(file: string, pageSize: number) {
    this.#file = file;
    this.#pageSize = pageSize;
  }

  add(extent: Extent): void {
    const { address: start, count, to: place, blocks } = extent;
    if (extent.isStrange) throw new MemoryError("bad-form", `${this.#place} ${STRANGE}`);
    if (start < (this.runs.at(-1)?.end ?? 0n))
      throw new MemoryError("bad-runs", `${this.#place} begins before the end of the run before it`, start);
    const fault = blocks && blocksFault(blocks, count, this.#pageSize);
    if (fault !== undefined)
      throw new MemoryError("bad-form", `${this.#place} is stored in blocks, and ${fault}: ${DAMAGED}`);
    const unit = BigInt(this.#pageSize);
    const [from, to] = placeAfter(this.#stored, extent, unit);
    this.#stored = to;
    this.runs.push({ start, end: start + count * unit, place, offset: Number(from), blocks });
  }

  get #place(): string {
    return `${this.#file}: entry ${this.runs.length}`;
  }
}

const STRANGE =
  "has unknown fields, and its pages cannot be located: read the checkpoint with the schema of the release that wrote it";

const DAMAGED = "it is damaged, or needs the schema of the release that wrote it";
