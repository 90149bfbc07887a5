import { env } from "node:process";
import pc from "picocolors";

/** How to write to a terminal, or to what stands in its place. */
export interface Terminal {
  /** Columns. */
  readonly width: number;
  readonly colors: ReturnType<typeof pc.createColors>;
}

/** A terminal as its stream says; in a pipe 80 columns and no colours. `NO_COLOR` turns colours off everywhere. */
export function terminalOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): Terminal {
  const color = stream.isTTY === true && !env["NO_COLOR"];
  return { width: Math.max(stream.columns ?? 80, 40), colors: pc.createColors(color) };
}
