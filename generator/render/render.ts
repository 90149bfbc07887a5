import { readdirSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { packageFile } from "../model/package-root.ts";
import type { PlannedFile } from "../plan/package.ts";
import * as helpers from "./helpers.ts";
import { versionOfCritgen } from "./version.ts";

/** Paths within the package, and what is to stand there. */
export type RenderMap = ReadonlyMap<string, string>;

const TEMPLATES = packageFile("templates/");

/** Renders planned files, and adds the modules of the runtime as they are. Touches nothing on the disk. */
export function render(files: readonly PlannedFile[]): RenderMap {
  const version = versionOfCritgen();
  const rendered = new Map<string, string>(runtimeFiles(version));
  for (const { path, template, source, view } of files) {
    rendered.set(path, tidy(templateOf(template)({ ...view, critgen: version, source })));
  }
  return new Map([...rendered].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const templates = new Map<string, Handlebars.TemplateDelegate>();
let engine: typeof Handlebars | undefined;

/** A template, compiled when it is first used. */
function templateOf(name: string): Handlebars.TemplateDelegate {
  engine ??= createEngine();
  const compiled = templates.get(name) ?? engine.compile(readTemplate(`${name}.hbs`), { noEscape: true, strict: true });
  templates.set(name, compiled);
  return compiled;
}

function createEngine(): typeof Handlebars {
  const engine = Handlebars.create();
  for (const file of readdirSync(new URL("partials/", TEMPLATES))) {
    engine.registerPartial(file.replace(".hbs", ""), readTemplate(`partials/${file}`));
  }
  engine.registerHelper({ ...helpers });
  return engine;
}

function readTemplate(name: string): string {
  return readFileSync(new URL(name, TEMPLATES), "utf8");
}

/** A docstring that is empty leaves an empty line, and blocks leave some at the end: no two stay in a row. */
function tidy(text: string): string {
  return `${text.replaceAll(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

/** The modules that go into every package as they are. */
function runtimeFiles(version: string): [string, string][] {
  const folder = new URL("runtime/", TEMPLATES);
  const header = `// Part of every package that critgen ${version} generates: do not edit.\n`;
  return readdirSync(folder).map((file) => [
    `src/runtime/${file}`,
    `${header}\n${readFileSync(new URL(file, folder), "utf8")}`,
  ]);
}
