/** Parts of a package: the codecs of its images, and the modules built on them. */
export type PackagePart = "codec" | "json" | "node" | "columns" | "history" | "relations" | "schema";

export const PARTS: readonly PackagePart[] = ["codec", "json", "node", "columns", "history", "relations", "schema"];

/** Name of the budget for all images together. */
export const ALL = "all";

/** Kinds of output: JavaScript with declarations and source maps, or TypeScript. */
export const OUTPUTS = ["package", "sources"] as const;

/**
 * Types of optional properties: `strict` for a value alone, `undefined` for a value or `undefined`. They differ for
 * programs with `exactOptionalPropertyTypes`.
 */
export type Optional = "strict" | "undefined";

/** Description of the output, from critgen.yaml and the command line, with all defaults filled in. */
export interface Config {
  /** Name of the package; `undefined` for a folder of modules in a project. */
  readonly name: string | undefined;
  readonly version: string;
  readonly description: string;
  /** SPDX expression. */
  readonly license: string;
  /** Text of the license, if the project names one and has its text. */
  readonly licenseText: string | undefined;
  readonly repository: { readonly url: string; readonly directory?: string | undefined } | undefined;
  readonly homepage: string | undefined;
  readonly bugs: string | undefined;
  /** Names of images, or patterns with `*`; `undefined` for all images of the schema. */
  readonly images: readonly string[] | undefined;
  readonly parts: readonly PackagePart[];
  readonly output: (typeof OUTPUTS)[number];
  readonly optional: Optional;
}

/** Config of the package with the whole schema, as TypeScript. */
export const FULL: Config = {
  name: "criu-images",
  version: "0.1.0",
  description: "Typed readers and writers for the images of CRIU checkpoints",
  license: "MIT",
  licenseText: undefined,
  repository: undefined,
  homepage: undefined,
  bugs: undefined,
  images: undefined,
  parts: PARTS,
  output: "sources",
  optional: "strict",
};
