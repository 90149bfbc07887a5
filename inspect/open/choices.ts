import { SourceError } from "criu-checkpoint";

/** Largest number of checkpoints in one source. */
const MOST = 100;

/**
 * Lists the paths of the checkpoints in a source that has several, such as the archive of a pod.
 *
 * @param error reason for which the source cannot be opened as one checkpoint
 */
export function choicesIn(path: string, error: unknown): string[] {
  const reason = error instanceof Error && error.cause instanceof SourceError ? error.cause : error;
  if (!(reason instanceof SourceError)) return [];
  return reason.choices.slice(0, MOST).map((name) => `${path}:${name}`);
}
