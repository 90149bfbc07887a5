import type { Location } from "../../generator/model/problem.ts";
import { offsetOfPlace } from "../../generator/text/lines.ts";

/** A finding of the audit, or a problem of a schema that cannot be read completely. */
export interface Report {
  /** Id of the rule, or code of the problem. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly at: Location;
  readonly subjects?: readonly string[];
}

/** Returns the new text of the report's file; undefined if the report has no single right answer. */
export type Fixer = (report: Report, text: string) => string | undefined;

/** Returns the offset of the report's place in its file. */
export function offsetOf({ at }: Report, text: string): number {
  return offsetOfPlace(text, at);
}

/** Returns the end of the statement or line that begins at an offset. */
export function endOf({ at }: Report, text: string, from: number): number {
  const end = text.indexOf(at.file.endsWith(".proto") ? ";" : "\n", from);
  return end < 0 ? text.length : end;
}
