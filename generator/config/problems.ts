import type { YamlSource } from "../load/source.ts";
import type { Problem } from "../model/problem.ts";
import type { Target } from "../targets/target.ts";
import type { PackageConfig } from "./file.ts";
import { missingText } from "./license.ts";
import { type Bare, type FoundTarget, problemOfPart, problemsOfKeys } from "./target.ts";
import { problemOfLicense } from "./values.ts";

/** The rest of a package's config: its target, the text of its license, places, and the command line. */
interface Context {
  readonly found: FoundTarget;
  readonly licenseText: string | undefined;
  readonly source: YamlSource | undefined;
  readonly given: { readonly target?: string | undefined; readonly name?: string | undefined };
}

/**
 * Returns the problems of a package's values, which have the right shape.
 *
 * @throws {Error} if a value of the command line is the problem: it has no place
 */
export function problemsOf(raw: PackageConfig, { found, licenseText, source, given }: Context): Problem[] {
  if ("problem" in found) {
    if (source === undefined || given.target !== undefined) throw bare(found.problem);
    return [{ ...found.problem, at: source.at(["target"]) }];
  }
  const { target } = found;
  if (given.name !== undefined) refuseBadName(given.name, target);
  if (source === undefined) return [];
  return [
    ...targetProblems(raw, target, source),
    ...licenseProblems(raw, licenseText, source),
    ...(target.build === undefined ? [] : missingName(raw, source)),
  ];
}

function bare({ message, hint }: Bare): Error {
  return new Error(`${message}; ${hint}`);
}

/** Refuses a bad package name on the command line, because no JSON Schema has checked it. */
export function refuseBadName(name: string | undefined, { packageName }: Target): void {
  const problem = name === undefined ? undefined : packageName.problemOf(name);
  if (problem !== undefined) throw new Error(`${problem}; write one such as ${packageName.example}`);
}

/** Yields problems of values that a target does not have. */
function* targetProblems(raw: PackageConfig, target: Target, source: YamlSource): Generator<Problem> {
  const message = raw.name === undefined ? undefined : target.packageName.problemOf(raw.name);
  if (message !== undefined) yield { code: "bad-value", message, at: source.at(["name"]) };
  for (const [i, part] of (raw.parts ?? []).entries()) {
    const problem = problemOfPart(target, part);
    if (problem !== undefined) yield { ...problem, at: source.at(["parts", i]) };
  }
  for (const { key, ...problem } of problemsOfKeys(raw, target)) yield { ...problem, at: source.at([key], "key") };
}

function* missingName({ name, output }: PackageConfig, source: YamlSource): Generator<Problem> {
  if (output !== "package" || name !== undefined) return;
  const hint = "add `name`, or write `output: sources` for modules without a package";
  yield { code: "missing-key", message: "a package must have a `name`", hint, at: source.at(["output"], "key") };
}

/** Yields problems of a license that has the right shape, but that a registry would refuse. */
function* licenseProblems(
  { license }: PackageConfig,
  text: string | undefined,
  source: YamlSource,
): Generator<Problem> {
  if (license === undefined) return;
  const bad = problemOfLicense(license);
  if (bad !== undefined) yield { code: "bad-value", message: bad, at: source.at(["license"]) };
  const missing = missingText(license, text);
  if (bad === undefined && missing) yield { code: "missing-license", ...missing, at: source.at(["license"]) };
}
