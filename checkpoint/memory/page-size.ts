import type { ImageName } from "criu-images/all";
import type { Checkpoint } from "../open/checkpoint.ts";
import { Facts } from "../relations/conditions.ts";
import { type Extent, ExtentReader, placeAfter } from "../relations/extent.ts";
import type { Format } from "../relations/format.ts";
import { readImage } from "../relations/pass.ts";
import { Shapes } from "../relations/shape.ts";
import { type AuxEntry, auxValue } from "./auxv.ts";

/** Size of a page if nothing tells it, in bytes. */
export const USUAL = 4096;

/**
 * Returns the size of a page in bytes, by the auxiliary vector of a process: kernels of one architecture can differ, such
 * as those of aarch64 with pages of 4, 16 or 64 KiB. CRIU itself asks the kernel.
 *
 * @returns `undefined` if the vector does not have it
 */
export function pageSizeIn(auxv: readonly AuxEntry[]): number | undefined {
  const size = Number(auxValue(auxv, "PAGESZ") ?? 0n);
  return isPageSize(size) ? size : undefined;
}

/** Returns whether a size is a power of two between 4 KiB and 1 MiB. */
function isPageSize(size: number): boolean {
  return size >= USUAL && size <= 1 << 20 && Number.isInteger(Math.log2(size));
}

/**
 * Returns the size of a page with which the runs of a process fill their file of pages.
 *
 * @returns `undefined` if none of the possible sizes does, or there are no pages
 * @throws {ImageError} if the image of the runs is not valid
 */
export async function pageSizeByFile(checkpoint: Checkpoint, pid: number, format: Format): Promise<number | undefined> {
  const image = Object.keys(format.spaces["process"]?.files ?? {}).find((name) => format.extents[name] !== undefined);
  const rule = image === undefined ? undefined : format.extents[image];
  const file = image === undefined ? undefined : checkpoint.find(image as ImageName, pid);
  if (rule === undefined || file === undefined) return undefined;
  const reader = new ExtentReader(rule, new Facts(format));
  const extents: Extent[] = [];
  let target: number | bigint | undefined;
  await readImage(checkpoint, file, { format, shapes: new Shapes(format) }, ({ message, entry }) => {
    target ??= reader.target(message)?.value;
    if (entry !== undefined) extents.push(reader.read(message, pid));
  });
  const pages = target === undefined ? undefined : checkpoint.find(rule.of as ImageName, target);
  const endWith = (unit: number): bigint =>
    extents.reduce((end, extent) => placeAfter(end, extent, BigInt(unit))[1], 0n);
  const sizes = format.units[rule.unit]?.sizes ?? [];
  return sizes.find((unit) => pages !== undefined && pages.size > 0 && endWith(unit) === BigInt(pages.size));
}
