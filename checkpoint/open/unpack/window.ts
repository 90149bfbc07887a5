import { SourceError } from "../error.ts";

/** Refuses a stream that needs more memory than allowed. */
export function refuseWindow(needed: number, allowed: number, what: string, tool: string): void {
  if (needed <= allowed) return;
  throw new SourceError(
    "too-large",
    `${what} takes ${needed} bytes of memory, more than the limit of ${allowed}: raise \`limits.window\`, or unpack it with ${tool}`,
  );
}
