import type { PackagePlan } from "../../plan/package.ts";
import type { Reference } from "../../plan/reference.ts";
import { messagePackage, ownNames, typeName } from "./names.ts";

/** The messages that a file uses, and their packages, which it imports. */
export interface Imports {
  /** Returns the type of a message with its package, such as `pkg.Type`, and imports the package. */
  readonly typeOf: (message: Reference) => string;
  /** Returns the lines of the imports so far, in the order of gofmt. */
  readonly lines: () => readonly string[];
}

export function createImports(module: string, plan: Pick<PackagePlan, "messages" | "spellings">): Imports {
  const sources = new Map(plan.messages.map(({ name, source }) => [name, source]));
  const names = ownNames(plan);
  const lines = new Map<string, string>();
  return {
    typeOf: (message) => {
      const { path, name, isNamed } = messagePackage(module, sources.get(message.name) ?? "", names);
      lines.set(path, `${isNamed ? `${name} ` : ""}"${path}"`);
      return `${name}.${typeName(message)}`;
    },
    lines: () => [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line),
  };
}
