import { listOwn, readOwn } from "../../generator/own/own-files.ts";

/** A schema to begin with. */
interface Start {
  readonly name: string;
  /** Folder in critgen's package. */
  readonly folder: string;
  /** Whether it is an extension of critgen's own schema. */
  readonly isExtension: boolean;
}

/** Folder of critgen's own schema. */
export const OWN_SCHEMA = "schema";

const STARTS: readonly Start[] = [
  { name: "critgen", folder: OWN_SCHEMA, isExtension: false },
  { name: "image", folder: "examples/schemas/one-image", isExtension: false },
  { name: "extension", folder: "examples/schemas/extension", isExtension: true },
];

/** Finds a start; the first if there is none of the name. */
export function startNamed(name: string): Start {
  const [first] = STARTS;
  const found = STARTS.find((one) => one.name === name) ?? first;
  if (found === undefined) throw new Error("there is a first start");
  return found;
}

/** Returns the texts of a folder with a schema, by their paths in it. */
export function textsOf(folder: string): Map<string, string> {
  const paths = listOwn(folder).filter((path) => /\.(?:yaml|proto)$/.test(path));
  return new Map(paths.map((path) => [path, readOwn(`${folder}/${path}`)]));
}
