import {
  LSPErrorCodes,
  type Range,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { NameKind } from "../names/name.ts";
import type { Placed } from "../names/names.ts";
import { uriOfPath } from "../text/uri.ts";
import type { SchemaSource, Snapshot } from "../workspace/snapshot.ts";

/** Forms of the names that can be renamed. */
const FORMS: Readonly<Partial<Record<NameKind, RegExp>>> = {
  image: /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/,
  message: /^[A-Za-z_]\w*$/,
  enum: /^[A-Za-z_]\w*$/,
  field: /^[A-Za-z_]\w*$/,
  value: /^[A-Za-z_]\w*$/,
};

/** Returns the range of the name at an offset and the name itself; undefined if it cannot be renamed. */
export function prepareRename(
  snapshot: Snapshot,
  source: SchemaSource,
  offset: number,
): { range: Range; placeholder: string } | undefined {
  const name = snapshot.names.at(source, offset);
  if (name === undefined || FORMS[name.kind] === undefined) return undefined;
  return { range: source.rangeOf(name), placeholder: source.text.slice(name.from, name.to) };
}

/**
 * Renames the thing at an offset, in all files of the schema.
 *
 * @throws {ResponseError} if it cannot have the new name, or is declared in critgen's own schema
 */
export function rename(
  snapshot: Snapshot,
  source: SchemaSource,
  offset: number,
  newName: string,
): WorkspaceEdit | undefined {
  const { names, settings } = snapshot;
  const name = names.at(source, offset);
  const form = name && FORMS[name.kind];
  if (name === undefined || form === undefined) return undefined;
  const all = names.of(name);
  if (!form.test(newName)) refuse(`\`${newName}\` cannot be the name of a thing of this kind`);
  if (settings.isBuiltIn && all.some((one) => one.source.path.startsWith(settings.schema))) {
    refuse(`\`${name.name}\` is declared in critgen's own schema, which an extension cannot change`);
  }
  const full = siblingOf(name.name, newName);
  const isTaken = name.kind === "image" ? names.known.images.has(full) : names.known.protos.has(full);
  if (isTaken && full !== name.name) refuse(`there is a \`${full}\` already`);
  return { changes: editsOf(all, newName) };
}

function siblingOf(name: string, last: string): string {
  return name.slice(0, name.lastIndexOf(".") + 1) + last;
}

function refuse(message: string): never {
  throw new ResponseError(LSPErrorCodes.RequestFailed, message);
}

function editsOf(all: readonly Placed[], newText: string): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const one of all) {
    const edits = changes[uriOfPath(one.source.path)] ?? [];
    edits.push({ range: one.source.rangeOf(one), newText });
    changes[uriOfPath(one.source.path)] = edits;
  }
  return changes;
}
