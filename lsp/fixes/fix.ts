import type { Change } from "../text/change.ts";
import type { Source } from "../text/source.ts";

/** A proposed change for a report: an edit of one file. */
export interface Fix {
  readonly title: string;
  readonly source: Source;
  readonly change: Change;
  /** Whether it is the one right answer. */
  readonly isPreferred: boolean;
}
