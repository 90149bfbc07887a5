import type { MessagePlan } from "../../plan/message.ts";
import type { Reference } from "../../plan/reference.ts";
import { messagePackage, typeName } from "./names.ts";

/** The messages that a file uses, and their packages, which it imports. */
export interface Imports {
  /** Returns the type of a message with its package, such as `pkg.Type`, and imports the package. */
  readonly typeOf: (message: Reference) => string;
  /** Returns the lines of the imports so far, in the order of gofmt. */
  readonly lines: () => readonly string[];
}

export function createImports(module: string, messages: readonly MessagePlan[]): Imports {
  const sources = new Map(messages.map(({ name, source }) => [name, source]));
  const lines = new Map<string, string>();
  return {
    typeOf: (message) => {
      const { path, name, isNamed } = messagePackage(module, sources.get(message.name) ?? "");
      lines.set(path, `${isNamed ? `${name} ` : ""}"${path}"`);
      return `${name}.${typeName(message)}`;
    },
    lines: () => [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line),
  };
}
