import type { Connection, TextDocumentPositionParams } from "vscode-languageserver/node";
import { SchemaError } from "../generator/model/problem.ts";
import { actions } from "./requests/actions.ts";
import { complete } from "./requests/complete.ts";
import { format } from "./requests/format.ts";
import { hover } from "./requests/hover.ts";
import { outline } from "./requests/outline.ts";
import { definitionOf, referencesTo } from "./requests/places.ts";
import { prepareRename, rename } from "./requests/rename.ts";
import { pathOfUri } from "./text/uri.ts";
import type { SchemaSource, Snapshot } from "./workspace/snapshot.ts";
import type { Served, Workspace } from "./workspace/workspace.ts";
import { Shapes } from "./yaml/shapes.ts";

/** Answers the requests of an editor. A file that belongs to no schema has no answers. */
export function answerRequests(connection: Connection, workspace: Workspace): void {
  const shapes = new Shapes();
  answerNames(connection, workspace, shapes);
  answerFiles(connection, workspace);
  connection.onCompletion(({ textDocument, position }) => {
    const found = foundBy(textDocument.uri, (path) => workspace.typed(path));
    if (found === undefined) return null;
    return complete(found.session, found.source, found.source.offsetAt(position), shapes);
  });
}

/** Answers requests about the thing at a place. */
function answerNames(connection: Connection, workspace: Workspace, shapes: Shapes): void {
  const at = <T>(
    { textDocument, position }: TextDocumentPositionParams,
    answer: (snapshot: Snapshot, source: SchemaSource, offset: number) => T,
  ): T | null => {
    const found = foundBy(textDocument.uri, (path) => workspace.served(path));
    return found === undefined ? null : answer(found.session.now, found.source, found.source.offsetAt(position));
  };
  connection.onHover((params) => at(params, (...place) => hover(...place, shapes)) ?? null);
  connection.onDefinition((params) => at(params, definitionOf));
  connection.onReferences((params) =>
    at(params, (...place) => referencesTo(...place, params.context.includeDeclaration)),
  );
  connection.onPrepareRename((params) => at(params, prepareRename) ?? null);
  connection.onRenameRequest((params) => at(params, (...place) => rename(...place, params.newName)) ?? null);
}

/** Answers requests about a whole file, or a part of it. */
function answerFiles(connection: Connection, workspace: Workspace): void {
  const of = <T>({ uri }: { readonly uri: string }, answer: (served: Served) => T): T | null => {
    const found = foundBy(uri, (path) => workspace.served(path));
    return found === undefined ? null : answer(found);
  };
  connection.onCodeAction(({ textDocument, range }) =>
    of(textDocument, ({ session, source }) =>
      actions(session, source, { from: source.offsetAt(range.start), to: source.offsetAt(range.end) }),
    ),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    of(textDocument, ({ session, source }) => outline(session.now, source)),
  );
  connection.onDocumentFormatting(({ textDocument }) => of(textDocument, ({ source }) => format(source)));
}

/** Finds the file of a URI in its schema; undefined if it has none, or the schema's folder is gone. */
function foundBy(uri: string, find: (path: string) => Served | undefined): Served | undefined {
  const path = pathOfUri(uri);
  try {
    return path === undefined ? undefined : find(path);
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}
