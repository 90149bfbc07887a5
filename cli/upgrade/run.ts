import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { cwd, stdout } from "node:process";
import { loadFormat } from "../../generator/project/format.ts";
import { replaceAll } from "../../generator/write/replace-all.ts";
import { shownFile } from "../../upstream/upgrade/data.ts";
import { nearestConfig } from "../../upstream/upgrade/program/open.ts";
import { type Upgraded, upgrade } from "../../upstream/upgrade/upgrade.ts";
import type { Newer } from "../../upstream/upgrade/used.ts";
import type { ExitCode } from "../run/action.ts";
import { withSettings } from "../run/project.ts";
import { patchText } from "../terminal/patch.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toGithub, toJson, toSarif } from "./report.ts";
import { mendedText, summary, toLines, toText } from "./text.ts";

interface Given {
  readonly project?: string;
  readonly package?: string;
  readonly config?: string;
  readonly schema?: string;
  readonly to?: string;
  readonly check: boolean;
  readonly diff: boolean;
  readonly fix: boolean;
  readonly json: boolean;
  readonly sarif: boolean;
  readonly github: boolean;
}

export function run(given: Given): ExitCode | Promise<ExitCode> {
  const { to, schema, json } = given;
  const config = given.project === undefined ? nearestConfig(cwd()) : configAt(given.project);
  if (to !== undefined) return search(given, config, { folder: resolve(to) });
  return withSettings({ config: given.config, schema, json, ending: "nothing was searched" }, (settings) =>
    search(given, config, { model: loadFormat(settings) }),
  );
}

/** Returns the path of a tsconfig.json that is named itself or by its folder. */
function configAt(path: string): string {
  return statSync(path).isDirectory() ? join(path, "tsconfig.json") : path;
}

async function search(given: Given, config: string, newer: Newer): Promise<ExitCode> {
  const found = upgrade({ config, newer, package: given.package });
  if (given.diff || given.fix) return mend(given, config, found);
  const text = report(found, given);
  if (text !== "") console.log(text);
  return found.touched.length === 0 ? 0 : 1;
}

function report({ touched, packages }: Upgraded, { check, json, sarif, github }: Given): string {
  if (json) return toJson(touched);
  if (sarif) return toSarif(touched);
  if (github) return toGithub(touched);
  return check ? toLines(touched) : [...toText(touched, terminalOf(stdout)), summary(touched, packages)].join("\n\n");
}

/** Shows the safe edits, applies them with `--fix`, and reports what is left. */
async function mend({ fix }: Given, config: string, found: Upgraded): Promise<ExitCode> {
  for (const { shown, before, after } of found.files) console.log(await patchText(shownFile(shown), before, after));
  if (!fix) return found.touched.length === 0 ? 0 : 1;
  const left = found.left();
  if (found.files.length > 0) replaceAll(dirname(resolve(config)), found.files);
  console.log([...toText(left, terminalOf(stdout)), mendedText(found, left)].join("\n\n"));
  return left.length === 0 ? 0 : 1;
}
