import { parseDocument } from "yaml";
import { isOlder } from "../../generator/model/releases.ts";
import { readTexts } from "./texts.ts";

/** Returns the release of a schema if the release of a tree is older. The import of that tree is a step back. */
export function newerThan(tree: { readonly name: string }, schema: string): string | undefined {
  const table = readTexts(schema).get("images.yaml");
  const criu: unknown = table === undefined ? undefined : parseDocument(table).get("criu");
  return typeof criu === "string" && isOlder(tree.name, criu) ? criu : undefined;
}
