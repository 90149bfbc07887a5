import type { Location } from "vscode-languageserver/node";
import type { Placed } from "../names/names.ts";
import { uriOfPath } from "../text/uri.ts";
import type { SchemaSource, Snapshot } from "../workspace/snapshot.ts";

/** Returns the places that declare the name at an offset. */
export function definitionOf(snapshot: Snapshot, source: SchemaSource, offset: number): Location[] {
  return placesOf(snapshot, source, offset, ({ isDeclaration }) => isDeclaration);
}

/** Returns the places that use the name at an offset. */
export function referencesTo(
  snapshot: Snapshot,
  source: SchemaSource,
  offset: number,
  withDeclaration: boolean,
): Location[] {
  return placesOf(snapshot, source, offset, ({ isDeclaration }) => withDeclaration || !isDeclaration);
}

function placesOf(
  { names }: Snapshot,
  source: SchemaSource,
  offset: number,
  isWanted: (one: Placed) => boolean,
): Location[] {
  const name = names.at(source, offset);
  if (name === undefined) return [];
  const found = names.of(name).filter(isWanted);
  return found.map((one) => ({ uri: uriOfPath(one.source.path), range: one.source.rangeOf(one) }));
}
