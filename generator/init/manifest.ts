import { existsSync, readFileSync } from "node:fs";
import { licenseTextIn, missingText } from "../config/license.ts";
import { problemOfLicense, problemOfRepository, type Repository, UNLICENSED } from "../config/values.ts";
import type { Answers } from "./run.ts";

/** Answers that the project's package.json gives, and what of it could not be taken. */
export interface Found {
  readonly answers: Answers;
  readonly notes: readonly string[];
}

/**
 * Reads the license and the repository that the package.json beside it names. Nobody has typed them as an answer, so what
 * a config would be refused for is left out, and noted.
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
      ? `and there is no LICENSE with its text: put it beside critgen.yaml, and say \`license: ${license}\` there.`
      : "which is no SPDX expression: put another one beside `license:` in critgen.yaml.";
  const note = `License: ${UNLICENSED} for now. package.json says ${license}, ${reason}`;
  return { answers: { license: UNLICENSED }, notes: [note] };
}

function repositoryOf(repository: string | Repository | undefined): Found {
  if (repository === undefined) return { answers: {}, notes: [] };
  const problem = problemOfRepository(repository);
  if (problem === undefined) return { answers: { repository }, notes: [] };
  return { answers: {}, notes: [`Repository: none. Of package.json's, ${problem}.`] };
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

/** Returns a repository as a config has it. npm takes `acme/x` for one on GitHub. */
function asWritten(repository: unknown): string | Repository | undefined {
  if (typeof repository === "string")
    return /^[\w.-]+\/[\w.-]+$/.test(repository) ? `github:${repository}` : repository;
  const { url, directory } = (repository ?? {}) as Partial<Repository>;
  return url === undefined || directory === undefined ? url : { url, directory };
}
