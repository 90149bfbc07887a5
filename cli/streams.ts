import process from "node:process";

/**
 * Does something with a stream of the process when it is first asked for. To make one takes its time, as Node loads all
 * that it has for networks where it is a pipe; a command that writes by a descriptor has no need of it.
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
