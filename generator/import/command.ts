import { relative } from "node:path";
import { parseDocument } from "yaml";
import { releasesBeside } from "../criu/releases.ts";
import { type CriuTree, readCriuTree } from "../criu/tree.ts";
import { isOlder } from "../model/releases.ts";
import { type Import, planImport } from "./import.ts";
import { readTexts, writeTexts } from "./texts.ts";

/** What `critgen import` is told. */
export interface ImportOptions {
  /** The source tree, or the git repository. */
  readonly dir: string;
  /** The revision of the repository. */
  readonly rev?: string;
  /** The day of a release whose source does not say it, as year-month-day. */
  readonly date?: string;
  readonly schema: string;
  /** Write nothing; show what would change. */
  readonly dryRun: boolean;
  /** Show counts alone of what would change. */
  readonly isSummary: boolean;
}

/** Brings a schema folder to a source tree of CRIU. */
export async function runImport({ dir, rev, date, schema, dryRun, isSummary }: ImportOptions): Promise<void> {
  const tree = readCriuTree(dir, rev);
  const dated = date === undefined ? tree : { ...tree, date };
  const where = relative("", schema) || ".";
  const newer = newerThan(tree, schema);
  if (newer !== undefined) {
    console.error(`critgen: ${tree.name} is older than ${newer}, which ${where} is of: this is a step back`);
  }
  const plan = planImport(schema, dated, releasesBeside(dir, rev));
  if (!dryRun) writeTexts(schema, plan.before, plan.after);
  else if (!isSummary) await showDiff(plan);
  for (const line of summaryLines(plan)) console.log(line);
  console.log(verdict(plan, { tree, where, dryRun, newer }));
  for (const note of [...plan.notes, ...(await acceptNotes(plan, newer))]) console.error(`critgen: ${note}`);
  for (const review of reviewLines(plan.reviews)) console.error(`critgen: ${review}`);
}

/** Entries of `accept` that a step back leaves without anything to accept, in a sentence. */
async function acceptNotes({ model }: Import, newer: string | undefined): Promise<string[]> {
  if (newer === undefined || model.accepted.length === 0) return [];
  const { needlessAcceptances } = await import("../audit/audit.ts");
  const needless = needlessAcceptances(model);
  if (needless.length === 0) return [];
  const advice = "take them out, unless the schema is to go forward again";
  return [
    `\`accept\` of images.yaml has entries that accept nothing in ${model.criu}: ${needless.join(", ")}: ${advice}`,
  ];
}

/** What the schema is of, if the tree is older than that. */
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
  if (isSame && before.size === after.size) return `${where} is what ${tree.name} says`;
  const back = newer === undefined ? "" : `, a step back from ${newer}`;
  return `${where}: ${dryRun ? "would become" : "now"} ${tree.name}${back}`;
}

/** What the source does not say, and who has to say it. */
function reviewLines({ images, versions }: Import["reviews"]): string[] {
  const lines = [
    [images, "what follows the magic in", "complete these rows of images.yaml"],
    [versions, "whether images have heads in format", "see `heads` under `versions:` of images.yaml"],
  ] as const;
  return lines.flatMap(([names, what, advice]) =>
    names.length === 0
      ? []
      : [`the source does not say ${what} ${names.join(", ")}: ${advice}, and take \`review: true\` out`],
  );
}

/** A line for each kind of thing of which some came, changed or went. */
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
