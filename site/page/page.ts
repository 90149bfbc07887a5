/** A page of the site, without the frame that all pages share. */
export interface Page {
  /** Path from the root of the site: `format/images/CORE.html`. */
  readonly address: string;
  readonly title: string;
  readonly part: Part;
  /** HTML whose links begin at the root of the site: `/docs/index.html`. */
  readonly body: string;
  /** Content of the page that the search finds. */
  readonly entries: readonly Entry[];
  /** Scripts of the page. Only the search has some. */
  readonly scripts?: readonly string[];
}

/** Parts of the site, as the navigation lists them. */
export type Part = "home" | "format" | "docs" | "registry" | "studio" | "search";

/** A thing that the search finds. */
export interface Entry {
  readonly name: string;
  /** Kind of the thing: `image`, `field`, `document`. */
  readonly kind: string;
  readonly about: string;
  /** Link from the root of the site. */
  readonly href: string;
}

/** A file that the site contains as it is. */
export interface Asset {
  readonly address: string;
  readonly content: string | Uint8Array;
}
