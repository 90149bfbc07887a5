import { dirname, relative, resolve } from "node:path";
import type { Problem } from "../model/problem.ts";
import { MESSAGES, type SchemaFiles } from "./files.ts";

/** Files of a schema in memory, by absolute path. */
export class MemoryFiles implements SchemaFiles {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #folders: ReadonlySet<string>;

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
    this.#folders = new Set([...texts.keys()].flatMap(foldersAbove));
  }

  read(schema: string, file: string, problems: Problem[]): string | undefined {
    const text = this.#texts.get(resolve(schema, file));
    if (text !== undefined) return text;
    const at = { file, line: 1, column: 1 };
    problems.push({ code: "unreadable", message: "the file cannot be read: there is none", at });
    return undefined;
  }

  has(path: string): boolean {
    return this.#texts.has(resolve(path)) || this.isFolder(path);
  }

  isFolder(path: string): boolean {
    return this.#folders.has(resolve(path));
  }

  protosIn(folder: string, problems: Problem[]): string[] {
    if (!this.isFolder(folder)) {
      const message = `there is no folder \`${MESSAGES}\` with .proto files`;
      problems.push({ code: "unreadable", message, at: { file: MESSAGES, line: 1, column: 1 } });
    }
    const paths = [...this.#texts.keys()].map((path) => relative(resolve(folder), path));
    return paths.filter((path) => path.endsWith(".proto") && !path.startsWith("..")).sort();
  }
}

/** Lists the folders that a file lies in. */
function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}
