import { useEffect } from "preact/hooks";

/** Does work after a pause, in milliseconds. If a value changes, the older work ends, and it begins anew. */
export function useWork(pause: number, work: (signal: AbortSignal) => Promise<void>, values: readonly unknown[]): void {
  useEffect(() => {
    const controller = new AbortController();
    // Work that has ended fails, and a fault of the compiler's leaves the last results.
    const timer = setTimeout(() => void work(controller.signal).catch(() => undefined), pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, values);
}
