import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { CRITGEN } from "../support/cli.ts";
import type { Cleanup } from "../support/schema.ts";

/*
 * A client of the Language Server Protocol, with nothing of the server's library: it starts critgen as an editor does,
 * and reads and writes the protocol's messages.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly range: Range;
  readonly severity: number;
  readonly code: string;
  readonly source: string;
  readonly message: string;
}

export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

export interface WorkspaceEdit {
  readonly changes: Readonly<Record<string, readonly Edit[]>>;
}

export interface Fix {
  readonly title: string;
  readonly isPreferred?: boolean;
  readonly edit: WorkspaceEdit;
}

export interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Message extends Answer {
  readonly method?: string;
  readonly params?: unknown;
}

export class Client {
  readonly server: ChildProcessWithoutNullStreams;
  /** Messages on standard error. */
  err: string = "";
  /** Last diagnostics by URI, and the number of times that a file got some. */
  readonly diagnostics: Map<string, readonly Diagnostic[]> = new Map();
  readonly logged: string[] = [];
  #id = 0;
  #rest = Buffer.alloc(0);
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #changed: () => void = () => undefined;

  constructor(args: readonly string[] = ["lsp"]) {
    this.server = spawn(execPath, [CRITGEN, ...args], { stdio: "pipe" });
    this.server.stdout.on("data", (piece: Buffer) => this.#read(piece));
    this.server.stderr.on("data", (piece: Buffer) => {
      this.err += piece.toString();
    });
  }

  notify(method: string, params: unknown): void {
    this.write({ jsonrpc: "2.0", method, params });
  }

  /** Sends a request, and returns its id and its answer. */
  send(method: string, params: unknown): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = ++this.#id;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.write({ jsonrpc: "2.0", id, method, params });
    return { id, answer };
  }

  /** Sends a request, and returns its result. */
  async request<T = unknown>(method: string, params: unknown): Promise<T> {
    const { result, error } = await this.send(method, params).answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  /** Waits until the diagnostics meet a condition. */
  async until(isMet: () => boolean): Promise<void> {
    while (!isMet()) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  /** Waits for the end of the server, and returns its exit code. */
  async ended(): Promise<number | null> {
    if (this.server.exitCode === null) await once(this.server, "exit");
    return this.server.exitCode;
  }

  write(message: unknown): void {
    const body = Buffer.from(JSON.stringify(message));
    this.raw(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  raw(bytes: Buffer): void {
    this.server.stdin.write(bytes);
  }

  #read(piece: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, piece]);
    for (;;) {
      const head = this.#rest.indexOf("\r\n\r\n");
      const [, length] = /Content-Length: (\d+)/i.exec(this.#rest.subarray(0, Math.max(head, 0)).toString()) ?? [];
      const end = head + 4 + Number(length);
      if (head < 0 || length === undefined || this.#rest.length < end) return;
      const message = JSON.parse(this.#rest.subarray(head + 4, end).toString()) as Message;
      this.#rest = this.#rest.subarray(end);
      this.#receive(message);
    }
  }

  #receive({ id, method, params, ...answer }: Message): void {
    if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
      this.diagnostics.set(uri, diagnostics);
      this.#changed();
    } else if (method === "window/logMessage") this.logged.push((params as { message: string }).message);
    else if (method !== undefined && id !== undefined) this.write({ jsonrpc: "2.0", id, result: null });
    else if (id !== undefined) {
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    }
  }
}

/** A folder that a server serves, with the texts that an editor has open. */
export class Editor {
  readonly client: Client;
  readonly folder: string;
  readonly #texts = new Map<string, string>();
  #version = 0;

  /** @param cleanup registers the end of the server */
  constructor(folder: string, cleanup: Cleanup = onTestFinished) {
    this.folder = folder;
    this.client = new Client();
    cleanup(() => void this.client.server.kill());
  }

  async start(): Promise<unknown> {
    const result = await this.client.request("initialize", {
      processId: process.pid,
      capabilities: {},
      workspaceFolders: [{ uri: pathToFileURL(this.folder).href, name: "schema" }],
    });
    this.client.notify("initialized", {});
    return result;
  }

  uri(file: string): string {
    return pathToFileURL(join(this.folder, file)).href;
  }

  text(file: string): string {
    return this.#texts.get(file) ?? readFileSync(join(this.folder, file), "utf8");
  }

  /** Opens a file, or changes its text. */
  type(file: string, text: string = this.text(file)): void {
    const version = ++this.#version;
    const uri = this.uri(file);
    if (this.#texts.has(file)) {
      this.client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
    } else this.client.notify("textDocument/didOpen", { textDocument: { uri, version, languageId: "yaml", text } });
    this.#texts.set(file, text);
  }

  close(file: string): void {
    this.#texts.delete(file);
    this.client.notify("textDocument/didClose", { textDocument: { uri: this.uri(file) } });
  }

  /** Returns the place of the `|` in a part of a file, which must be there once. */
  place(file: string, marked: string): { textDocument: { uri: string }; position: Position } {
    const [before = "", after = ""] = marked.split("|");
    const text = this.text(file);
    const offset = text.indexOf(before + after);
    if (offset < 0 || text.indexOf(before + after, offset + 1) >= 0) throw new Error(`not once in ${file}: ${marked}`);
    return { textDocument: { uri: this.uri(file) }, position: positionOf(text, offset + before.length) };
  }

  /** Sends a request about the place of the `|` in a part of a file. */
  ask<T>(method: string, file: string, marked: string, more: object = {}): Promise<T> {
    return this.client.request<T>(`textDocument/${method}`, { ...this.place(file, marked), ...more });
  }

  /** Returns the diagnostics of a file as `code line:column-column`, from 1 as critgen prints them. */
  problems(file: string): string[] {
    const all = this.client.diagnostics.get(this.uri(file)) ?? [];
    return all.map(({ code, range: { start, end } }) => {
      return `${code} ${start.line + 1}:${start.character + 1}-${end.character + 1}`;
    });
  }

  /** Waits for the diagnostics of the present texts: each change of a text brings others. */
  async problemsOf(file: string, isMet: (problems: readonly string[]) => boolean): Promise<string[]> {
    await this.client.until(() => isMet(this.problems(file)));
    return this.problems(file);
  }

  /** Returns the quick fixes for the first diagnostic of a file with a code, by their titles. */
  async fixes(file: string, wanted: RegExp): Promise<Map<string, Fix>> {
    const all = this.client.diagnostics.get(this.uri(file)) ?? [];
    const first = all.find(({ code }) => wanted.test(code));
    if (first === undefined) throw new Error(`${file} has no diagnostics ${wanted}`);
    const textDocument = { uri: this.uri(file) };
    const context = { diagnostics: [first] };
    const params = { textDocument, range: first.range, context };
    const fixes = await this.client.request<readonly Fix[]>("textDocument/codeAction", params);
    return new Map(fixes.map((fix) => [fix.title, fix]));
  }

  /** Types the edits of a change, as an editor applies them. Files that are not open are opened. */
  apply({ changes }: WorkspaceEdit): void {
    for (const [uri, edits] of Object.entries(changes)) {
      const file = relative(this.folder, fileURLToPath(uri));
      if (!this.#texts.has(file)) this.type(file);
      this.type(file, this.edited(file, edits));
    }
  }

  /** Returns the text of a range. */
  at(file: string, { start, end }: Range): string {
    const text = this.text(file);
    return text.slice(offsetOf(text, start), offsetOf(text, end));
  }

  /** Returns the text of a file after edits. */
  edited(file: string, edits: readonly Edit[]): string {
    const text = this.text(file);
    const sorted = edits.toSorted((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start));
    return sorted.reduce(
      (all, { range, newText }) =>
        all.slice(0, offsetOf(text, range.start)) + newText + all.slice(offsetOf(text, range.end)),
      text,
    );
  }
}

function offsetOf(text: string, { line, character }: Position): number {
  return text.split("\n").slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character;
}

function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: (lines.at(-1) ?? "").length };
}
