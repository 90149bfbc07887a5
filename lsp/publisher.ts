import type { Connection, Diagnostic } from "vscode-languageserver/node";
import { SchemaError } from "../generator/model/problem.ts";
import { diagnosticsOf } from "./requests/diagnostics.ts";
import { uriOfPath } from "./text/uri.ts";
import type { Session } from "./workspace/session.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** Pause after the last change before the schemas are analysed, in milliseconds. */
const PAUSE = 150;

/** Analyses the schemas after changes, and sends the diagnostics of files that got other ones. */
export class Publisher {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  /** Diagnostics that the editor has, as JSON by the path of their file. */
  readonly #sent = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;

  constructor(connection: Connection, workspace: Workspace) {
    this.#connection = connection;
    this.#workspace = workspace;
  }

  /** Analyses the schemas once no change comes any more. */
  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), PAUSE);
  }

  async #run(): Promise<void> {
    // The running analysis notices the change, and schedules another one.
    if (this.#isRunning) return;
    this.#isRunning = true;
    const sessions = this.#workspace.sessions;
    const done = await Promise.all(sessions.map((session) => this.#analyze(session)));
    this.#isRunning = false;
    if (done.every(Boolean) && sessions.length === this.#workspace.sessions.length) this.#publish(sessions);
    else this.schedule();
  }

  /** Analyses a schema. A fault of critgen's own is logged: it must not end the server. */
  async #analyze(session: Session): Promise<boolean> {
    try {
      return await session.analyze();
    } catch (error) {
      if (error instanceof SchemaError) return true;
      this.#connection.console.error(`the schema was not analysed: ${(error as Error).stack}`);
      return true;
    }
  }

  #publish(sessions: readonly Session[]): void {
    const all = new Map<string, Diagnostic[]>();
    for (const session of sessions) {
      for (const [path, diagnostics] of this.#diagnosticsOf(session)) {
        // Files of several schemas, such as the built-in one, are reported once.
        if (!all.has(path)) all.set(path, diagnostics);
      }
    }
    for (const path of this.#sent.keys()) if (!all.has(path)) all.set(path, []);
    for (const [path, diagnostics] of all) this.#send(path, diagnostics);
  }

  #diagnosticsOf(session: Session): Map<string, Diagnostic[]> {
    try {
      return diagnosticsOf(session.now, session.reports);
    } catch (error) {
      // The folder of the schema is gone.
      if (error instanceof SchemaError) return new Map();
      throw error;
    }
  }

  #send(path: string, diagnostics: Diagnostic[]): void {
    const text = JSON.stringify(diagnostics);
    if (text === (this.#sent.get(path) ?? "[]")) return;
    if (diagnostics.length === 0) this.#sent.delete(path);
    else this.#sent.set(path, text);
    void this.#connection.sendDiagnostics({ uri: uriOfPath(path), diagnostics });
  }
}
