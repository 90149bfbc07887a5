import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { copyAddress, documentAddress, sourceAddress } from "../page/address.ts";
import type { Asset, Entry, Page } from "../page/page.ts";
import { render } from "../page/render.ts";
import { highlighted } from "./highlight.ts";
import { renderMarkdown } from "./markdown.ts";

/** Pages and copies of the project's own files. */
export interface Documents {
  readonly pages: readonly Page[];
  readonly assets: readonly Asset[];
}

/** Files that are copied, because they are no texts for people. */
const COPIED = /\.(?:svg|gz|png)$/;

/**
 * Makes a page of each file of the project that can be reached from some files: documents, sources, folders.
 *
 * @param root folder of the project
 */
export function documentsFrom(root: string, start: readonly string[]): Documents {
  const pages: Page[] = [];
  const assets: Asset[] = [];
  const paths = new Set(start);
  const place = (path: string): string => {
    // The check of links reports it.
    if (!existsSync(join(root, path))) return `/${path}`;
    paths.add(path);
    return addressOf(root, path);
  };
  // A Set visits members that are added during the loop.
  for (const path of paths) {
    if (statSync(join(root, path)).isDirectory()) pages.push(folderPage(root, path, place));
    else if (COPIED.test(path))
      assets.push({ address: copyAddress(path).slice(1), content: readFileSync(join(root, path)) });
    else if (path.endsWith(".md")) pages.push(documentPage(root, path, place));
    else pages.push(sourcePage(root, path));
  }
  return { pages, assets };
}

/** Lists the documents of a folder and its subfolders. */
export function documentsIn(root: string, folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
}

function addressOf(root: string, path: string): string {
  if (COPIED.test(path)) return copyAddress(path);
  return path.endsWith(".md") && !statSync(join(root, path)).isDirectory()
    ? documentAddress(path)
    : sourceAddress(path);
}

function documentPage(root: string, path: string, place: (path: string) => string): Page {
  const hrefOf = (target: string): string => {
    if (/^(?:https?:|mailto:|#)/.test(target)) return target;
    const [file = "", anchor] = target.split("#");
    return `${place(join(dirname(path), file))}${anchor === undefined ? "" : `#${anchor}`}`;
  };
  const { html, headings } = renderMarkdown(readFileSync(join(root, path), "utf8"), hrefOf);
  const [first, ...others] = headings;
  const title = first?.text ?? path;
  const href = documentAddress(path);
  const entries = others.map(
    ({ id, text }): Entry => ({ name: text, kind: "section", about: title, href: `${href}#${id}` }),
  );
  const contents = others.filter(({ depth }) => depth === 2);
  return {
    address: href.slice(1),
    title,
    part: "docs",
    body: render("document", { html, contents: contents.length > 2 ? contents : undefined, path }),
    entries: [{ name: title, kind: "document", about: path, href }, ...entries],
  };
}

function sourcePage(root: string, path: string): Page {
  const text = readFileSync(join(root, path), "utf8");
  const language = path.split(".").at(-1) ?? "";
  const body = render("source", { path, html: highlighted(text, language) });
  return { address: sourceAddress(path).slice(1), title: path, part: "docs", body, entries: [] };
}

function folderPage(root: string, path: string, place: (path: string) => string): Page {
  const files = readdirSync(join(root, path)).map((name) => ({ name, href: place(join(path, name)) }));
  const body = render("folder", { path, files });
  return { address: sourceAddress(path).slice(1), title: path, part: "docs", body, entries: [] };
}
