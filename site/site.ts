import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model } from "../generator/model/model.ts";
import { BUILT_IN_SCHEMA, packageFile } from "../generator/own/package-root.ts";
import { auditSchema } from "../registry/audit/audit.ts";
import { renderAuditPage } from "../registry/html/page.ts";
import { documentsFrom, documentsIn } from "./documents/documents.ts";
import { framed, headerOf, headerStyle, localized, withHeader } from "./page/frame.ts";
import { brokenLinks } from "./page/links.ts";
import type { Asset, Page } from "./page/page.ts";
import { render } from "./page/render.ts";
import { referencePages } from "./reference/reference.ts";
import { searchPage } from "./search/page.ts";

/** Folder of the project. */
const ROOT = fileURLToPath(packageFile("."));

/** Styles in the order of the cascade. */
const STYLES = ["base.css", "header.css", "reference.css", "document.css", "print.css"];

/** The header of a page whose body has margins. */
const IN_MARGINS = ".site-header { padding-inline: 0 }";

/** The site in memory: texts of all files by their paths. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/**
 * Makes the whole site.
 *
 * @param studio folder of the built studio
 * @throws if a link leads nowhere
 */
export function makeSite(studio: string): Files {
  const { model, findings } = auditSchema(BUILT_IN_SCHEMA);
  const sources = model.messages.map(({ at }) => `schema/${at.file}`);
  const documents = documentsFrom(ROOT, [
    "README.md",
    ...documentsIn(ROOT, "docs"),
    ...model.enums.map(({ at }) => `schema/${at.file}`),
    ...sources,
  ]);
  const content = [homePage(model), ...referencePages(model), ...documents.pages];
  const pages = [...content, searchPage(content)];
  const map = renderAuditPage(model, findings, {
    style: `${headerStyle()}${IN_MARGINS}`,
    header: localized(headerOf("registry"), ""),
  });
  const assets: Asset[] = [
    ...documents.assets,
    { address: "registry.html", content: map },
    {
      address: "site.css",
      content: STYLES.map((name) => readFileSync(packageFile(`site/style/${name}`), "utf8")).join("\n"),
    },
    ...studioFiles(studio),
  ];
  const broken = brokenLinks(pages, assets);
  if (broken.length > 0) throw new Error(`links of the site are broken:\n${broken.join("\n")}`);
  return new Map([
    ...pages.map((page): [string, string] => [page.address, framed(page)]),
    ...assets.map(({ address, content }): [string, string | Uint8Array] => [address, content]),
  ]);
}

/** Writes the site into a folder, in place of all that it contains. */
export function writeSite(files: Files, to: string): void {
  rmSync(to, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), content);
  }
}

function homePage(model: Model): Page {
  const { criu, images, messages } = model;
  const view = { criu, images: images.length, messages: messages.length };
  return { address: "index.html", title: "critgen", part: "home", body: render("home", view), entries: [] };
}

/** Copies the studio, with the header of the site in its pages. */
function studioFiles(folder: string): Asset[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  return names
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => {
      const [address, content] = [`studio/${name}`, readFileSync(join(folder, name))];
      return { address, content: name.endsWith(".html") ? withHeader(String(content), address, "studio") : content };
    });
}
