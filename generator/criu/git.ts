import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { env } from "node:process";

export interface GitOptions {
  readonly input?: string;
  /** Variables for git beside those of this process. */
  readonly more?: Readonly<Record<string, string>>;
}

/**
 * Runs git in a folder. No program that the repository's own configuration names is run, and nothing is fetched: a
 * stranger's tree comes with one. Neither the work tree nor the index is touched.
 */
export function git(
  dir: string,
  args: readonly string[],
  { input = "", more = {} }: GitOptions = {},
): SpawnSyncReturns<Buffer> {
  return spawn(dir, args, input, { ...QUIET, ...settings([...HARMLESS, ...filtersOf(dir)]), ...more });
}

/** Nothing that a partial clone lacks is asked for. */
const QUIET = { GIT_ALLOW_PROTOCOL: "", GIT_NO_LAZY_FETCH: "1" };

const HARMLESS: readonly Setting[] = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["log.showSignature", "false"],
];

type Setting = readonly [name: string, value: string];

/** By folder: to ask takes as long as what git is then run for, and a tree is asked many things. */
const known = new Map<string, Setting[]>();

/** The programs through which a repository wants files to go. */
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

/** Settings that come before those of any file. */
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

/** The environment without the repository that git names in it to a hook or an alias: the folder alone says which is read. */
function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_") || KEPT.test(name)));
}
