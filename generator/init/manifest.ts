import { existsSync, readFileSync } from "node:fs";
import { licenseTextIn, missingText } from "../config/license.ts";
import { problemOfLicense, problemOfRepository, type Repository, UNLICENSED } from "../config/values.ts";
import type { Answers } from "./answers.ts";

/** Answers from the project's package.json, and notes on values that cannot be used. */
export interface Found {
  readonly answers: Answers;
  readonly notes: readonly string[];
}

/**
 * Reads the license and the repository from package.json. Invalid values are left out and noted, because the user has
 * not typed them as answers.
 */
export function fromManifest(folder: string): Found {
  const { license, repository } = readManifest();
  const found = [licenseOf(license, folder), repositoryOf(asWritten(repository))];
  return {
    answers: Object.assign({}, ...found.map(({ answers }) => answers)),
    notes: found.flatMap(({ notes }) => notes),
  };
}

function licenseOf(license: unknown, folder: string): Found {
  if (typeof license !== "string") return { answers: {}, notes: [] };
  const problem = problemOfLicense(license);
  const isMissing = missingText(license, licenseTextIn(folder)) !== undefined;
  if (problem === undefined && !isMissing) return { answers: { license }, notes: [] };
  const reason =
    problem === undefined
      ? `but there is no LICENSE with its text: add the file beside critgen.yaml, then write \`license: ${license}\` there.`
      : "but that is not an SPDX expression: write one after `license:` in critgen.yaml.";
  const note = `License: ${UNLICENSED} for now. package.json says ${license}, ${reason}`;
  return { answers: { license: UNLICENSED }, notes: [note] };
}

function repositoryOf(repository: string | Repository | undefined): Found {
  if (repository === undefined) return { answers: {}, notes: [] };
  const problem = problemOfRepository(repository);
  if (problem === undefined) return { answers: { repository }, notes: [] };
  return { answers: {}, notes: [`Repository: none. In package.json, ${problem}.`] };
}

type Manifest = Readonly<Record<"license" | "repository", unknown>>;

function readManifest(): Manifest {
  if (!existsSync("package.json")) return { license: undefined, repository: undefined };
  try {
    return JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  } catch (error) {
    throw new Error(`package.json is not JSON: ${(error as Error).message}`);
  }
}

/** Converts a repository of package.json to that of a config. npm reads `acme/x` as a repository on GitHub. */
function asWritten(repository: unknown): string | Repository | undefined {
  if (typeof repository === "string")
    return /^[\w.-]+\/[\w.-]+$/.test(repository) ? `github:${repository}` : repository;
  const { url, directory } = (repository ?? {}) as Partial<Repository>;
  return url === undefined || directory === undefined ? url : { url, directory };
}
