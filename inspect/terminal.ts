import { env } from "node:process";
import pc from "picocolors";

/** Format of output to a terminal, a pipe or a file. */
export interface Terminal {
  /** Width in characters. */
  readonly width: number;
  readonly colors: ReturnType<typeof pc.createColors>;
}

/**
 * Reads the format from a stream: 80 columns if its width is unknown, and no colors unless it is a terminal. `NO_COLOR`
 * turns colors off.
 */
export function terminalOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): Terminal {
  const color = stream.isTTY === true && !env["NO_COLOR"];
  return { width: Math.max(stream.columns || 80, 40), colors: pc.createColors(color) };
}
