import type { YamlSource } from "../load/source.ts";
import { DEFAULT_TARGET_NAME } from "../targets/targets.ts";
import { didYouMean } from "../text/suggest.ts";
import { type ConfigFile, DEFAULT_OUT, type PackageConfig } from "./file.ts";

/** A package of a config: its keys with those that all packages share, and their places. */
export interface Listed {
  readonly raw: PackageConfig;
  readonly source: YamlSource | undefined;
}

/**
 * Lists the packages of a config: one, unless it has a list of them.
 *
 * @param isList whether the list matters; if not, only the shared keys do
 */
export function listedIn({ raw, source }: ConfigFile, isList: boolean): readonly Listed[] {
  const { packages, schema: _, extend: __, ...shared } = raw;
  if (!isList || packages === undefined || source === undefined) return [{ raw: shared, source }];
  return packages.map((own, i) => ({ raw: { ...shared, ...own }, source: within(source, i, own) }));
}

/** Returns the source of one package: places of keys that it shares are those of the shared ones. */
function within(source: YamlSource, i: number, own: PackageConfig): YamlSource {
  const { packages: _, ...shared } = source.value as Readonly<Record<string, unknown>>;
  return {
    ...source,
    value: { ...shared, ...own },
    at: (path, what) => {
      const [key = ""] = path;
      const isShared = !Object.hasOwn(own, key) && Object.hasOwn(shared, key);
      return source.at(isShared ? path : ["packages", i, ...path], what);
    },
  };
}

/** Keys that the command line chooses packages by, if a config lists several. */
const CHOICES = ["target", "name", "out"] as const;
type Choice = Readonly<Partial<Record<(typeof CHOICES)[number], string | undefined>>>;

/**
 * Returns the packages that the command line chooses: all without a choice.
 *
 * @throws {Error} if there is no such package
 */
export function chosenPackages(all: readonly Listed[], given: Choice): readonly Listed[] {
  return CHOICES.reduce((left, key) => {
    const wanted = given[key];
    if (wanted === undefined) return left;
    const actual = ({ raw }: Listed): string | undefined => raw[key] ?? DEFAULTS[key];
    const found = left.filter((one) => actual(one) === wanted);
    if (found.length > 0) return found;
    const known = [...new Set(left.map(actual).filter((value) => value !== undefined))];
    const hint = didYouMean(wanted, known) ?? `they have: ${known.join(", ")}`;
    throw new Error(`none of the packages in critgen.yaml has the ${key} \`${wanted}\`; ${hint}`);
  }, all);
}

const DEFAULTS: Choice = { target: DEFAULT_TARGET_NAME, out: DEFAULT_OUT };
