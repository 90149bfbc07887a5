import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { cwd } from "node:process";
import { pathToFileURL } from "node:url";
import { pathOf } from "../../generator/model/problem.ts";
import type { Finding } from "../rules/finding.ts";

/** Returns the path of a file of the schema, as reports name it. */
export type FilePath = (file: string) => string;

/**
 * Returns the paths of files relative to the root of the repository around the current folder, or to that folder if it
 * is in no repository. Files elsewhere get a URL.
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

/** Joins the message and the suggestion of a finding. */
export function withSuggestion({ message, suggestion }: Finding): string {
  return suggestion === undefined ? message : `${message}\n${suggestion}`;
}
