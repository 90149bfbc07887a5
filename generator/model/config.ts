/** The parts that a package can have: the codecs of its images, and what is built on them. */
export type Part = "codec" | "json" | "node" | "columns" | "history";

export const PARTS: readonly Part[] = ["codec", "json", "node", "columns", "history"];

/** What a budget calls all images together. */
export const ALL = "all";

/** What can come out: JavaScript with its declarations and maps, or TypeScript. */
export const OUTPUTS = ["package", "sources"] as const;

/** What is generated, as critgen.yaml and the command line say it, with all defaults filled in. */
export interface Config {
  /** None: what comes out is no package, but a folder of modules in a project. */
  readonly name: string | undefined;
  readonly version: string;
  readonly description: string;
  /** An SPDX identifier. */
  readonly license: string;
  /** The text of the license, where the project says which that is. */
  readonly licenseText: string | undefined;
  readonly repository: { readonly url: string; readonly directory?: string | undefined } | undefined;
  readonly homepage: string | undefined;
  readonly bugs: string | undefined;
  /** Names of images, or patterns with `*`; nothing for all that the schema says. */
  readonly images: readonly string[] | undefined;
  readonly parts: readonly Part[];
  readonly output: (typeof OUTPUTS)[number];
}

/** The package with all that a schema says, as TypeScript. */
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
};
