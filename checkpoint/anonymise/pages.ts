import type { ImageName } from "criu-images/all";
import { usualSize } from "../memory/flatten.ts";
import { USUAL } from "../memory/page-size.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { SourceError } from "../open/error.ts";
import { Facts } from "../relations/conditions.ts";
import { type Extent, ExtentReader, placeAfter } from "../relations/extent.ts";
import { FORMAT } from "../relations/format.ts";
import { readImage } from "../relations/pass.ts";
import { idOf } from "../relations/place.ts";
import { Shapes } from "../relations/shape.ts";
import { classOf, UNKNOWN } from "./classes.ts";

/** Runs that are stored in blocks, whose fields the schema need not declare. */
export interface StoredBlocks {
  /** Files whose unknown fields describe blocks, and nothing else. */
  readonly described: ReadonlySet<string>;
  /** Sizes that files of pages have without blocks, in bytes. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Tells whether the pages that the runs of an image place stay as they are. */
export function keepsPages(image: ImageName, kept: ReadonlySet<string>): boolean {
  const pages = FORMAT.extents[image]?.of;
  return pages !== undefined && kept.has((classOf(pages, pages) ?? UNKNOWN).name);
}

/** Unpacked bytes for each stored one, and those that need not be stored: an archive has the same limits. */
const RATIO = 1000;
const FREE = 2 ** 30;

/**
 * Finds runs that are stored in blocks.
 *
 * @param kept classes of content that stays as it is
 * @throws {SourceError} `too-large` if they unpack to far more bytes than are stored
 */
export async function blocksIn(checkpoint: Checkpoint, kept: ReadonlySet<string>): Promise<StoredBlocks> {
  const described = new Set<string>();
  const sizes = new Map<string, number>();
  const shapes = new Shapes(FORMAT);
  const unit = BigInt((await usualSize(checkpoint).catch(() => undefined)) ?? USUAL);
  for (const file of checkpoint.images) {
    const rule = FORMAT.extents[file.image];
    if (rule === undefined) continue;
    const reader = new ExtentReader(rule, new Facts(FORMAT));
    const runs: Extent[] = [];
    let target: number | bigint | undefined;
    await readImage(checkpoint, file, { format: FORMAT, shapes }, ({ message, entry }) => {
      target ??= reader.target(message)?.value;
      if (entry !== undefined) runs.push(reader.read(message, idOf(file)));
    }).catch(() => undefined);
    if (!runs.some(({ blocks }) => blocks !== undefined)) continue;
    if (runs.every(({ isStrange }) => !isStrange)) described.add(file.file);
    const pages = target === undefined ? undefined : checkpoint.find(rule.of as ImageName, target);
    if (pages !== undefined && !keepsPages(file.image, kept))
      sizes.set(pages.file, sizeWithout(runs, unit, pages.size));
  }
  return { described, sizes };
}

function sizeWithout(runs: readonly Extent[], unit: bigint, stored: number): number {
  const size = Number(runs.reduce((end, run) => placeAfter(end, { ...run, blocks: undefined }, unit)[1], 0n));
  if (size <= Math.max(FREE, RATIO * stored)) return size;
  throw new SourceError(
    "too-large",
    `pages of ${stored} bytes unpack to ${size}: keep the memory, or flatten it first`,
  );
}
