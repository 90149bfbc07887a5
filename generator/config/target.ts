import type { Part } from "../model/config.ts";
import type { Problem } from "../model/problem.ts";
import type { Target } from "../targets/target.ts";
import { DEFAULT_TARGET, TARGETS, targetNamed } from "../targets/targets.ts";
import { didYouMean } from "../text/suggest.ts";

/** A problem without a place. */
type Bare = Omit<Problem, "at">;

/** Returns the problem of a target's name, if there is no such target. */
export function problemOfTarget(name: string): Bare | undefined {
  if (targetNamed(name) !== undefined) return undefined;
  const known = Object.keys(TARGETS);
  const hint = didYouMean(name.toLowerCase(), known) ?? `known: ${known.join(", ")}`;
  return { code: "unknown-target", message: `critgen has no target \`${name}\``, hint };
}

/** Returns a target by its name: the default one if none is named. */
export function targetOf(name: string | undefined): Target {
  return name === undefined ? DEFAULT_TARGET : (targetNamed(name) ?? DEFAULT_TARGET);
}

/** Returns the problem of a part that packages of a target cannot have. */
export function problemOfPart({ naming, parts }: Target, part: Part): Bare | undefined {
  if (parts.includes(part)) return undefined;
  const message = `packages of ${naming.language} have no part \`${part}\``;
  return { code: "bad-value", message, hint: `they have: ${parts.join(", ")}` };
}

/** Returns the problem of `output`, which only targets that compile packages have. */
export function problemOfOutput({ naming, build }: Target): Bare | undefined {
  if (build !== undefined) return undefined;
  const message = `a package of ${naming.language} is its sources: it has no \`output\``;
  return { code: "bad-value", message, hint: "remove the key" };
}
