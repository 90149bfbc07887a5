import type { Context } from "../context.ts";
import type { Difference, DifferenceOf, What } from "../difference.ts";
import { placedBy } from "../places.ts";

/**
 * What can break: `old files` are no longer read, or misread; `old readers` do not read, or misread, new files; `json`:
 * CRIU's JSON of the same image is another, or is no longer taken; `api`: programs that use the generated package.
 */
export type Break = "old files" | "old readers" | "json" | "api";

/** What a kind of difference breaks, and why. One difference can trip several rules. */
export interface Rule {
  /** Stable; docs/diff.md lists all. */
  readonly id: string;
  readonly title: string;
  /** None: it is told, but breaks nothing. */
  readonly breaks: readonly Break[];
  /** A sentence. */
  readonly why: string;
  readonly trips: (difference: Difference, context: Context) => boolean;
}

/** A rule on one kind of things. */
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

/** Trips where things of this kind became different in this way. */
export function when(kind: Difference["kind"]): (difference: Difference) => boolean {
  return (difference) => difference.kind === kind && difference.aspect === undefined;
}

/** Trips where this is different of a thing that is in both formats. */
export function where(aspect: NonNullable<Difference["aspect"]>): (difference: Difference) => boolean {
  return (difference) => difference.aspect === aspect;
}

/** Trips if what came places the bytes of an image, or may, as nobody has said. */
export function placing(isSaid: boolean): (difference: Difference, context: Context) => boolean {
  return (difference, { after }) => placedBy(difference, after)?.isSaid === isSaid;
}
