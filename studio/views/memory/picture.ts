import type { AreaRow } from "./areas.ts";

/** Kinds of sources in the order of the picture. */
export const KINDS = ["here", "parent", "file", "zeros", "no-access", "lazy", "no-parent", "lost"] as const;

/** A rectangle of the picture, for the bytes of an area with one kind of source. */
interface Slice {
  readonly kind: string;
  readonly x: number;
  readonly width: number;
}

/** An area in the picture. */
export interface Bar {
  /** Index of the area. */
  readonly area: number;
  /** Line of the picture, from 0. */
  readonly line: number;
  readonly x: number;
  readonly width: number;
  readonly slices: readonly Slice[];
}

/** Picture of an address space. */
export interface Picture {
  readonly bars: readonly Bar[];
  readonly lines: number;
}

/** Most areas in the picture; a process with more has a list alone. */
export const MOST_AREAS = 4000;

/** Weight of all bars in a line, and most lines. */
const PER_LINE = 420;
const LINES = 8;

/**
 * Lays out areas in the order of their addresses, in lines of the width 1. The width of an area grows with the logarithm of
 * its size, because areas of a page stand beside some of terabytes. A gap between areas is shown in the same way.
 */
export function pictureOf(areas: readonly AreaRow[], pageSize: number): Picture {
  const shown = areas.slice(0, MOST_AREAS);
  const weights = shown.map(({ start, end }) => 2 + pagesLog(end - start, pageSize));
  const gaps = shown.map(({ start }, i) => {
    const before = shown[i - 1]?.end ?? start;
    return start === before ? 0.4 : Math.min(6, 1 + pagesLog(start - before, pageSize) / 6);
  });
  const total = weights.reduce((sum, weight, i) => sum + weight + (gaps[i] ?? 0), 0);
  const lines = Math.max(1, Math.min(LINES, Math.ceil(total / PER_LINE)));
  const perLine = total / lines;
  let at = 0;
  const bars = shown.map((area, i): Bar => {
    const weight = weights[i] ?? 0;
    at += gaps[i] ?? 0;
    // An area begins in the line with its middle, and is cut at its ends.
    const line = Math.min(lines - 1, Math.floor((at + weight / 2) / perLine));
    const from = Math.max(0, at / perLine - line);
    at += weight;
    const to = Math.min(1, at / perLine - line);
    return { area: i, line, x: from, width: to - from, slices: slicesOf(area, from, to - from) };
  });
  return { bars, lines };
}

function pagesLog(bytes: bigint, pageSize: number): number {
  return Math.log2(Math.max(1, Number(bytes) / pageSize));
}

function slicesOf({ bytes }: AreaRow, x: number, width: number): Slice[] {
  const total = Object.values(bytes).reduce((sum, count) => sum + count, 0);
  let at = x;
  return KINDS.flatMap((kind): Slice[] => {
    const count = bytes[kind] ?? 0;
    if (count === 0) return [];
    const slice = { kind, x: at, width: (count / total) * width };
    at += slice.width;
    return [slice];
  });
}

/** Adds up the bytes of all areas by the kind of their source. */
export function totals(areas: readonly AreaRow[]): readonly (readonly [kind: string, bytes: number])[] {
  return KINDS.map((kind) => [kind, areas.reduce((sum, { bytes }) => sum + (bytes[kind] ?? 0), 0)] as const).filter(
    ([, bytes]) => bytes > 0,
  );
}

/** Neighbouring cells of one kind. */
interface Run {
  readonly kind: string;
  readonly from: number;
  /** First cell after the run. */
  readonly to: number;
}

/** Joins neighbouring cells of one kind. */
export function runsOf(kinds: readonly string[]): readonly Run[] {
  const starts = kinds.flatMap((kind, i) => (kind === kinds[i - 1] ? [] : [i]));
  return starts.map((from, i) => ({ kind: kinds[from] ?? "", from, to: starts[i + 1] ?? kinds.length }));
}
