import { stderr } from "node:process";

/** Runs a step that takes more than a moment; a terminal says so meanwhile, a pipe stays silent. */
export function progress<T>(what: string, step: () => T): T {
  if (!stderr.isTTY) return step();
  stderr.write(`${what} …`);
  try {
    return step();
  } finally {
    stderr.write("\r\u001b[K");
  }
}
