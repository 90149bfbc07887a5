import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { packageFile } from "../../generator/own/package-root.ts";
import type { Page, Part } from "./page.ts";
import { render } from "./render.ts";

/** Parts of the site in its navigation. */
const PARTS: readonly { readonly part: Part; readonly title: string; readonly href: string }[] = [
  { part: "format", title: "Format", href: "/format/index.html" },
  { part: "docs", title: "Documents", href: "/docs/index.html" },
  { part: "registry", title: "Registry", href: "/registry.html" },
  { part: "studio", title: "Studio", href: "/studio/index.html" },
  { part: "search", title: "Search", href: "/search.html" },
];

/** Renders a page with the header, the footer and the policy of the site. */
export function framed({ address, title, part, body, scripts = [] }: Page): string {
  const sources = scripts.length === 0 ? "" : ` script-src ${scripts.map(hashOf).join(" ")};`;
  const policy = `default-src 'none'; style-src 'self' file:; img-src 'self' file: data:;${sources} base-uri 'none'; form-action 'none'`;
  return localized(render("page", { title, policy, header: headerOf(part), body, scripts }), address);
}

/** Renders the header, with links from the root of the site. */
export function headerOf(part: Part): string {
  return render("header", { parts: PARTS.map((one) => ({ ...one, isCurrent: one.part === part })) });
}

/** Text under the studio until its script runs, which browsers refuse for pages of a disk. */
const FROM_DISK =
  '<p class="site-fallback">From a disk, open <a href="critgen-studio.html">the studio as one file</a>.</p>';

/** Names the reference of the format for the studio, whose fields lead there. */
const REFERENCE = '<link rel="help" href="/format/index.html">';

/** Returns the styles of the header, for pages that have their own. */
export function headerStyle(): string {
  return readFileSync(packageFile("site/style/header.css"), "utf8");
}

/** Puts the header into a page that is whole: its policy allows the styles of the header by their hash. */
export function withHeader(html: string, address: string, part: Part): string {
  const style = headerStyle();
  return html
    .replace(/style-src /, () => `style-src ${hashOf(style)} `)
    .replace("</head>", () => `${localized(REFERENCE, address)}<style>${style}</style>\n</head>`)
    .replace("<body>", () => `<body>\n${localized(headerOf(part), address)}`)
    .replace('<div id="studio"></div>', () => `<div id="studio"></div>${FROM_DISK}`);
}

/** Makes links from the root relative to a page: the site works in any folder, and from a disk. */
export function localized(html: string, address: string): string {
  const up = "../".repeat(address.split("/").length - 1);
  return html.replaceAll(/(\s(?:href|src)=")\//g, (_, before: string) => `${before}${up}`);
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
