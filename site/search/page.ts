import { readFileSync } from "node:fs";
import { packageFile } from "../../generator/own/package-root.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";

/** Makes the page of the search, which contains its index: it needs no server. */
export function searchPage(pages: readonly Page[]): Page {
  const entries = pages.flatMap((page) => page.entries);
  const rows = entries.map(({ name, kind, about, href }) => [name, kind, about.replaceAll(/\s+/g, " "), href.slice(1)]);
  // A `<` in a text cannot end the element.
  const index = JSON.stringify(rows).replaceAll("<", "\\u003c");
  const script = readFileSync(packageFile("site/search/search.js"), "utf8");
  const body = render("search", { index, count: entries.length });
  return { address: "search.html", title: "Search", part: "search", body, entries: [], scripts: [script] };
}
