import { relative } from "node:path";
import { releasesBeside } from "../criu/releases.ts";
import { readCriuTree } from "../criu/tree.ts";
import { type Import, planImport } from "./import.ts";
import { writeTexts } from "./texts.ts";

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
}

/** Brings a schema folder to a source tree of CRIU. */
export async function runImport({ dir, rev, date, schema, dryRun }: ImportOptions): Promise<void> {
  const tree = readCriuTree(dir, rev);
  const dated = date === undefined ? tree : { ...tree, date };
  const plan = planImport(schema, dated, releasesBeside(dir, rev));
  const where = relative("", schema) || ".";
  if (dryRun) await showDiff(plan);
  else writeTexts(schema, plan.before, plan.after);
  for (const line of summaryLines(plan)) console.log(line);
  const isSame = [...plan.after].every(([path, text]) => plan.before.get(path) === text);
  const isDone = isSame && plan.before.size === plan.after.size;
  console.log(
    isDone ? `${where} is what ${tree.name} says` : `${where}: ${dryRun ? "would become" : "now"} ${tree.name}`,
  );
  for (const note of plan.notes) console.error(`critgen: ${note}`);
  if (plan.reviews.length === 0) return;
  console.error(
    `critgen: the source does not say what follows the magic in ${plan.reviews.join(", ")}: ` +
      "complete these rows of images.yaml, and take `review: true` out",
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
