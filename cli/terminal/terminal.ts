import { env } from "node:process";
import pc from "picocolors";

/** Properties of a terminal, or of a pipe in its place. */
export interface Terminal {
  /** Width in columns. */
  readonly width: number;
  readonly colors: ReturnType<typeof pc.createColors>;
}

/**
 * Returns the properties of an output stream. An unknown width becomes 80 columns; pipes and `NO_COLOR` turn colors
 * off.
 */
export function terminalOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): Terminal {
  const color = stream.isTTY === true && !env["NO_COLOR"];
  return { width: Math.max(stream.columns || 80, 40), colors: pc.createColors(color) };
}
