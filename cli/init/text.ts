import { dirname } from "node:path";
import { below, DEFAULT_OUT } from "../../generator/config/file.ts";
import type { Answers } from "../../generator/init/answers.ts";
import { DEFAULT_TARGET_NAME } from "../../generator/targets/targets.ts";
import { buildOf } from "../generate/build-hint.ts";

/** Reports that a config is written, and lists the next steps with it, and notes on its package. */
export function writtenText(file: string, answers: Answers, notes: readonly string[]): string {
  return [`${file} is written. Next:`, "", ...nextSteps(file, answers), ...notesOf(answers, notes)].join("\n");
}

function nextSteps(file: string, { target = [DEFAULT_TARGET_NAME], ...answers }: Answers): string[] {
  const config = file === "critgen.yaml" ? "" : ` --config ${file}`;
  const out = below(dirname(file), answers.out ?? DEFAULT_OUT);
  const isTypeScript = target.includes(DEFAULT_TARGET_NAME);
  const lines = [
    `critgen generate${config}           writes ${out}/`,
    ...(isTypeScript && target.length === 1 ? usesOf(out, answers) : []),
    `critgen generate${config} --check   in CI: checks that it is up to date`,
    ...(isTypeScript ? [`critgen size${config}               size of each image in a program`] : []),
  ];
  return lines.map((line) => `  ${line}`);
}

/** Returns what a project does with a TypeScript package, or with modules. */
function usesOf(out: string, { name, output }: Answers): string[] {
  if (name === undefined) return [`import from ${out}/index.ts`];
  const build = `${buildOf(out)}   builds dist/ with its exports`;
  return [...(output === "sources" ? [build] : []), `npm install ./${out}   or npm publish ./${out}`];
}

/** Returns notes on a package. A folder of modules has neither license nor repository. */
function notesOf({ name }: Answers, notes: readonly string[]): string[] {
  return name === undefined || notes.length === 0 ? [] : ["", ...notes];
}
