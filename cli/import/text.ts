import { shownFolder } from "../../generator/files/shown-folder.ts";
import type { Import } from "../../upstream/import/import.ts";
import { patchText } from "../terminal/patch.ts";

/** An import of a tree into a schema, and its circumstances. */
export interface Imported {
  readonly plan: Import;
  /** Folder of the schema. */
  readonly schema: string;
  /** Name of the tree. */
  readonly name: string;
  readonly dryRun: boolean;
  /** Release of the schema, if the tree is older. */
  readonly newer: string | undefined;
}

/** Formats the changes of the schema's files, each as a patch. */
export async function* patches({ before, after }: Import): AsyncGenerator<string> {
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(path), after.get(path)];
    if (from !== to) yield patchText(path, from, to);
  }
}

/** Writes a line for each kind of definition with changes. */
export function summaryLines({ counts }: Import): string[] {
  return counts.flatMap(({ what, ...lists }) => {
    const parts = Object.entries(lists)
      .filter(([, names]) => names.length > 0)
      .map(([how, names]) => `${names.length} ${how}${names.length <= 5 ? ` (${names.join(", ")})` : ""}`);
    return parts.length === 0 ? [] : [`${what}: ${parts.join("; ")}`];
  });
}

/** Names the release that the schema is of now. */
export function verdict({ plan, schema, name, dryRun, newer }: Imported): string {
  const { before, after } = plan;
  const isSame = [...after].every(([path, text]) => before.get(path) === text);
  if (isSame && before.size === after.size) return `${shownFolder(schema)} is up to date with ${name}`;
  const back = newer === undefined ? "" : `, a step back from ${newer}`;
  return `${shownFolder(schema)}: ${dryRun ? "would become" : "now"} ${name}${back}`;
}

/** Writes the facts that no source tree has, with the places to complete them. */
export function reviewLines({ images, versions }: Import["reviews"]): string[] {
  const lines = [
    [images, "the layout of", "complete these rows of images.yaml"],
    [versions, "whether images have heads in format", "check `heads` under `versions:` of images.yaml"],
  ] as const;
  return lines.flatMap(([names, fact, advice]) =>
    names.length === 0
      ? []
      : [`the source does not tell ${fact} ${names.join(", ")}: ${advice}, then remove \`review: true\``],
  );
}
