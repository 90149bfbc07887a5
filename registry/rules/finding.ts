import type { Location } from "../../generator/model/problem.ts";

/** Weight of a finding: an error is wrong, a warning may be wrong, a note asks for nothing. */
export type Severity = "error" | "warning" | "note";

/** A report of one rule about the registry. */
export interface Finding {
  /** Id of the rule, as in `--explain` and in acceptances. */
  rule: string;
  severity: Severity;
  message: string;
  /** Advice: the next thing to do. */
  suggestion?: string;
  /** Place in the schema. */
  at: Location;
  /**
   * Names of the images, magics, messages or enums that the finding is about; `at` is the place of the first. If one
   * thing can have several findings, its property is named too. No two findings of a rule have the same subjects.
   */
  subjects: readonly string[];
  /** Set if the finding cannot be accepted: `generate` refuses it, or it is about an acceptance. */
  mustBeMended?: true;
  /** Reason from the table's `accept`; absent if the finding is not accepted. */
  accepted?: string;
}

/** Returns whether a finding asks for a change: it is no note, and it is not accepted. */
export function isOpen({ severity, accepted }: Finding): boolean {
  return severity !== "note" && accepted === undefined;
}
