import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { pathOf } from "../../model/problem.ts";
import type { Finding } from "../finding.ts";

/** The path of a file of the schema, as a report names it. */
export type FilePath = (file: string) => string;

/** Paths below the folder that the command runs in are relative to it, as the root of a repository; others are URLs. */
export function pathsBelow(schema: string): FilePath {
  return (file) => {
    const path = relative("", pathOf(schema, file));
    const isBelow = !path.startsWith("..") && !isAbsolute(path);
    return isBelow ? path.split(sep).join("/") : pathToFileURL(resolve(path)).href;
  };
}

/** What is found, and what to do about it, in one text. */
export function withSuggestion({ message, suggestion }: Finding): string {
  return suggestion === undefined ? message : `${message}\n${suggestion}`;
}
