import { relative } from "node:path";
import { parseDocument } from "yaml";
import { isOlder } from "../../generator/model/releases.ts";
import { releasesBeside } from "../../upstream/criu/releases.ts";
import { type CriuTree, readCriuTree } from "../../upstream/criu/tree.ts";
import { type Import, planImport } from "../../upstream/import/import.ts";
import { readTexts, writeTexts } from "../../upstream/import/texts.ts";

/** Options of `critgen import`. */
export interface ImportOptions {
  /** Path of the source tree, or of the git repository. */
  readonly dir: string;
  /** Revision of the repository. */
  readonly rev?: string;
  /** Day of a release, as year-month-day, if its source does not have it. */
  readonly date?: string;
  readonly schema: string;
  /** Whether the changes are only shown, and nothing is written. */
  readonly dryRun: boolean;
  /** Whether only the number of changes is shown. */
  readonly isSummary: boolean;
}

/** Updates a schema folder to a source tree of CRIU. */
export async function runImport({ dir, rev, date, schema, dryRun, isSummary }: ImportOptions): Promise<void> {
  const tree = readCriuTree(dir, rev);
  const dated = date === undefined ? tree : { ...tree, date };
  const where = relative("", schema) || ".";
  const newer = newerThan(tree, schema);
  if (newer !== undefined) {
    console.error(`critgen: ${where} is of ${newer}, and ${tree.name} is older: this is a step back`);
  }
  const plan = planImport(schema, dated, releasesBeside(dir, rev));
  if (!dryRun) writeTexts(schema, plan.before, plan.after);
  else if (!isSummary) await showDiff(plan);
  for (const line of summaryLines(plan)) console.log(line);
  console.log(verdict(plan, { tree, where, dryRun, newer }));
  for (const note of [...plan.notes, ...(await acceptNotes(plan, newer))]) console.error(`critgen: ${note}`);
  for (const review of reviewLines(plan.reviews)) console.error(`critgen: ${review}`);
}

/** Writes a sentence on the entries of `accept` that accept nothing after a step back. */
async function acceptNotes({ model }: Import, newer: string | undefined): Promise<string[]> {
  if (newer === undefined || model.accepted.length === 0) return [];
  const { needlessAcceptances } = await import("../../registry/audit/audit.ts");
  const needless = needlessAcceptances(model);
  if (needless.length === 0) return [];
  const advice = "remove them, unless a newer release will be imported again";
  return [
    `\`accept\` of images.yaml has entries that accept nothing in ${model.criu}: ${needless.join(", ")}: ${advice}`,
  ];
}

/** Returns the release of the schema if the tree is older. */
function newerThan(tree: CriuTree, schema: string): string | undefined {
  const table = readTexts(schema).get("images.yaml");
  const criu: unknown = table === undefined ? undefined : parseDocument(table).get("criu");
  return typeof criu === "string" && isOlder(tree.name, criu) ? criu : undefined;
}

interface Verdict {
  readonly tree: CriuTree;
  readonly where: string;
  readonly dryRun: boolean;
  readonly newer: string | undefined;
}

function verdict({ before, after }: Import, { tree, where, dryRun, newer }: Verdict): string {
  const isSame = [...after].every(([path, text]) => before.get(path) === text);
  if (isSame && before.size === after.size) return `${where} is up to date with ${tree.name}`;
  const back = newer === undefined ? "" : `, a step back from ${newer}`;
  return `${where}: ${dryRun ? "would become" : "now"} ${tree.name}${back}`;
}

/** Writes the facts that no source tree has, with the places to complete them. */
function reviewLines({ images, versions }: Import["reviews"]): string[] {
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

/** Writes a line for each kind of thing with changes. */
function summaryLines({ counts }: Import): string[] {
  return counts.flatMap(({ what, ...lists }) => {
    const parts = Object.entries(lists)
      .filter(([, names]) => names.length > 0)
      .map(([how, names]) => `${names.length} ${how}${names.length <= 5 ? ` (${names.join(", ")})` : ""}`);
    return parts.length === 0 ? [] : [`${what}: ${parts.join("; ")}`];
  });
}

async function showDiff({ before, after }: Import): Promise<void> {
  const { createTwoFilesPatch } = await import("diff");
  const headerOptions = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(path), after.get(path)];
    if (from === to) continue;
    const names = [from === undefined ? "/dev/null" : path, to === undefined ? "/dev/null" : path] as const;
    console.log(createTwoFilesPatch(...names, from ?? "", to ?? "", "", "", { headerOptions }));
  }
}
