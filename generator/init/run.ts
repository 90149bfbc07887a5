import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stdin, stdout } from "node:process";
import { chosenOf } from "../config/choose.ts";
import { loadProject, refuseBadName } from "../config/load.ts";
import { loadModel } from "../generate.ts";
import { PARTS } from "../model/config.ts";
import { didYouMean } from "../model/suggest.ts";
import { configText } from "./text.ts";

/** What a config is made of; what is not answered is left to the defaults. */
export interface Answers {
  readonly name?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly parts?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly license?: string | undefined;
  readonly repository?: string | undefined;
}

/**
 * Writes a config, from answers that are given and, on a terminal, from those that are asked for.
 *
 * @throws {Error} where there is a config already, or an answer is no good; nothing is written then
 */
export async function runInit(file: string, given: Answers, yes: boolean): Promise<void> {
  refuseExisting(file);
  refuseBad(given);
  const known = { ...fromManifest(), ...given };
  const asks = !yes && stdin.isTTY && stdout.isTTY;
  const answers = asks ? await (await import("./ask.ts")).ask(known, imagesOf()) : known;
  if (answers === undefined) return;
  refuseBad(answers);
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
function refuseBad({ name, images, parts = [] }: Answers): void {
  refuseBadName(name);
  for (const part of parts) {
    if (PARTS.some((known) => known === part)) continue;
    throw new Error(`there is no part \`${part}\`; ${didYouMean(part, PARTS) ?? `known: ${PARTS.join(", ")}`}`);
  }
  if (images === undefined) return;
  const project = loadProject({ images });
  chosenOf(loadModel(project.schema), { ...project, source: undefined });
}

/** What the project around it says of itself. */
function fromManifest(): Answers {
  if (!existsSync("package.json")) return {};
  const { license, repository } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, unknown>;
  const url = typeof repository === "object" && repository !== null && "url" in repository ? repository.url : undefined;
  return {
    ...(typeof license === "string" && existsSync("LICENSE") && { license }),
    ...(typeof url === "string" && /^[a-z+]+:\/\//.test(url) && { repository: url }),
  };
}

/** What to do with a config, as a terminal shows it. */
function nextSteps(file: string, { name, out = "generated" }: Answers): string {
  const config = file === "critgen.yaml" ? "" : ` --config ${file}`;
  const use = name === undefined ? `import from ${out}/index.ts` : `npm install ./${out}   or npm publish ./${out}`;
  const lines = [
    `critgen generate${config}           writes ${out}/`,
    use,
    `critgen generate${config} --check   in CI: is it up to date?`,
    `critgen size${config}               what each image costs a program`,
  ];
  return [`${file} is written. Next:`, "", ...lines.map((line) => `  ${line}`)].join("\n");
}
