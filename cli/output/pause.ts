/** Time to wait for a pipe that is not ready, in milliseconds. */
const WAIT = 5;

/** Sleeps for a moment. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT);
}
