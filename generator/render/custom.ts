import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import Handlebars from "handlebars";
import { versionOfCritgen } from "../own/version.ts";
import { LANGUAGE_HELPERS } from "../targets/languages.ts";
import type { RenderMap } from "./render.ts";

const EXTENSION = ".hbs";
const PARTIALS = "partials/";

/**
 * Renders the templates of a folder, each to a file of its name without `.hbs`. Those in `partials/` serve the others.
 * Nothing is written.
 *
 * @throws {Error} with file and line, if a template is invalid or refers to an unknown property
 */
export function renderFolder(folder: string, view: object): RenderMap {
  const paths = templatesIn(folder);
  const engine = Handlebars.create();
  engine.registerHelper(LANGUAGE_HELPERS);
  for (const path of paths.filter(isPartial)) {
    engine.registerPartial(path.slice(PARTIALS.length, -EXTENSION.length), read(folder, path));
  }
  const own = paths.filter((path) => !isPartial(path));
  if (own.length === 0) throw new Error(`${folder} has no templates: files whose names end with ${EXTENSION}`);
  return new Map(own.map((path) => [outputOf(folder, path), renderOne(engine, { folder, path }, view)]));
}

function isPartial(path: string): boolean {
  return path.startsWith(PARTIALS);
}

function templatesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function outputOf(folder: string, path: string): string {
  const output = path.slice(0, -EXTENSION.length);
  if (output !== "" && !output.endsWith("/")) return output;
  throw new Error(`${join(folder, path)} cannot be a template: its output would have no name`);
}

function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

interface Template {
  readonly folder: string;
  readonly path: string;
}

function renderOne(engine: typeof Handlebars, { folder, path }: Template, view: object): string {
  try {
    const template = engine.compile(read(folder, path), { noEscape: true, strict: true });
    return template({ critgen: versionOfCritgen(), template: path, ...view });
  } catch (error) {
    throw new Error(`${join(folder, path)}${explained(error)}`, { cause: error });
  }
}

/** Extracts line and text of a Handlebars error. The line is in a property, in the text, or missing. */
function explained(error: unknown): string {
  const { message, lineNumber } = error as Error & { readonly lineNumber?: number };
  const [, line = lineNumber, rest = message] = /^Parse error on line (\d+):\n(.*)$/s.exec(message) ?? [];
  const text = rest.replace(/ - \d+:\d+$/, "").replaceAll(/\s*\n\s*/g, " ");
  return `${line === undefined ? "" : `:${line}`}: ${text}`;
}
