import { existsSync } from "node:fs";
import { dirname } from "node:path";
import process, { stdin, stdout } from "node:process";
import { chosenOf } from "../../generator/config/choose.ts";
import { licenseTextIn, missingText } from "../../generator/config/license.ts";
import { below, DEFAULT_OUT, loadProject, refuseBadName, shown } from "../../generator/config/load.ts";
import { problemOfLicense, problemOfRepository } from "../../generator/config/values.ts";
import { create } from "../../generator/files/replace.ts";
import { loadModel } from "../../generator/generate.ts";
import type { Answers } from "../../generator/init/answers.ts";
import { configText } from "../../generator/init/config-text.ts";
import { fromManifest } from "../../generator/init/manifest.ts";
import { PARTS } from "../../generator/model/config.ts";
import type { Model } from "../../generator/model/model.ts";
import { didYouMean } from "../../generator/model/suggest.ts";
import { buildOf } from "../generate/build-hint.ts";

/** Exit code of a program that Ctrl-C ends, as shells report it. */
const INTERRUPTED = 130;

/**
 * Writes a config from given answers, and on a terminal from questions.
 *
 * @throws {Error} if a config exists or an answer is refused; then nothing is written
 */
export async function runInit(file: string, given: Answers, yes: boolean): Promise<void> {
  refuseExisting(file);
  refuseBad(given, dirname(file));
  const { answers: found, notes } = fromManifest(dirname(file));
  const known = { ...found, ...given };
  const asks = !yes && stdin.isTTY && stdout.isTTY;
  const answers = asks ? await (await import("./ask.ts")).ask(known, imagesOf(known, dirname(file))) : known;
  if (answers === undefined) {
    process.exitCode = INTERRUPTED;
    return;
  }
  write(file, answers);
  console.log([`${file} is written. Next:`, "", ...nextSteps(file, answers), ...notesOf(answers, notes)].join("\n"));
}

/** Writes the config. Errors contain its text, so that no answer is lost. */
function write(file: string, answers: Answers): void {
  const text = configText(answers, file);
  try {
    refuseBad(answers, dirname(file));
    create(file, text);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${file} would have been:\n\n${text}`);
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Error(`there is ${file} already: edit it, or write another one with --config FILE`);
}

function imagesOf(answers: Answers, folder: string): { name: string; about: string }[] {
  return modelOf(answers, folder).images.map(({ name, about }) => ({ name, about }));
}

/** Loads the schema with the answered extensions. */
function modelOf({ extend = [] }: Answers, folder: string): Model {
  const { schema } = loadProject({ images: [] });
  return loadModel(
    schema,
    extend.map((path) => shown(below(folder, path))),
  );
}

/** Refuses answers that would be refused when the config is read. */
function refuseBad(answers: Answers, folder: string): void {
  const { name, images, parts = [], output, extend = [] } = answers;
  refuseBadName(name);
  for (const part of parts) {
    if (PARTS.some((known) => known === part)) continue;
    throw new Error(`there is no part \`${part}\`; ${didYouMean(part, PARTS) ?? `known: ${PARTS.join(", ")}`}`);
  }
  if (output === "package" && name === undefined) throw new Error("a package must have a name: add --name NAME");
  refuseBadManifest(answers, folder);
  if (images === undefined && extend.length === 0) return;
  chosenOf(modelOf(answers, folder), { ...loadProject({ images: images ?? [] }), source: undefined });
}

function refuseBadManifest({ license, repository }: Answers, folder: string): void {
  const bad =
    (license === undefined ? undefined : problemOfLicense(license)) ??
    (repository === undefined ? undefined : problemOfRepository(repository));
  if (bad !== undefined) throw new Error(bad);
  const missing = license === undefined ? undefined : missingText(license, licenseTextIn(folder));
  if (missing !== undefined) throw new Error(`${missing.message}; ${missing.hint}, or omit --license`);
}

/** Lists the next steps with a config. */
function nextSteps(file: string, { name, output, ...answers }: Answers): string[] {
  const config = file === "critgen.yaml" ? "" : ` --config ${file}`;
  const out = below(dirname(file), answers.out ?? DEFAULT_OUT);
  const install = `npm install ./${out}   or npm publish ./${out}`;
  const build = `${buildOf(out)}   builds dist/ with its exports`;
  const use =
    name === undefined ? [`import from ${out}/index.ts`] : [...(output === "sources" ? [build] : []), install];
  const lines = [
    `critgen generate${config}           writes ${out}/`,
    ...use,
    `critgen generate${config} --check   in CI: checks that it is up to date`,
    `critgen size${config}               size of each image in a program`,
  ];
  return lines.map((line) => `  ${line}`);
}

/** Returns notes on a package. A folder of modules has neither license nor repository. */
function notesOf({ name }: Answers, notes: readonly string[]): string[] {
  return name === undefined || notes.length === 0 ? [] : ["", ...notes];
}
