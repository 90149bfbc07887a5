import { repositoryPath } from "../../generator/files/repository-path.ts";
import { pathOf } from "../../generator/model/problem.ts";
import type { Finding } from "../rules/finding.ts";

/** Returns the path of a file of the schema, as reports name it. */
export type FilePath = (file: string) => string;

/** Returns the paths of a schema's files in its repository. */
export function pathsBelow(schema: string): FilePath {
  return (file) => repositoryPath(pathOf(schema, file));
}

/** Joins the message and the suggestion of a finding. */
export function withSuggestion({ message, suggestion }: Finding): string {
  return suggestion === undefined ? message : `${message}\n${suggestion}`;
}
