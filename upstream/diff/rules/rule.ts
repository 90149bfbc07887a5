import type { Context } from "../context.ts";
import type { Difference, DifferenceOf, What } from "../difference.ts";
import { placedBy } from "../places.ts";

/**
 * A way to break. `old files`: new readers refuse or misread them. `old readers`: they refuse or misread new files.
 * `json`: CRIU's JSON of the same image changes, or is no longer taken. `api`: programs that use the generated package
 * must change.
 */
export type Break = "old files" | "old readers" | "json" | "api";

/** A rule on one kind of difference. A difference can trip several rules. */
export interface Rule {
  /** Stable; docs/diff.md lists all. */
  readonly id: string;
  readonly title: string;
  /** Empty if the difference breaks nothing; it is reported all the same. */
  readonly breaks: readonly Break[];
  readonly why: string;
  readonly trips: (difference: Difference, context: Context) => boolean;
}

/** Makes a rule on one kind of definition. */
export function rule<W extends What>(
  what: W,
  id: string,
  breaks: readonly Break[],
  { title, why, trips }: Pick<Rule, "title" | "why"> & { readonly trips: Trips<W> },
): Rule {
  const isOf = (difference: Difference): difference is DifferenceOf<W> => difference.what === what;
  return { id, title, breaks, why, trips: (difference, context) => isOf(difference) && trips(difference, context) };
}

type Trips<W extends What> = (difference: DifferenceOf<W>, context: Context) => boolean;

/** Trips if a definition was added, removed, renamed or moved as `kind` says. */
export function when(kind: Difference["kind"]): (difference: Difference) => boolean {
  return (difference) => difference.kind === kind && difference.aspect === undefined;
}

/** Trips if this property of a definition in both formats differs. */
export function where(aspect: NonNullable<Difference["aspect"]>): (difference: Difference) => boolean {
  return (difference) => difference.aspect === aspect;
}

/** Trips if a new definition places bytes of an image, by a table (`isSaid`) or by a guess. */
export function placing(isSaid: boolean): (difference: Difference, context: Context) => boolean {
  return (difference, context) => placedBy(difference, context)?.isSaid === isSaid;
}
