import { compatToJson } from "../../../inspect/compat/json.ts";
import type { Opened } from "../../engine/opened.ts";
import { programOf } from "../../engine/program.ts";
import { shellWord } from "../../engine/shell.ts";
import type { Forms } from "../../parts/forms.ts";
import { recordOf } from "../process/record.ts";
import { findingsOf } from "./findings.ts";
import { releasesOf } from "./releases.ts";

/** Returns the facts of the engine in the forms to copy. */
export async function factForms({ name, checkpoint }: Opened): Promise<Forms> {
  const { statistics: _, annotations, ...facts } = await checkpoint.metadata();
  return {
    json: JSON.stringify({ ...facts, annotations: Object.fromEntries(annotations) }, undefined, 4),
    command: `critgen x ${shellWord(name)} meta --json`,
    typescript: programOf(name, {}, [
      "const { statistics, annotations, ...facts } = await checkpoint.metadata();",
      "console.log(JSON.stringify({ ...facts, annotations: Object.fromEntries(annotations) }, undefined, 4));",
    ]),
  };
}

/** Returns the processes in the forms to copy. */
export async function processesForms({ name, checkpoint }: Opened): Promise<Forms> {
  const processes: object[] = [];
  for (const entry of (await checkpoint.read("PSTREE"))?.entries ?? [])
    processes.push(await recordOf(checkpoint, entry.pid, entry));
  return {
    json: JSON.stringify(processes, undefined, 4),
    command: `critgen x ${shellWord(name)} ps --json`,
    typescript: programOf(name, {}, [
      "const processes = [];",
      'for (const { pid, ppid, pgid, sid, threads } of (await checkpoint.read("PSTREE"))?.entries ?? []) {',
      '  const core = (await checkpoint.read("CORE", pid))?.entries[0];',
      "  processes.push({ pid, ppid, pgid, sid, threads, comm: core?.tc?.comm });",
      "}",
      "console.log(JSON.stringify(processes, undefined, 4));",
    ]),
  };
}

/** Returns the findings of a checkpoint in the forms to copy. */
export async function findingForms(opened: Opened): Promise<Forms> {
  const { findings } = await opened.once(findingsOf);
  return {
    json: JSON.stringify(findings, undefined, 4),
    command: `critgen validate ${shellWord(opened.name)} --json`,
    typescript: programOf(opened.name, { "criu-checkpoint": ["validate"] }, [
      "console.log(JSON.stringify(await validate(checkpoint), undefined, 4));",
    ]),
  };
}

/** Returns the releases that understand a checkpoint in the forms to copy. */
export async function releaseForms(opened: Opened): Promise<Forms> {
  const { name } = opened;
  const { all: _, ...found } = await opened.once(releasesOf);
  return {
    json: compatToJson({ ...found, path: name, asked: undefined }),
    command: `critgen compat ${shellWord(name)} --json`,
    typescript: [
      'import { openSchema } from "critgen/api";',
      "",
      "const schema = await openSchema();",
      `console.log(JSON.stringify(await schema.compat(${JSON.stringify(name)}), undefined, 4));`,
      "",
    ].join("\n"),
  };
}
