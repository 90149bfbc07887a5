import {
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { versionOfCritgen } from "../generator/own/version.ts";
import { answerRequests } from "./answers.ts";
import { Publisher } from "./publisher.ts";
import { pathOfUri } from "./text/uri.ts";
import { Workspace } from "./workspace/workspace.ts";

/**
 * Serves schemas to an editor by the Language Server Protocol, until it ends the connection. The library ends the
 * process then: with 0 after a shutdown, otherwise with 1.
 */
export function serve(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): void {
  const connection = createConnection(ProposedFeatures.all, input, output);
  const workspace = new Workspace();
  const publisher = new Publisher(connection, workspace);
  connection.onInitialize((params) => {
    const { workspaceFolders, didChangeWatchedFiles } = params.capabilities.workspace ?? {};
    connection.onInitialized(() => {
      if (workspaceFolders === true) followFolders(connection, workspace, publisher);
      if (didChangeWatchedFiles?.dynamicRegistration === true) watchFiles(connection, workspace);
      publisher.schedule();
    });
    return initialize(params, workspace);
  });
  connection.onDidChangeWatchedFiles(() => {
    workspace.refresh();
    publisher.schedule();
  });
  answerRequests(connection, workspace);
  followDocuments(connection, workspace, publisher);
  connection.listen();
}

function followDocuments(connection: Connection, workspace: Workspace, publisher: Publisher): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    workspace.open(path, document.getText());
    publisher.schedule();
  });
  documents.onDidClose(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    workspace.close(path);
    publisher.schedule();
  });
  documents.listen(connection);
}

function initialize({ workspaceFolders, rootUri }: InitializeParams, workspace: Workspace): InitializeResult {
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  for (const folder of folders.map(pathOfUri)) if (folder !== undefined) workspace.addFolder(folder);
  return {
    serverInfo: { name: "critgen", version: versionOfCritgen() },
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [".", "(", '"', " "] },
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      codeActionProvider: { codeActionKinds: ["quickfix"] },
      documentSymbolProvider: true,
      documentFormattingProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

function followFolders(connection: Connection, workspace: Workspace, publisher: Publisher): void {
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const { uri } of removed) workspace.removeFolder(pathOfUri(uri) ?? "");
    for (const folder of added.map(({ uri }) => pathOfUri(uri))) if (folder !== undefined) workspace.addFolder(folder);
    publisher.schedule();
  });
}

/** Asks the editor to report files that change on the disk: then an edit needs to read none of them. */
function watchFiles(connection: Connection, workspace: Workspace): void {
  const watchers = [{ globPattern: "**/*.{yaml,proto}" }];
  void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).then(
    () => workspace.keepDisk(),
    () => undefined,
  );
}
