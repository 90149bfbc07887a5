import { stderr } from "node:process";

/** Runs a slow step, and shows a message meanwhile if stderr is a terminal. */
export async function progress<T>(what: string, step: () => Promise<T>): Promise<T> {
  if (!stderr.isTTY) return step();
  stderr.write(`${what} …`);
  try {
    return await step();
  } finally {
    stderr.write("\r\u001b[K");
  }
}
