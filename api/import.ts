import type { Model } from "../generator/model/model.ts";
import { needlessAcceptances } from "../registry/audit/audit.ts";
import { releasesBeside } from "../upstream/criu/releases.ts";
import { readCriuTree } from "../upstream/criu/tree.ts";
import { type Import, planImport } from "../upstream/import/import.ts";
import { newerThan } from "../upstream/import/step-back.ts";
import type { Count } from "../upstream/import/summary.ts";
import { writeTexts } from "../upstream/import/texts.ts";
import { inSteps, type Pause } from "./steps.ts";

/** A source tree of CRIU, and the schema to update. */
export interface ImportOptions {
  /** Folder of the schema; it may be new. */
  readonly schema: string;
  /** Revision of the repository; by default the files in the folder. */
  readonly rev?: string | undefined;
  /** Day of the release, as year-month-day, if git does not know it. */
  readonly date?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A schema as it would be for a source tree. Nothing is written yet. */
export interface Imported {
  /** Release or revision of the tree. */
  readonly name: string;
  /** Release of the schema, if the tree is older. */
  readonly newer: string | undefined;
  /** The schema after the import. */
  readonly model: Model;
  /** Texts of the schema's files before and after, by their paths in the folder. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** Names of added, changed and removed things, by kind. */
  readonly counts: readonly Count[];
  /** Rows and versions that wait for review. */
  readonly reviews: Readonly<Record<"images" | "versions", readonly string[]>>;
  /** Sentences for the user. */
  readonly notes: readonly string[];
  /** Writes the changed files of the schema. */
  write(): Promise<void>;
}

export async function importTree(dir: string, options: ImportOptions, pause: Pause): Promise<Imported> {
  const { schema, rev, date } = options;
  const tree = readCriuTree(dir, rev);
  await pause();
  const newer = newerThan(tree, schema);
  const plan = planImport(schema, date === undefined ? tree : { ...tree, date }, releasesBeside(dir, rev));
  await pause();
  const { model, before, after, counts, reviews } = plan;
  const notes = [...plan.notes, ...(newer === undefined ? [] : stepBackNotes(model))];
  return { name: tree.name, newer, model, before, after, counts, reviews, notes, write: () => write(schema, plan) };
}

function write(schema: string, { before, after }: Import): Promise<void> {
  return inSteps(undefined, async () => writeTexts(schema, before, after));
}

/** Writes a sentence on the entries of `accept` that accept nothing after a step back. */
export function stepBackNotes(model: Model): string[] {
  const needless = model.accepted.length === 0 ? [] : needlessAcceptances(model);
  if (needless.length === 0) return [];
  const advice = "remove them, unless a newer release will be imported again";
  return [
    `\`accept\` of images.yaml has entries that accept nothing in ${model.criu}: ${needless.join(", ")}: ${advice}`,
  ];
}
