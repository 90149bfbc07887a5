import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { cwd } from "node:process";
import { pathToFileURL } from "node:url";
import { pathOf } from "../../model/problem.ts";
import type { Finding } from "../finding.ts";

/** The path of a file of the schema, as a report names it. */
export type FilePath = (file: string) => string;

/**
 * Paths are relative to the root of the repository that the command runs in, or to the folder that it runs in where that
 * is in none; what lies elsewhere are URLs.
 */
export function pathsBelow(schema: string): FilePath {
  const root = repositoryOf(cwd()) ?? cwd();
  return (file) => {
    const path = relative(root, resolve(pathOf(schema, file)));
    const isBelow = !path.startsWith("..") && !isAbsolute(path);
    return isBelow ? path.split(sep).join("/") : pathToFileURL(resolve(pathOf(schema, file))).href;
  };
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
}

/** What is found, and what to do about it, in one text. */
export function withSuggestion({ message, suggestion }: Finding): string {
  return suggestion === undefined ? message : `${message}\n${suggestion}`;
}
