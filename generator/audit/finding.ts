import type { Location } from "../model/problem.ts";

/** How much a finding weighs: an error is wrong, a warning may be, a note is only worth knowing. */
export type Severity = "error" | "warning" | "note";

/** One thing that a rule of the audit says about the registry. */
export interface Finding {
  /** The rule's id, as `--explain` and an acceptance name it. */
  rule: string;
  severity: Severity;
  message: string;
  /** What to do about it. */
  suggestion?: string;
  /** Where in the schema it stands. */
  at: Location;
  /**
   * The names of the images, magics, messages or enums that it is about, the first the one that it stands at; and what
   * of it, where more than one thing can be found there. No two findings of a rule have the same.
   */
  subjects: readonly string[];
  /** It cannot be accepted: `generate` refuses it, or it is about an acceptance. */
  mustBeMended?: true;
  /** Why the registry's keepers accept it, as the table says; absent when they do not. */
  accepted?: string;
}

/** Whether a finding asks for something to be done: notes are only worth knowing, and what is accepted is settled. */
export function isOpen({ severity, accepted }: Finding): boolean {
  return severity !== "note" && accepted === undefined;
}
