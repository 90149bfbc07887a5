import type { Asset, Page } from "./page.ts";

/** Returns the faults of all links: a page, a file or an anchor that does not exist, and anchors that occur twice. */
export function brokenLinks(pages: readonly Page[], assets: readonly Asset[]): string[] {
  const anchors = new Map<string, Set<string>>();
  const twice: string[] = [];
  for (const { address, html } of [
    ...pages.map(({ address, body }) => ({ address, html: body })),
    ...assets.map(markup),
  ]) {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => id);
    anchors.set(address, new Set(ids));
    twice.push(
      ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${address}: two elements have the id ${id}`),
    );
  }
  return [...twice, ...pages.flatMap((page) => linksOf(page).flatMap((href) => faultOf(page, href, anchors)))];
}

function markup({ address, content }: Asset): { address: string; html: string } {
  return { address, html: address === "registry.html" ? String(content) : "" };
}

function linksOf({ body }: Page): string[] {
  return [...body.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, href = ""]) => href);
}

function faultOf({ address }: Page, href: string, anchors: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  if (/^https?:/.test(href)) return [];
  const [path = "", anchor] = href.split("#");
  const found = anchors.get(path === "" ? address : path.replace(/^\//, ""));
  if (!/^[/#]/.test(href) || found === undefined) return [`${address}: nothing is at ${href}`];
  return anchor === undefined || found.has(decodeURIComponent(anchor)) ? [] : [`${address}: no anchor ${href}`];
}
