/*
 * Addresses of the site, as links from its root. They contain CRIU's names alone, so that a link stays right in the next
 * release.
 */

/** Kinds of things in the reference. */
export type Kind =
  | "image"
  | "message"
  | "field"
  | "enum"
  | "value"
  | "space"
  | "release"
  | "privacy"
  | "names"
  | "topic";

const ADDRESSES: Readonly<Record<Kind, (name: string) => string>> = {
  image: (name) => `/format/images/${name}.html`,
  message: (name) => `/format/messages/${name}.html`,
  field: (path) => within("messages", path),
  enum: (name) => `/format/enums/${name}.html`,
  value: (path) => within("enums", path),
  space: (name) => `/format/ids.html#${name}`,
  release: (name) => `/format/releases.html#${name}`,
  privacy: (name) => `/format/privacy.html#${name}`,
  topic: (name) => `/format/topics.html#${name}`,
  names: (name) => `/format/names.html#${name}`,
};

/** Returns the link to a thing of the reference. */
export function addressOf(kind: Kind, name: string): string {
  return ADDRESSES[kind](name);
}

/** Returns the path of the page that a link leads to. */
export function pageOf(href: string): string {
  return href.slice(1).replace(/#.*$/, "");
}

/** Returns the link to a member of a message or enum; the names of these can contain dots. */
function within(folder: string, path: string): string {
  const dot = path.lastIndexOf(".");
  return `/format/${folder}/${path.slice(0, dot)}.html#${path.slice(dot + 1)}`;
}
/** Returns the link to a document. README.md is the index of its folder, except that of the project: the site has its own. */
export function documentAddress(path: string): string {
  return `/${path.replace(/^(.+\/)README\.md$/, "$1index.html").replace(/\.md$/, ".html")}`;
}

/** Returns the link to a page that shows a file or folder. */
export function sourceAddress(path: string): string {
  return `/source/${path}.html`;
}

/** Returns the link to a copy of a file. */
export function copyAddress(path: string): string {
  return `/files/${path}`;
}
