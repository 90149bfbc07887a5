import { shownFolder } from "../files/shown-folder.ts";
import type { PackagePart } from "../model/config.ts";
import type { Naming } from "../model/naming.ts";
import type { Problem } from "../model/problem.ts";
import { isModule, loadTarget } from "../targets/outside.ts";
import type { Target } from "../targets/target.ts";
import { DEFAULT_TARGET, TARGETS, targetNamed } from "../targets/targets.ts";
import { didYouMean } from "../text/suggest.ts";
import { below, type CritgenConfig, type PackageConfig } from "./file.ts";

/** A problem without a place. */
export type Bare = Omit<Problem, "at">;

/** A target, or the reason why there is none. */
export type FoundTarget = { readonly target: Target } | { readonly problem: Bare };

/**
 * Returns a target by its name, or by the path of its module; the default one without. A module is loaded: its code
 * runs.
 *
 * @param folder folder that paths are relative to
 */
export async function targetOf(name: string | undefined, folder: string): Promise<FoundTarget> {
  if (name === undefined) return { target: DEFAULT_TARGET };
  if (isModule(name)) return targetAt(below(folder, name));
  const target = targetNamed(name);
  return target === undefined ? { problem: unknown(name) } : { target };
}

async function targetAt(path: string): Promise<FoundTarget> {
  try {
    return { target: await loadTarget(path) };
  } catch (error) {
    const message = `${shownFolder(path)} cannot be a target: ${(error as Error).message}`;
    return { problem: { code: "bad-target", message, hint: "docs/targets.md describes a target" } };
  }
}

function unknown(name: string): Bare {
  const known = Object.keys(TARGETS);
  const path = "write the path of a module as ./my-target.mjs";
  const hint = didYouMean(name.toLowerCase(), known) ?? `known: ${known.join(", ")}; ${path}`;
  return { code: "unknown-target", message: `critgen has no target \`${name}\``, hint };
}

/** Returns the rules for names of all critgen's own targets in a config. No module of a target is loaded. */
export function namingsIn({ target, packages = [{}] }: CritgenConfig): Naming[] {
  const names = packages.map((one) => one.target ?? target ?? "");
  return [...new Set(names.map((name) => targetNamed(name) ?? DEFAULT_TARGET))].map(({ naming }) => naming);
}

/** Returns the problem of a part that packages of a target cannot have. */
export function problemOfPart({ naming, parts }: Target, part: PackagePart): Bare | undefined {
  if (parts.includes(part)) return undefined;
  const message = `packages of ${naming.language} have no part \`${part}\``;
  return { code: "bad-value", message, hint: `they have: ${parts.join(", ")}` };
}

/** Keys of packages that are compiled, and the reasons why others lack them. */
const COMPILED = { output: "is its sources", optional: "has no `undefined`" } as const;

/** Returns the problems of keys that only targets that compile packages have. */
export function* problemsOfKeys(
  raw: PackageConfig,
  { naming, build }: Target,
): Generator<Bare & { readonly key: string }> {
  if (build !== undefined) return;
  for (const [key, reason] of Object.entries(COMPILED)) {
    if (raw[key as keyof typeof COMPILED] === undefined) continue;
    const message = `a package of ${naming.language} ${reason}: it has no \`${key}\``;
    yield { code: "bad-value", message, hint: "remove the key", key };
  }
}
