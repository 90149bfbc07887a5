import parseSpdx from "spdx-expression-parse";
import validateName from "validate-npm-package-name";
import { FULL } from "../model/config.ts";

/* What registries of packages take, beside what the JSON Schema of a config can say. */

/** What is wrong with the name of a package; nothing where it is good. */
export function problemOfName(name: string): string | undefined {
  const { validForNewPackages, errors = [], warnings = [] } = validateName(name);
  if (validForNewPackages) return undefined;
  return `a package cannot be called \`${name}\`: ${[...errors, ...warnings].join(", ")}`;
}

/** Licenses that npm knows beside those of SPDX: the first says that there is none. */
export const UNLICENSED = "UNLICENSED";
const ELSEWHERE = /^SEE LICEN[CS]E IN \S/;

export function problemOfLicense(license: string): string | undefined {
  if (license === UNLICENSED || ELSEWHERE.test(license)) return undefined;
  try {
    parseSpdx(license);
    return undefined;
  } catch {
    return `\`${license}\` is no SPDX expression, such as Apache-2.0 or "MIT OR Apache-2.0", and not ${UNLICENSED}`;
  }
}

/** Whether the text of a license must be given: critgen has that of its own alone. */
export function needsText(license: string): boolean {
  return license !== FULL.license && license !== UNLICENSED;
}

/** A repository as package.json has it. */
export interface Repository {
  readonly url: string;
  /** The package's folder in it. */
  readonly directory?: string | undefined;
}

const HOSTS: Readonly<Record<string, string>> = {
  github: "github.com",
  gitlab: "gitlab.com",
  bitbucket: "bitbucket.org",
};

const REPOSITORY = /^(?:(?:https?|ssh|git|git\+https|git\+ssh):\/\/\S+|(?:github|gitlab|bitbucket):[\w.-]+\/[\w./-]+)$/;

/** What is wrong with a repository. The same pattern stands in schema/critgen.schema.json, for editors. */
export function problemOfRepository(written: string | Repository): string | undefined {
  const url = typeof written === "string" ? written : written.url;
  return REPOSITORY.test(url) ? undefined : `\`${url}\` is no URL of a repository, and not one such as github:acme/x`;
}

/** A repository as people write it: a URL, `github:acme/x` for one, or an object as in package.json. */
export function repositoryOf(written: string | Repository): Repository {
  if (typeof written !== "string") return { ...repositoryOf(written.url), directory: written.directory };
  const [, host = "", path] = /^(\w+):([^/].*)$/.exec(written) ?? [];
  return { url: path === undefined ? written : `git+https://${HOSTS[host]}/${path}.git` };
}
