import type { Command } from "commander";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";
import { releasesBeside } from "../../upstream/criu/releases.ts";
import { readCriuTree } from "../../upstream/criu/tree.ts";
import { planImport } from "../../upstream/import/import.ts";
import { newerThan } from "../../upstream/import/step-back.ts";
import { writeTexts } from "../../upstream/import/texts.ts";
import type { ExitCode } from "../run/action.ts";
import { withSettings } from "../run/project.ts";
import { type Imported, patches, reviewLines, summaryLines, verdict } from "./text.ts";

interface Given {
  readonly rev?: string;
  readonly date?: string;
  readonly config?: string;
  readonly schema?: string;
  readonly dryRun: boolean;
  readonly summary: boolean;
}

const NO_SCHEMA = "error: critgen's own schema cannot be changed: specify --schema <dir>, or `schema:` in critgen.yaml";

export function run(dir: string, given: Given, command: Command): Promise<ExitCode> {
  const { config, schema, dryRun } = given;
  return withSettings({ config, schema }, async (settings): Promise<ExitCode> => {
    // An installed critgen keeps its schema among its own files.
    if (!dryRun && schema === undefined && settings.schema === BUILT_IN_SCHEMA) command.error(NO_SCHEMA);
    await importTree(dir, settings.schema, given);
    return 0;
  });
}

async function importTree(dir: string, schema: string, { rev, date, dryRun, summary }: Given): Promise<void> {
  const tree = readCriuTree(dir, rev);
  const newer = newerThan(tree, schema);
  if (newer !== undefined) {
    console.error(`critgen: ${shownFolder(schema)} is of ${newer}, and ${tree.name} is older: this is a step back`);
  }
  const plan = planImport(schema, date === undefined ? tree : { ...tree, date }, releasesBeside(dir, rev));
  if (!dryRun) writeTexts(schema, plan.before, plan.after);
  else if (!summary) for await (const patch of patches(plan)) console.log(patch);
  const imported: Imported = { plan, schema, name: tree.name, dryRun, newer };
  for (const line of summaryLines(plan)) console.log(line);
  console.log(verdict(imported));
  for (const note of [...plan.notes, ...(await acceptNotes(imported))]) console.error(`critgen: ${note}`);
  for (const review of reviewLines(plan.reviews)) console.error(`critgen: ${review}`);
}

async function acceptNotes({ plan: { model }, newer }: Imported): Promise<string[]> {
  return newer === undefined ? [] : (await import("../../api/import.ts")).stepBackNotes(model);
}
