import { readdirSync } from "node:fs";
import { packageFile } from "../model/package-root.ts";
import { versionOfCritgen } from "../model/version.ts";
import type { PlannedFile } from "../targets/typescript/files.ts";
import * as helpers from "../targets/typescript/helpers.ts";
import { handlebars, ownTemplate } from "./own.ts";
import { runtimeFiles } from "./runtime.ts";

/** Content of files by their path in the package. */
export type RenderMap = ReadonlyMap<string, string>;

const TEMPLATES = packageFile("templates/");

/** Renders planned files, and adds the modules of the runtime that they need. Nothing is written. */
export function render(files: readonly PlannedFile[]): RenderMap {
  const version = versionOfCritgen();
  const rendered = new Map(files.map((file): [string, string] => [file.path, renderFile(file, version)]));
  const all = [...rendered, ...runtimeFiles(files, version)];
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Last output for each path, because `--watch` renders most files unchanged again and again. */
const last = new Map<string, { readonly key: string; readonly text: string }>();

function renderFile({ path, template, source, fingerprint, view }: PlannedFile, version: string): string {
  const key = `${template} ${source} ${fingerprint}`;
  const known = last.get(path);
  if (known?.key === key) return known.text;
  const text = tidy(templateOf(template)({ ...view, critgen: version, source, fingerprint }));
  last.set(path, { key, text });
  return text;
}

const templates = new Map<string, ReturnType<typeof ownTemplate>>();
let engine: typeof handlebars | undefined;

/** Returns a template, compiled on first use. */
function templateOf(name: string): ReturnType<typeof ownTemplate> {
  engine ??= createEngine();
  const template = templates.get(name) ?? ownTemplate(engine, `typescript/${name}.hbs`);
  templates.set(name, template);
  return template;
}

function createEngine(): typeof handlebars {
  const engine = handlebars.create();
  for (const file of readdirSync(new URL("typescript/partials/", TEMPLATES))) {
    engine.registerPartial(file.replace(".hbs", ""), ownTemplate(engine, `typescript/partials/${file}`));
  }
  engine.registerHelper({ ...helpers });
  return engine;
}

/** Removes repeated empty lines, which empty docstrings and blocks leave. */
function tidy(text: string): string {
  return `${text.replaceAll(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}
