import { handlebars, ownTemplate } from "../../generator/render/own.ts";
import { prose } from "../../registry/html/prose.ts";
import { addressOf, type Kind } from "./address.ts";

const FOLDER = "site/templates";
const PARTIALS = ["field", "links", "uses"];

/** Renders a template of the site; each text is escaped. */
export function render(name: string, view: object): string {
  const known = compiled.get(name) ?? ownTemplate(engine(), `${FOLDER}/${name}.html.hbs`);
  compiled.set(name, known);
  return known(view);
}

const compiled = new Map<string, handlebars.TemplateDelegate>();
let shared: typeof handlebars | undefined;

function engine(): typeof handlebars {
  if (shared !== undefined) return shared;
  shared = handlebars.create();
  shared.registerHelper({ prose, link, memberLink, lines, isMap });
  for (const name of PARTIALS) shared.registerPartial(name, ownTemplate(shared, `${FOLDER}/${name}.html.hbs`));
  return shared;
}

/** Links the name of a thing to its place in the reference. */
function link(kind: Kind, name: string, text: unknown): handlebars.SafeString {
  const [href, shown] = [addressOf(kind, name), typeof text === "string" ? text : name].map(
    handlebars.escapeExpression,
  );
  return new handlebars.SafeString(`<a href="${href}"><code>${shown}</code></a>`);
}

/** Links a member by its own name, without that of its message or enum. */
function memberLink(kind: Kind, path: string): handlebars.SafeString {
  return link(kind, path, path.slice(path.lastIndexOf(".") + 1));
}

/** Shows a comment: each of its paragraphs as one. */
function lines(text: string): handlebars.SafeString {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
  return new handlebars.SafeString(paragraphs.map((paragraph) => `<p>${prose(paragraph)}</p>`).join(""));
}

/** Returns whether a field is a map, which has no label. */
function isMap(kind: string): boolean {
  return kind === "map";
}
