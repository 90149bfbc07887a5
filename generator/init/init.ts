import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { chosenOf } from "../config/choose.ts";
import { below, openConfig, shown } from "../config/file.ts";
import { licenseTextIn, missingText } from "../config/license.ts";
import { refuseBadName } from "../config/problems.ts";
import { problemOfLicense, problemOfRepository } from "../config/values.ts";
import { create } from "../files/replace.ts";
import { loadModel } from "../generate.ts";
import { PARTS } from "../model/config.ts";
import type { Model } from "../model/model.ts";
import { isModule } from "../targets/outside.ts";
import { DEFAULT_TARGET, DEFAULT_TARGET_NAME, TARGETS, targetNamed } from "../targets/targets.ts";
import { didYouMean } from "../text/suggest.ts";
import type { Answers } from "./answers.ts";
import { configText } from "./config-text.ts";
import { fromManifest } from "./manifest.ts";

/**
 * Completes answers by those of the package.json beside the config.
 *
 * @throws {Error} if a config exists or an answer is refused
 */
export function openAnswers(file: string, given: Answers): { readonly answers: Answers; readonly notes: string[] } {
  if (existsSync(file)) throw new Error(`there is ${file} already: edit it, or write another one with --config FILE`);
  refuseBad(given, dirname(file));
  const { answers, notes } = fromManifest(dirname(file));
  return { answers: { ...answers, ...given }, notes: [...notes] };
}

/** Lists the images to choose from. */
export function imagesFor(answers: Answers, file: string): { name: string; about: string }[] {
  return modelOf(answers, dirname(file)).images.map(({ name, about }) => ({ name, about }));
}

/**
 * Writes the config.
 *
 * @throws {Error} if an answer is refused; it contains the text of the config, so that no answer is lost
 */
export function writeConfig(file: string, answers: Answers): void {
  const text = configText(answers, file);
  try {
    refuseBad(answers, dirname(file));
    create(file, text);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${file} would have been:\n\n${text}`);
  }
}

/** Loads the schema with the answered extensions. */
function modelOf({ extend = [] }: Answers, folder: string): Model {
  const { schema } = openConfig({});
  return loadModel(
    schema,
    extend.map((path) => shown(below(folder, path))),
  );
}

/** Refuses answers that would be refused when the config is read. */
function refuseBad(answers: Answers, folder: string): void {
  const { name, images, parts = [], output, extend = [], target = [] } = answers;
  refuseBadTargets(target, name);
  for (const part of parts) {
    if (PARTS.some((known) => known === part)) continue;
    throw new Error(`there is no part \`${part}\`; ${didYouMean(part, PARTS) ?? `known: ${PARTS.join(", ")}`}`);
  }
  if (output === "package" && name === undefined) throw new Error("a package must have a name: add --name NAME");
  refuseBadManifest(answers, folder);
  if (images === undefined && extend.length === 0) return;
  chosenOf(modelOf(answers, folder), { images: images ?? [], budget: {}, source: undefined });
}

/** Refuses unknown targets, and a name that is not valid for its target. A module of a target is not loaded. */
function refuseBadTargets(targets: readonly string[], name: string | undefined): void {
  for (const target of targets) {
    if (isModule(target) || targetNamed(target) !== undefined) continue;
    const known = Object.keys(TARGETS);
    const hint = didYouMean(target, known) ?? `known: ${known.join(", ")}`;
    throw new Error(`critgen has no target \`${target}\`; ${hint}`);
  }
  if (targets.length > 1 && name !== undefined) {
    throw new Error("one name cannot be that of several packages: omit --name, and name them in the config");
  }
  const [only = DEFAULT_TARGET_NAME] = targets;
  if (!isModule(only)) refuseBadName(name, targetNamed(only) ?? DEFAULT_TARGET);
}

function refuseBadManifest({ license, repository }: Answers, folder: string): void {
  const bad =
    (license === undefined ? undefined : problemOfLicense(license)) ??
    (repository === undefined ? undefined : problemOfRepository(repository));
  if (bad !== undefined) throw new Error(bad);
  const missing = license === undefined ? undefined : missingText(license, licenseTextIn(folder));
  if (missing !== undefined) throw new Error(`${missing.message}; ${missing.hint}, or omit --license`);
}
