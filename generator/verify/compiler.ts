import process from "node:process";
import type { FileSystem } from "typescript/unstable/fs";
import { API } from "typescript/unstable/sync";

/** A compiler in a process of its own, and how to end it. */
export interface Compiler {
  readonly api: API;
  readonly end: () => void;
}

/** Where the API keeps the process that it speaks to, and its pipes. */
interface Insides {
  readonly client: { readonly channel: { readonly child: { kill(signal: "SIGKILL"): void } }; close(): void };
}

/**
 * Starts a compiler that sees this disk. It ends with this process, if not before: it has nothing to lose, and one that
 * is asked to end can complain on standard error, which the API hands it.
 */
export function startCompiler(fs: FileSystem): Compiler {
  const api = new API({ fs });
  const end = (): void => {
    process.off("exit", end);
    const { client } = api as unknown as Insides;
    client.channel.child.kill("SIGKILL");
    client.close();
  };
  process.prependListener("exit", end);
  return { api, end };
}
