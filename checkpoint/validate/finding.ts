import type { Place } from "../relations/place.ts";
import type { FindingCode } from "./codes.ts";

/** A fault of a checkpoint, at its place. */
export interface Finding extends Place {
  readonly code: FindingCode;
  /** The fault, with the values that were found. */
  readonly message: string;
}

/** Receives findings. */
export type Report = (finding: Finding) => void;
