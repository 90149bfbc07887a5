import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { copyOfSchema, proto, table, tinySchema } from "../support/schema.ts";
import { Client, Editor } from "./client.ts";

/** Checks that a server still answers, and has logged no fault of its own. */
async function expectAlive(editor: Editor): Promise<void> {
  editor.type("messages/base.proto", proto("message base_entry {\n  required uint32 version = 1;\n}"));
  const hover = await editor.ask<{ contents: { value: string } }>(
    "hover",
    "messages/base.proto",
    "message base_|entry {",
  );
  expect(hover.contents.value).toContain("message base_entry {");
  expect(editor.client.logged).toEqual([]);
  expect(editor.client.err).toBe("");
}

async function tiny(): Promise<Editor> {
  const editor = new Editor(tinySchema());
  await editor.start();
  return editor;
}

describe("a broken file never ends the server", () => {
  it.each([
    ["a huge line", "images.yaml", `${table()}  X: { about: "${"x".repeat(2_000_000)}`],
    ["many brackets", "images.yaml", `images: ${"[".repeat(3000)}`],
    ["a NUL", "display.yaml", "flags: {\0}\n"],
    ["a lone carriage return", "display.yaml", "flags: {}\rdicts: {}\n"],
    ["no text", "images.yaml", ""],
    ["a list for a map", "images.yaml", "- 1\n- 2\n"],
    ["aliases", "images.yaml", "a: &a [1]\nb: [*a, *a]\n"],
    ["an open string", "messages/more.proto", 'import "x'],
    ["an open comment", "messages/more.proto", "/* never closed"],
    ["half of a surrogate pair", "messages/more.proto", "// \ud83d\nmessage more {}"],
    ["deep messages", "messages/more.proto", "message m { ".repeat(500)],
  ])("%s", async (_, file, text) => {
    const editor = await tiny();
    editor.type(file, text);
    const textDocument = { uri: editor.uri(file) };
    const lines = text.split("\n");
    const position = { line: lines.length - 1, character: (lines.at(-1) ?? "").length };
    for (const method of ["hover", "definition", "completion", "prepareRename"]) {
      await editor.client.send(`textDocument/${method}`, { textDocument, position }).answer;
    }
    const context = { diagnostics: [], includeDeclaration: true };
    const range = { start: { line: 0, character: 0 }, end: position };
    await editor.client.request("textDocument/references", { textDocument, position, context });
    await editor.client.request("textDocument/codeAction", { textDocument, range, context });
    await editor.client.request("textDocument/documentSymbol", { textDocument });
    await editor.client.request("textDocument/formatting", {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    });
    await expectAlive(editor);
  });

  it("invalid UTF-8 on the disk, and a place beyond the text", async () => {
    const folder = tinySchema();
    writeFileSync(join(folder, "display.yaml"), Buffer.from([0x66, 0xff, 0xfe, 0x0a]));
    const editor = new Editor(folder);
    await editor.start();
    const found = await editor.problemsOf("display.yaml", (all) => all.length > 0);
    expect(found.join()).toContain("bad-encoding 1:2");
    const params = { textDocument: { uri: editor.uri("display.yaml") }, position: { line: 1e6, character: 1e6 } };
    await editor.client.request("textDocument/hover", params);
    await expectAlive(editor);
  });

  it("imports in a circle", async () => {
    const editor = await tiny();
    editor.type("messages/a.proto", 'syntax = "proto2";\nimport "b.proto";\nmessage a { optional b x = 1; }\n');
    editor.type("messages/b.proto", 'syntax = "proto2";\nimport "a.proto";\nmessage b { optional a x = 1; }\n');
    const found = await editor.problemsOf("messages/b.proto", (all) => all.length > 0);
    expect(found).toEqual(["bad-import 2:9-16"]);
    await expectAlive(editor);
  });

  it("a file that is deleted while it is open, then the whole folder", async () => {
    const editor = await tiny();
    editor.type("messages/more.proto", proto("message more { optional base_entry x = 1; }"));
    await editor.client.request("textDocument/documentSymbol", {
      textDocument: { uri: editor.uri("messages/more.proto") },
    });
    rmSync(join(editor.folder, "images.yaml"));
    rmSync(join(editor.folder, "messages"), { recursive: true });
    editor.type("messages/more.proto", proto("message more {}"));
    await editor.problemsOf("images.yaml", (all) => all.some((one) => one.startsWith("unreadable")));
    rmSync(editor.folder, { recursive: true });
    editor.close("messages/more.proto");
    await editor.problemsOf("images.yaml", (all) => all.length === 0);
    mkdirSync(editor.folder);
    expect(editor.client.logged).toEqual([]);
    expect(editor.client.server.exitCode).toBeNull();
  });
});

describe("the protocol", () => {
  it("cancels a request", async () => {
    const editor = new Editor(copyOfSchema());
    await editor.start();
    editor.type("images.yaml");
    const params = { textDocument: { uri: editor.uri("images.yaml") } };
    const busy = editor.client.send("textDocument/documentSymbol", params);
    const waiting = editor.client.send("textDocument/documentSymbol", params);
    editor.client.notify("$/cancelRequest", { id: waiting.id });
    expect((await busy.answer).error).toBeUndefined();
    const answer = await waiting.answer;
    // The library drops a request that still waits; one that runs already is answered.
    expect(answer.error?.code ?? -32800).toBe(-32800);
    await editor.ask("hover", "images.yaml", "cri|u: v");
  });

  it("refuses unknown requests, and goes on", async () => {
    const editor = await tiny();
    const { error } = await editor.client.send("textDocument/nothing", {}).answer;
    expect(error?.code).toBe(-32601);
    await expectAlive(editor);
  });

  it("ends with 0 after a shutdown, and with 1 without", async () => {
    const polite = await tiny();
    expect(await polite.client.request("shutdown", null)).toBeNull();
    polite.client.notify("exit", null);
    expect(await polite.client.ended()).toBe(0);
    const rude = await tiny();
    rude.client.notify("exit", null);
    expect(await rude.client.ended()).toBe(1);
  });

  it("ends with its input", async () => {
    const editor = await tiny();
    editor.client.server.stdin.end();
    expect(await editor.client.ended()).toBe(1);
  });

  it("ends after the death of the editor, even if another process holds its input", async () => {
    const parent = spawn(execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const client = new Client();
    const workspaceFolders = [{ uri: pathToFileURL(tinySchema()).href, name: "schema" }];
    await client.request("initialize", { processId: parent.pid, capabilities: {}, workspaceFolders });
    client.notify("initialized", {});
    parent.kill("SIGKILL");
    await once(parent, "exit");
    expect(await client.ended()).toBe(1);
  });

  it("accepts the option --stdio, which some editors pass", async () => {
    const client = new Client(["lsp", "--stdio"]);
    await client.request("initialize", { processId: null, capabilities: {}, rootUri: null });
    await client.request("shutdown", null);
    client.notify("exit", null);
    expect(await client.ended()).toBe(0);
  });
});
