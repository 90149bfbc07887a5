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
    if (signal?.aborted === true && error === signal.reason) throw error;
    throw (await import("./error-of.ts")).errorOf(error);
  }
}
