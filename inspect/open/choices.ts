import { SourceError } from "criu-checkpoint";
import { located } from "./located.ts";

/** Largest number of checkpoints in one source. */
const MOST = 100;

/** Reason for which a source is not read as one checkpoint, as data for other threads. */
export interface Refused {
  readonly error: string;
  /** Paths of the checkpoints in the source, if it has several, such as the archive of a pod. */
  readonly choices: readonly string[];
}

/** Describes the error of a source. */
export function refusal(path: string, error: unknown): Refused {
  const reason = error instanceof Error && error.cause instanceof SourceError ? error.cause : error;
  const choices = reason instanceof SourceError ? reason.choices.slice(0, MOST) : [];
  return { error: located(path, error).message, choices: choices.map((name) => `${path}:${name}`) };
}
