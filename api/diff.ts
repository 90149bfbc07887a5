import { type Format, formatOfModel } from "../generator/model/format/format.ts";
import type { Model } from "../generator/model/model.ts";
import { type Allowable, diffFormats, isRefused } from "../upstream/diff/diff.ts";
import { dataOf, type FormatChange } from "../upstream/diff/json.ts";
import { withKnownPlaces } from "../upstream/diff/known-places.ts";
import { openFormat } from "../upstream/diff/open.ts";
import { uncompared } from "../upstream/diff/uncompared.ts";
import type { Pause } from "./steps.ts";

/** A format: a folder with a schema or CRIU's source, `REV:DIR`, a revision of the other side, or a loaded model. */
export type FormatSource = string | Model;

/** Options of a comparison. */
export interface DiffOptions {
  /** Classes of breaks that are not refused. */
  readonly allow?: readonly Allowable[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Differences between two formats. */
export interface FormatDifference {
  readonly changes: readonly FormatChange[];
  /** .proto files of source trees that differ too, yet belong to no image: paths in the newer tree. */
  readonly uncompared: readonly string[];
}

export async function diff(
  before: FormatSource,
  after: FormatSource,
  { allow = [] }: DiffOptions,
  pause: Pause,
): Promise<FormatDifference> {
  const from = open(before, after);
  await pause();
  const to = open(after, before);
  await pause();
  const changes = dataOf(diffFormats(from, to), (change) => isRefused(change, allow));
  return { changes, uncompared: uncompared(from, to) };
}

function open(what: FormatSource, other: FormatSource): Format {
  if (typeof what !== "string") return withKnownPlaces(formatOfModel(what));
  return openFormat(what, typeof other === "string" ? other : ".");
}
