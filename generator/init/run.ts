import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process, { stdin, stdout } from "node:process";
import { chosenOf } from "../config/choose.ts";
import { licenseTextIn, missingText } from "../config/license.ts";
import { below, loadProject, refuseBadName, shown } from "../config/load.ts";
import { problemOfLicense, problemOfRepository, type Repository } from "../config/values.ts";
import { loadModel } from "../generate.ts";
import { FULL, PARTS } from "../model/config.ts";
import { didYouMean } from "../model/suggest.ts";
import { configText } from "./text.ts";

/** What a config is made of; what is not answered is left to the defaults. */
export interface Answers {
  readonly name?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly parts?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly license?: string | undefined;
  readonly repository?: string | Repository | undefined;
  readonly extend?: readonly string[] | undefined;
  readonly output?: string | undefined;
}

/** What a shell says of a program that Ctrl-C has ended. */
const INTERRUPTED = 130;

/**
 * Writes a config, from answers that are given and, on a terminal, from those that are asked for.
 *
 * @throws {Error} where there is a config already, or an answer is no good; nothing is written then
 */
export async function runInit(file: string, given: Answers, yes: boolean): Promise<void> {
  refuseExisting(file);
  const known = { ...fromManifest(), ...given };
  refuseBad(known, dirname(file));
  const asks = !yes && stdin.isTTY && stdout.isTTY;
  const answers = asks ? await (await import("./ask.ts")).ask(known, imagesOf()) : known;
  if (answers === undefined) {
    process.exitCode = INTERRUPTED;
    return;
  }
  refuseBad(answers, dirname(file));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, configText(answers, file), { flag: "wx" });
  console.log(nextSteps(file, answers));
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Error(`there is ${file} already: edit it, or write another one with --config FILE`);
}

function imagesOf(): { name: string; about: string }[] {
  const { schema } = loadProject({ images: [] });
  return loadModel(schema).images.map(({ name, about }) => ({ name, about }));
}

/** What would be refused when it is read again. */
function refuseBad({ name, images, parts = [], output, extend = [], ...more }: Answers, folder: string): void {
  refuseBadName(name);
  for (const part of parts) {
    if (PARTS.some((known) => known === part)) continue;
    throw new Error(`there is no part \`${part}\`; ${didYouMean(part, PARTS) ?? `known: ${PARTS.join(", ")}`}`);
  }
  if (output === "package" && name === undefined) throw new Error("a package must have a name: say --name");
  if (name !== undefined) refuseBadManifest(more, folder);
  if (images === undefined) return;
  const project = loadProject({ images });
  const extensions = extend.map((path) => shown(below(folder, path)));
  chosenOf(loadModel(project.schema, extensions), { ...project, source: undefined });
}

/** What only a package has. */
function refuseBadManifest({ license = FULL.license, repository }: Answers, folder: string): void {
  const bad = problemOfLicense(license) ?? (repository === undefined ? undefined : problemOfRepository(repository));
  if (bad !== undefined) throw new Error(bad);
  const missing = missingText(license, licenseTextIn(folder));
  if (missing !== undefined) throw new Error(`${missing.message}; ${missing.hint}`);
}

/** What the project around it says of itself. */
function fromManifest(): Answers {
  const { license, repository } = readManifest();
  const written = asWritten(repository);
  return {
    ...(typeof license === "string" && { license }),
    ...(written !== undefined && { repository: written }),
  };
}

type Manifest = Readonly<Record<"license" | "repository", unknown>>;

function readManifest(): Manifest {
  if (!existsSync("package.json")) return { license: undefined, repository: undefined };
  try {
    return JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  } catch (error) {
    throw new Error(`package.json is not JSON: ${(error as Error).message}`);
  }
}

/** A repository as a config has it. npm takes `acme/x` for one on GitHub. */
function asWritten(repository: unknown): string | Repository | undefined {
  if (typeof repository === "string")
    return /^[\w.-]+\/[\w.-]+$/.test(repository) ? `github:${repository}` : repository;
  const { url, directory } = (repository ?? {}) as Partial<Repository>;
  return url === undefined || directory === undefined ? url : { url, directory };
}

/** What to do with a config, as a terminal shows it. */
function nextSteps(file: string, { name, ...answers }: Answers): string {
  const config = file === "critgen.yaml" ? "" : ` --config ${file}`;
  const out = below(dirname(file), answers.out ?? "generated");
  const use = name === undefined ? `import from ${out}/index.ts` : `npm install ./${out}   or npm publish ./${out}`;
  const lines = [
    `critgen generate${config}           writes ${out}/`,
    use,
    `critgen generate${config} --check   in CI: is it up to date?`,
    `critgen size${config}               what each image costs a program`,
  ];
  return [`${file} is written. Next:`, "", ...lines.map((line) => `  ${line}`)].join("\n");
}
