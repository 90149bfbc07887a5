/**
 * Pauses between two steps of long work: lets the program handle events, and stops if `signal` is aborted. A step itself
 * is not interrupted.
 *
 * @throws reason of the signal
 */
export type Pause = () => Promise<void>;

/** Runs long work in steps. Its errors become `CritgenError`s, except the reason of the signal. */
export async function inSteps<T>(signal: AbortSignal | undefined, work: (pause: Pause) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  const pause: Pause = async () => {
    await new Promise((resume) => setImmediate(resume));
    signal?.throwIfAborted();
  };
  try {
    return await work(pause);
  } catch (error) {
    throw await failureOf(signal, error);
  }
}

/** Returns what is thrown for an error: a `CritgenError`, or the reason of the signal as it is. */
export async function failureOf(signal: AbortSignal | undefined, error: unknown): Promise<unknown> {
  if (signal?.aborted === true && error === signal.reason) return error;
  return (await import("./error-of.ts")).errorOf(error);
}
