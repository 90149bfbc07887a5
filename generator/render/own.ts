import { readFileSync } from "node:fs";
import handlebars from "handlebars";
import { packageFile } from "../model/package-root.ts";

/*
 * critgen's own templates. In what is published another module stands in place of this one, with all of them compiled,
 * and has no need of a compiler: scripts/prepare.mjs makes it.
 */

export { handlebars };

/** A template, by its path in templates/, for an engine with the helpers and partials that it uses. */
export function ownTemplate(engine: typeof handlebars, path: string): handlebars.TemplateDelegate {
  return engine.compile(readFileSync(packageFile(`templates/${path}`), "utf8"), optionsOf(path));
}

/**
 * A name that is not there is an error, and what is no HTML is written as it is.
 *
 * @public used by scripts/prepare.mjs
 */
export function optionsOf(path: string): CompileOptions {
  return { strict: true, noEscape: !path.endsWith(".html.hbs") };
}
