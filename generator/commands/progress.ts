import { stderr } from "node:process";

/** Runs a step that takes more than a moment; a terminal says so meanwhile, a pipe stays silent. */
export async function progress<T>(what: string, step: () => Promise<T>): Promise<T> {
  if (!stderr.isTTY) return step();
  stderr.write(`${what} …`);
  try {
    return await step();
  } finally {
    stderr.write("\r\u001b[K");
  }
}
