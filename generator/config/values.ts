import parseSpdx from "spdx-expression-parse";
import { FULL } from "../model/config.ts";

/* Rules of package registries that the JSON Schema of a config cannot express. */

/** npm's word for a package without a license, besides SPDX expressions. */
export const UNLICENSED = "UNLICENSED";
const ELSEWHERE = /^SEE LICEN[CS]E IN \S/;

export function problemOfLicense(license: string): string | undefined {
  if (license === UNLICENSED || ELSEWHERE.test(license)) return undefined;
  try {
    parseSpdx(license);
    return undefined;
  } catch {
    return `\`${license}\` is neither an SPDX expression, such as Apache-2.0 or "MIT OR Apache-2.0", nor ${UNLICENSED}`;
  }
}

/** Returns whether the project must provide the text of a license: critgen has only that of its own. */
export function needsText(license: string): boolean {
  return license !== FULL.license && license !== UNLICENSED;
}

/** A repository as in package.json. */
export interface Repository {
  readonly url: string;
  /** Folder of the package in the repository. */
  readonly directory?: string | undefined;
}

const HOSTS: Readonly<Record<string, string>> = {
  github: "github.com",
  gitlab: "gitlab.com",
  bitbucket: "bitbucket.org",
};

const REPOSITORY = /^(?:(?:https?|ssh|git|git\+https|git\+ssh):\/\/\S+|(?:github|gitlab|bitbucket):[\w.-]+\/[\w./-]+)$/;

/** Returns the problem of a repository. schema/critgen.schema.json contains the same pattern, for editors. */
export function problemOfRepository(written: string | Repository): string | undefined {
  const url = typeof written === "string" ? written : written.url;
  return REPOSITORY.test(url)
    ? undefined
    : `\`${url}\` is not the URL of a repository, or a short form such as github:acme/x`;
}

/** Normalizes a repository: a URL, a short form such as `github:acme/x`, or an object as in package.json. */
export function repositoryOf(written: string | Repository): Repository {
  if (typeof written !== "string") return { ...repositoryOf(written.url), directory: written.directory };
  const [, host = "", path] = /^(\w+):([^/].*)$/.exec(written) ?? [];
  return { url: path === undefined ? written : `git+https://${HOSTS[host]}/${path}.git` };
}
