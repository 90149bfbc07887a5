import process from "node:process";

/**
 * Runs `use` on a stream of the process at its first use. Node takes time to make one: for a pipe it loads its network
 * modules. A command that writes to the descriptor directly never needs the stream.
 */
export function onFirstUse(name: "stdout" | "stderr", use: (stream: NodeJS.WriteStream) => void): void {
  const own = Object.getOwnPropertyDescriptor(process, name);
  Object.defineProperty(process, name, {
    ...own,
    get: () => {
      if (own !== undefined) Object.defineProperty(process, name, own);
      const stream = process[name];
      use(stream);
      return stream;
    },
  });
}
