import { Marked, Renderer, type Tokens } from "marked";
import { handlebars } from "../../generator/render/own.ts";
import { highlighted } from "./highlight.ts";

/** A heading of a document. */
interface Heading {
  readonly id: string;
  readonly html: string;
  readonly text: string;
  readonly depth: number;
}

/** A document as HTML. */
export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
}

const escaped = handlebars.escapeExpression;

/**
 * Renders Markdown. HTML in it stays text.
 *
 * @param hrefOf returns the link for a target of the document
 */
export function renderMarkdown(text: string, hrefOf: (target: string) => string): Rendered {
  const headings: Heading[] = [];
  const marked = new Marked({
    renderer: {
      html: ({ text }) => escaped(text),
      heading({ tokens, depth, text }) {
        const html = this.parser.parseInline(tokens);
        const id = anchorOf(text, headings);
        headings.push({ id, html, depth, text: text.replaceAll(/`|\[([^\]]*)\]\([^)]*\)/g, "$1") });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const to = hrefOf(href);
        const outside = /^https?:/.test(to) ? ' rel="noreferrer"' : "";
        return `<a href="${escaped(to)}"${outside}>${this.parser.parseInline(tokens)}</a>`;
      },
      image: ({ href, text }) => `<img src="${escaped(hrefOf(href))}" alt="${escaped(text)}">`,
      code: ({ text, lang }) => `<pre tabindex="0"><code>${highlighted(text, lang ?? "")}</code></pre>\n`,
      table(token: Tokens.Table) {
        const table = Renderer.prototype.table.call(this, token);
        return `<div class="scroll" role="region" aria-label="Table" tabindex="0">${table}</div>\n`;
      },
    },
  });
  return { html: marked.parse(text, { async: false }), headings };
}

/** Returns the anchor of a heading, as forges make them: a title that occurs again gets a number. */
function anchorOf(title: string, before: readonly Heading[]): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");
  const ids = new Set(before.map(({ id }) => id));
  for (let i = 0; ; i++) {
    const id = i === 0 ? plain : `${plain}-${i}`;
    if (!ids.has(id)) return id;
  }
}
