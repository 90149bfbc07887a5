import { env } from "node:process";
import pc from "picocolors";

/** How to write to a terminal, or to what stands in its place. */
export interface Terminal {
  /** Columns. */
  readonly width: number;
  readonly colors: ReturnType<typeof pc.createColors>;
}

/** A terminal as its stream says; 80 columns where it does not know its width, no colours in a pipe. `NO_COLOR` turns colours off everywhere. */
export function terminalOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): Terminal {
  const color = stream.isTTY === true && !env["NO_COLOR"];
  return { width: Math.max(stream.columns || 80, 40), colors: pc.createColors(color) };
}
