import handlebars from "handlebars";
import { readOwn } from "../own/own-files.ts";

/*
 * critgen's own templates. In the published package scripts/prepare.mjs replaces this module by one with the compiled
 * templates, so that no compiler is needed.
 */

export { handlebars };

/** Compiles the template at a path in critgen's package, for an engine with the helpers and partials that it uses. */
export function ownTemplate(engine: typeof handlebars, path: string): handlebars.TemplateDelegate {
  return engine.compile(readOwn(path), optionsOf(path));
}

/**
 * Returns the options of a template: unknown names are errors, and only HTML is escaped.
 *
 * @public used by scripts/prepare.mjs
 */
export function optionsOf(path: string): CompileOptions {
  return { strict: true, noEscape: !path.endsWith(".html.hbs") };
}
