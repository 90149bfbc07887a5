import type { Opened } from "./opened.ts";
import { shellWord } from "./shell.ts";

/** Names that a program imports, by modules. */
export type Imports = Readonly<Record<string, readonly string[]>>;

/**
 * Returns a program that opens a checkpoint under the name that the page has for it.
 *
 * @param body lines that use `checkpoint`
 */
export function programOf(name: string, imports: Imports, body: readonly string[]): string {
  const all = { "criu-checkpoint/node": ["openCheckpoint"], ...imports };
  const lines = Object.entries(all).map(([module, names]) => `import { ${names.join(", ")} } from "${module}";`);
  return [
    ...lines,
    "",
    `const checkpoint = await openCheckpoint(${JSON.stringify(name)});`,
    ...body,
    "await checkpoint.close();",
    "",
  ].join("\n");
}

/** Returns the path of an image for a command, as a word for a shell. */
export function imageWord({ name, checkpoint: { store, folder } }: Opened, file: string): string {
  return shellWord(`${name}${store.form === "folder" ? "/" : ":"}${folder}${file}`);
}
