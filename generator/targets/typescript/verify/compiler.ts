import process from "node:process";
import type { FileSystem } from "typescript/unstable/fs";
import { API } from "typescript/unstable/sync";

/** A compiler in a process of its own. */
export interface Compiler {
  readonly api: API;
  readonly end: () => void;
}

/** Internals of the API: its process, and its pipes. */
interface Insides {
  readonly client: { readonly channel: { readonly child: { kill(signal: "SIGKILL"): void } }; close(): void };
}

/**
 * Starts a compiler that sees the files of `fs`. It is killed with this process at the latest. Ending it gently could
 * print complaints to standard error, which it inherits.
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
