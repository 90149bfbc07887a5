import type { Config } from "../model/config.ts";
import { versionOfCritgen } from "../own/version.ts";
import type { Language, PlannedFile, RenderMap } from "../targets/target.ts";
import { handlebars, type ownTemplate } from "./own.ts";
import { ownTemplates } from "./templates.ts";

export type { RenderMap };

/** Renders planned files of a package, and adds the modules of the runtime that they need. Nothing is written. */
export function render(files: readonly PlannedFile[], target: Language, config: Config): RenderMap {
  const renderer = renderers.get(target) ?? createRenderer(target);
  renderers.set(target, renderer);
  const all = [...files.map((file) => [file.path, renderer(file)] as const), ...target.runtime(files, config)];
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns the text of a file. */
type Renderer = (file: PlannedFile) => string;

const renderers = new WeakMap<Language, Renderer>();

/**
 * Creates a renderer. It compiles each template once, and keeps the last output for each path, because `--watch`
 * renders most files unchanged again and again.
 */
function createRenderer(target: Language): Renderer {
  const critgen = versionOfCritgen();
  const templateOf = createTemplates(target);
  const last = new Map<string, { readonly key: string; readonly text: string }>();
  return ({ path, template, source, fingerprint, view }) => {
    const key = `${template} ${source} ${fingerprint}`;
    const known = last.get(path);
    if (known?.key === key) return known.text;
    const text = target.print(templateOf(template)({ ...view, critgen, source, fingerprint }), path);
    last.set(path, { key, text });
    return text;
  };
}

/** Creates a function that returns a template of a target. It compiles the template on first use. */
function createTemplates({ templates: given, helpers }: Language): (name: string) => ReturnType<typeof ownTemplate> {
  const templates = typeof given === "string" ? ownTemplates(given) : given;
  const engine = (templates.engine ?? handlebars).create();
  engine.registerHelper(helpers);
  for (const name of templates.partials()) {
    engine.registerPartial(name, templates.compile(engine, `partials/${name}.hbs`));
  }
  const compiled = new Map<string, ReturnType<typeof ownTemplate>>();
  return (name) => {
    const template = compiled.get(name) ?? templates.compile(engine, `${name}.hbs`);
    compiled.set(name, template);
    return template;
  };
}
