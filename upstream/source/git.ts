import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { env } from "node:process";

export interface GitOptions {
  readonly input?: string;
  /** Environment variables for git, added to those of this process. */
  readonly more?: Readonly<Record<string, string>>;
}

/**
 * Runs git in a folder. Runs no program from the repository's own configuration, since the tree may be a stranger's, and
 * fetches nothing. Does not touch the work tree and the index.
 */
export function git(
  dir: string,
  args: readonly string[],
  { input = "", more = {} }: GitOptions = {},
): SpawnSyncReturns<Buffer> {
  return spawn(dir, args, input, { ...QUIET, ...settings([...HARMLESS, ...filtersOf(dir)]), ...more });
}

/** Keeps git from fetching objects that a partial clone lacks. */
const QUIET = { GIT_ALLOW_PROTOCOL: "", GIT_NO_LAZY_FETCH: "1" };

const HARMLESS: readonly Setting[] = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["log.showSignature", "false"],
];

type Setting = readonly [name: string, value: string];

/** Filters by folder. Cached: asking git takes as long as the command itself, and a tree runs many commands. */
const known = new Map<string, Setting[]>();

/** Returns settings that disable the filter programs of a repository. */
function filtersOf(dir: string): Setting[] {
  const filters = known.get(dir) ?? askFilters(dir);
  known.set(dir, filters);
  return filters;
}

function askFilters(dir: string): Setting[] {
  const words = ["config", "--null", "--name-only", "--get-regexp", "^filter\\."];
  const { stdout } = spawn(dir, words, "", settings(HARMLESS));
  return `${stdout ?? ""}`
    .split("\0")
    .filter((name) => name !== "")
    .map((name) => [name, ""]);
}

/** Returns settings as environment variables: they take precedence over those of any file. */
function settings(all: readonly Setting[]): Record<string, string> {
  const pairs = all.flatMap(([name, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, name],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return { GIT_CONFIG_COUNT: `${all.length}`, ...Object.fromEntries(pairs) };
}

function spawn(
  dir: string,
  args: readonly string[],
  input: string,
  more: Readonly<Record<string, string>>,
): SpawnSyncReturns<Buffer> {
  const words = ["--no-optional-locks", "-C", dir, ...args];
  return spawnSync("git", words, { input, maxBuffer: 2 ** 28, env: { ...ownEnvironment(), ...more } });
}

/** Variables of git's that name no repository: where its settings and programs are. */
const KEPT = /^GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|EXEC_PATH|CEILING_DIRECTORIES)$/;

/** Returns the environment without the repository that git sets for a hook or an alias: only the folder decides. */
function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_") || KEPT.test(name)));
}
