import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { afterAllTests, copyOfSchema } from "../support/schema.ts";
import { type Edit, Editor, type Range, type WorkspaceEdit } from "./client.ts";

/* Requests about the full schema, and their expected answers. */

const cleanup = afterAllTests();
let editor: Editor;

beforeAll(async () => {
  editor = new Editor(copyOfSchema(cleanup), cleanup);
  await editor.start();
  editor.type("images.yaml");
});

interface Hover {
  readonly contents: { readonly kind: string; readonly value: string };
  readonly range: Range;
}

interface Place {
  readonly uri: string;
  readonly range: Range;
}

describe("initialize", () => {
  it("lists what the server can do, in UTF-16 positions", async () => {
    const other = new Editor(copyOfSchema());
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
    expect(await other.start()).toEqual({
      serverInfo: { name: "critgen", version },
      capabilities: {
        positionEncoding: "utf-16",
        textDocumentSync: { openClose: true, change: 2, save: true },
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
    });
  });
});

describe("hover", () => {
  const hover = async (file: string, marked: string): Promise<string | undefined> => {
    const answer = await editor.ask<Hover | null>("hover", file, marked);
    return answer?.contents.value;
  };

  it.each([
    [
      'INVENTORY:        { about: "The version of the format for all other images, CRIU\'s own namespaces and cgroups, and the security module", b|y',
      "The file of CRIU's source that writes it.",
    ],
    ["entries: inventory_entry, he|ad: none", "`none`: the image never has a head; omit it otherwise."],
    ["acc|ept:", "Accepted findings of `critgen audit`, by the rule's id and the finding's subjects."],
  ])("explains a key: %s", async (marked, text) => {
    expect(await hover("images.yaml", marked)).toBe(text);
  });

  it("lists the fields of a message, with their types, their comments and since when", async () => {
    const shown = await hover("messages/pagemap.proto", "message pagemap_|entry {");
    expect(shown).toContain("message pagemap_entry {\n  required uint64 vaddr = 1;");
    expect(shown).toContain("  optional bool in_parent = 3;  // Written before v3.5");
    expect(shown).toMatch(/optional uint64 nr_pages = 5; .*since v4\.2\n}/);
    expect(shown).toMatch(/Images: .*PAGEMAP/);
  });

  it("shows the place of a magic, its town and the distance to it", async () => {
    const text = await hover("images.yaml", "magic: 0x5831|3116");
    expect(text).toBe(
      "Magic `0x58313116`: 58°31'N 31°16'E\n\nTown: Velikiy Novgorod, Russia (222,868 people), 0.5 km from it\n\nImages: INVENTORY, since v1.0",
    );
    expect(await hover("images.yaml", "town: Veliky| Novgorod")).toBe(text);
  });

  it("describes fields, images and names of bits across the files", async () => {
    expect(await hover("images.yaml", "inq: bytes(inq_|len)")).toContain("required uint32 inq_len = 1;");
    expect(await hover("messages/pagemap.proto", 'flags = "pmap.|flags"')).toContain("- 0x00000001 PE_PARENT");
    expect(await hover("history.yaml", "images: [INVEN|TORY, FDINFO")).toContain("**INVENTORY** `inventory.img`");
    expect(await hover("messages/pagemap.proto", "nr_p|ages        = 5;")).toMatch(
      /Since v4\.2\.\n\n.*compat_nr_pages/,
    );
  });

  it("has nothing for a comment, and for a file of no schema", async () => {
    expect(await hover("images.yaml", "# The descriptor ta|ble")).toBeUndefined();
    const uri = "file:///nowhere/images.yaml";
    const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
    expect(await editor.client.request("textDocument/hover", params)).toBeNull();
  });
});

/** Returns places as `file: text of the line`. */
function shown(places: readonly Place[]): string[] {
  return places.map(({ uri, range }) => {
    const file = uri.slice(editor.uri("").length).replace(/^\//, "");
    return `${file}: ${editor.at(file, range)} in ${(editor.text(file).split("\n")[range.start.line] ?? "").trim().slice(0, 40)}`;
  });
}

describe("definition", () => {
  it.each([
    ["images.yaml", "entries: pstr|ee_entry", "messages/pstree.proto: pstree_entry in message pstree_entry {"],
    ["images.yaml", "inq: bytes(inq_|len)", "messages/tcp-stream.proto: inq_len in required uint32 inq_len    =  1;"],
    ["images.yaml", "magic: BINFMT_|MISC, ", 'images.yaml: BINFMT_MISC in BINFMT_MISC:      { about: "Interpreters'],
    ["messages/pagemap.proto", 'flags = "pmap.|flags"', "display.yaml: pmap.flags in pmap.flags:"],
    ["messages/tty.proto", "required fown_|entry fown", "messages/fown.proto: fown_entry in message fown_entry {"],
    ["messages/tty.proto", 'import "fown|.proto";', 'messages/fown.proto:  in syntax = "proto2";'],
  ])("in %s at %s", async (file, marked, place) => {
    expect(shown(await editor.ask("definition", file, marked))).toEqual([place]);
  });
});

describe("references", () => {
  it("are in the table, the messages, the display data and the history", async () => {
    const context = { includeDeclaration: false };
    const places = await editor.ask<Place[]>("references", "messages/pagemap.proto", "compat_nr_|pages = 2", {
      context,
    });
    expect(shown(places)).toEqual([
      "images.yaml: compat_nr_pages in pagemap_entry.compat_nr_pages: PAGES",
      "images.yaml: compat_nr_pages in pagemap_entry.compat_nr_pages + pagemap_",
      expect.stringMatching(/^history\.yaml: compat_nr_pages in /),
      "history.yaml: compat_nr_pages in - { field: pagemap_entry.compat_nr_pages",
    ]);
  });

  it("count each row and each field with a message as its type", async () => {
    const context = { includeDeclaration: true };
    const places = await editor.ask<Place[]>("references", "messages/fown.proto", "message fown_|entry {", { context });
    const inProtos = places.filter(({ uri }) => uri.endsWith(".proto"));
    const uses = [...new Set(inProtos.map(({ uri }) => uri))].map((uri) => [
      ...readFileSync(new URL(uri), "utf8").matchAll(/\bfown_entry +\w+ *=|message fown_entry/g),
    ]);
    expect(inProtos).toHaveLength(uses.flat().length);
    expect(inProtos.length).toBeGreaterThan(8);
  });
});

describe("rename", () => {
  const rename = async (file: string, marked: string, newName: string): Promise<Editor> => {
    const other = new Editor(copyOfSchema());
    await other.start();
    for (const name of ["images.yaml", file]) other.type(name);
    other.apply(await other.ask<WorkspaceEdit>("rename", file, marked, { newName }));
    return other;
  };

  /** Checks that an editor's texts have no problems: those of an error typed on purpose are the only ones. */
  const expectNoProblems = async (other: Editor): Promise<void> => {
    other.type("images.yaml", other.text("images.yaml").replace("entries: cpuinfo_entry", "entries: cpuinfo_entri"));
    await other.problemsOf("images.yaml", (found) => found.length > 0);
    const all = [...other.client.diagnostics].flatMap(([, diagnostics]) => diagnostics.map(({ message }) => message));
    expect(all.filter((message) => !message.includes("cpuinfo"))).toEqual([]);
    expect(all.length).toBeGreaterThan(0);
  };

  it("changes rows, types, display data and history of a message", async () => {
    const other = await rename("images.yaml", "entries: tcp_stream_|entry", "tcp_connection");
    for (const file of ["images.yaml", "messages/tcp-stream.proto", "history.yaml"]) {
      expect(other.text(file)).toContain("tcp_connection");
      expect(other.text(file)).not.toMatch(/\btcp_stream_entry\b(?!\.)/);
    }
    await expectNoProblems(other);
  });

  it("changes layouts, places, acceptances, display data and history of a field", async () => {
    const other = await rename("images.yaml", "inq: bytes(inq_|len)", "in_bytes");
    expect(other.text("images.yaml")).toContain("[{ inq: bytes(in_bytes) }, { outq: bytes(outq_len) }]");
    expect(other.text("history.yaml")).toContain("tcp_stream_entry: [in_bytes, ");
    await expectNoProblems(other);
  });

  it("changes the dictionary of a field with codes", async () => {
    const other = await rename("display.yaml", "    task_st|ate:\n", "state_of_task");
    expect(other.text("messages/core.proto")).toContain("state_of_task");
    expect(other.text("display.yaml")).toContain("  gen.state_of_task:\n");
    expect(other.text("images.yaml")).toContain("gen.state_of_task.TASK_ZOMBIE:");
    await expectNoProblems(other);
  });

  it("refuses names that are taken, or none", async () => {
    const rename = (newName: string) => editor.ask("rename", "images.yaml", "entries: tcp_stream_|entry", { newName });
    await expect(rename("pstree_entry")).rejects.toThrow("there is a `pstree_entry` already");
    await expect(rename("a b")).rejects.toThrow("`a b` cannot be the name");
    await expect(editor.ask("rename", "images.yaml", "cri|u: v", { newName: "x" })).resolves.toBeNull();
  });

  it("is prepared with the last part of the name", async () => {
    const prepared = await editor.ask<{ range: Range; placeholder: string }>(
      "prepareRename",
      "images.yaml",
      "pagemap_entry.in_|parent: PAGES",
    );
    expect(prepared.placeholder).toBe("in_parent");
    expect(editor.at("images.yaml", prepared.range)).toBe("in_parent");
    expect(await editor.ask("prepareRename", "images.yaml", "cri|u: v")).toBeNull();
  });
});

describe("the outline", () => {
  interface Symbol {
    readonly name: string;
    readonly detail?: string;
    readonly children: readonly Symbol[];
  }
  const outline = (file: string): Promise<readonly Symbol[]> =>
    editor.client.request("textDocument/documentSymbol", { textDocument: { uri: editor.uri(file) } });

  it("has the sections and rows of the table", async () => {
    const all = await outline("images.yaml");
    expect(all.map(({ name }) => name)).toEqual([
      ...["criu", "heads", "versions", "reserved", "places", "rowless", "spellings", "accept", "images"],
    ]);
    expect(all.at(-1)?.children[0]).toMatchObject({ name: "INVENTORY", detail: "inventory.img" });
  });

  it("has the messages, fields, enums and values of a .proto file", async () => {
    const all = await outline("messages/tty.proto");
    const [first, second] = all;
    expect(first).toMatchObject({ name: "TtyType" });
    expect(first?.children.map(({ name }) => name).slice(0, 3)).toEqual(["UNKNOWN", "PTY", "CONSOLE"]);
    expect(second).toMatchObject({ name: "winsize_entry" });
    expect(second?.children[0]).toMatchObject({ name: "ws_row", detail: "uint32 = 1" });
  });
});

describe("formatting", () => {
  const format = (on: Editor, file: string): Promise<readonly Edit[]> => {
    const options = { tabSize: 2, insertSpaces: true };
    return on.client.request("textDocument/formatting", { textDocument: { uri: on.uri(file) }, options });
  };

  it("leaves the schema's own rows and other files alone", async () => {
    expect(await format(editor, "images.yaml")).toEqual([]);
    expect(await format(editor, "display.yaml")).toEqual([]);
    expect(await format(editor, "messages/tty.proto")).toEqual([]);
  });

  it("gives other rows the same form, and changes no value", async () => {
    const other = new Editor(copyOfSchema());
    await other.start();
    const wanted = readFileSync(join(other.folder, "images.yaml"), "utf8");
    const messy = wanted
      .replace(/^ {2}PSTREE: .*\n.*$/m, (row) => `  PSTREE: ${row.slice(row.indexOf("{")).replaceAll(/\s+/g, " ")}`)
      .replace(
        "magic: 0x61404013, town: Nyandoma,          entries: cpuinfo_entry",
        "entries: cpuinfo_entry,town: Nyandoma,   magic: 0x61404013",
      );
    expect(messy).not.toBe(wanted);
    other.type("images.yaml", messy);
    expect(other.edited("images.yaml", await format(other, "images.yaml"))).toBe(wanted);
  });
});
