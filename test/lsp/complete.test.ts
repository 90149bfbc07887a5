import { beforeAll, describe, expect, it } from "vitest";
import { afterAllTests, copyOfSchema } from "../support/schema.ts";
import { type Edit, Editor } from "./client.ts";

/* Completion in texts that are typed just now: mostly they are broken. */

interface Item {
  readonly label: string;
  readonly detail?: string;
  readonly textEdit: Edit;
  readonly additionalTextEdits?: readonly Edit[];
}

const cleanup = afterAllTests();
let editor: Editor;

beforeAll(async () => {
  editor = new Editor(copyOfSchema(cleanup), cleanup);
  await editor.start();
});

/** Types a text with a `|` in place of a part of a file, and completes it there. */
async function complete(file: string, part: string, typed: string): Promise<readonly Item[]> {
  const before = editor.text(file);
  const at = before.indexOf(part);
  expect(at, `${part} in ${file}`).toBeGreaterThanOrEqual(0);
  editor.type(file, before.slice(0, at) + typed.replace("|", "") + before.slice(at + part.length));
  const text = editor.text(file).slice(0, at + typed.indexOf("|"));
  const lines = text.split("\n");
  const position = { line: lines.length - 1, character: (lines.at(-1) ?? "").length };
  const params = { textDocument: { uri: editor.uri(file) }, position };
  const { items } = await editor.client.request<{ items: readonly Item[] }>("textDocument/completion", params);
  editor.type(file, before);
  return items;
}

const NEXT = "\n  CPUINFO:";

/** Types keys of a new row of the table, which is not closed yet. */
const inRow = (typed: string): Promise<readonly Item[]> =>
  complete("images.yaml", NEXT, `\n  FRESH: { about: "It is new", file: fresh.img, ${typed}${NEXT}`);

const labels = (items: readonly Item[]): string[] => items.map(({ label }) => label);

describe("in a row, completion lists", () => {
  it("the keys that it lacks", async () => {
    const keys = labels(await inRow("en|"));
    expect(keys).toEqual(expect.arrayContaining(["magic", "town", "entries", "extra", "flags"]));
    expect(keys).not.toContain("about");
    expect(keys).not.toContain("file");
    const [entries] = (await inRow("en|")).filter(({ label }) => label === "entries");
    expect(entries?.textEdit.newText).toBe("entries: ");
  });

  it("messages", async () => {
    const items = await inRow("entries: tty|");
    expect(labels(items)).toEqual(expect.arrayContaining(["tty_info_entry", "pstree_entry"]));
    expect(items.find(({ label }) => label === "tty_data_entry")?.detail).toBe("What waited in a terminal to be read");
  });

  it("fields that can be lengths: integers of the message before", async () => {
    const fields = labels(await inRow("entries: tcp_stream_entry, extra: bytes(|"));
    expect(fields).toEqual(expect.arrayContaining(["inq_len", "outq_len"]));
    expect(fields).not.toContain("cork");
    expect(labels(await inRow("entries: ipc_msg_entry, extra: { messages: ipc_msg(qnum), extra: bytes(|"))).toEqual([
      "mtype",
      "msize",
    ]);
    expect(labels(await inRow("entries: ipc_msg_entry, extra: { messages: ipc_msg(|"))).toEqual(["qbytes", "qnum"]);
  });

  it("booleans in a condition", async () => {
    expect(labels(await inRow("entries: ipc_shm_entry, extra: bytes(size) |"))).toEqual(["if", "unless"]);
    const fields = labels(await inRow("entries: ipc_shm_entry, extra: bytes(size) unless |"));
    expect(fields).toEqual(["in_pagemaps"]);
  });

  it("towns with a free magic, and the magic along with the town", async () => {
    const items = await inRow("town: Klai|");
    const klaipeda = items.find(({ label }) => label === "Klaipėda");
    expect(klaipeda?.detail).toMatch(/^0x5[0-9]{3}2[0-9]{3}, Klaipėda, Lithuania \([\d,]+ people\)$/);
    expect(klaipeda?.textEdit.newText).toBe(`Klaipėda, magic: ${klaipeda?.detail?.slice(0, 10)}`);
    // Kyiv is the town of PSTREE.
    expect(labels(await inRow("town: Kyiv|"))).not.toContain("Kyiv");
  });

  it("the free magic of its town, and rows to share a magic of", async () => {
    const items = await inRow('town: "Klaipėda", magic: |');
    expect(items[0]?.label).toMatch(/^0x55[0-9]{2}21[0-9]{2}$/);
    expect(labels(items)).toContain("PSTREE");
    expect(labels(items)).not.toContain("PSIGNAL");
  });

  it("towns at its magic", async () => {
    expect(labels(await inRow("magic: 0x50273030, town: |"))[0]).toMatch(/^Ky[iy]*v$/);
  });

  it("values that the JSON Schema names", async () => {
    expect(labels(await inRow("flags: [|"))).toEqual(["O_SERVICE", "O_NOBUF", "O_FORCE_LOCAL"]);
    expect(labels(await inRow("head: |"))).toEqual(["none"]);
    expect(labels(await inRow("until: |")).slice(-1)).toEqual(["never"]);
  });

  it("nothing in a comment", async () => {
    expect(await complete("images.yaml", "# Accepted findings", "# Accepted| findings")).toEqual([]);
  });
});

describe("completion elsewhere lists", () => {
  it.each([
    ["images.yaml", "\nrowless:", "\n  pagemap_entry.|\nrowless:", "pagemap_entry.nr_pages"],
    ["images.yaml", "pagemap_head.pages_id: PAGES", "pagemap_head.pages_id: |", "PAGES"],
    ["images.yaml", "  near-magics:\n", "  shared|\n  near-magics:\n", "shared-town"],
    ["display.yaml", "[tcp_stream_entry.opt_mask]", "[tcp_stream_entry.|]", "tcp_stream_entry.inq_len"],
    ["history.yaml", "tcp_stream_entry: [snd_wl1,", "tcp_stream_entry: [|,", "rcv_wup"],
    [
      "history.yaml",
      "      tcp_stream_entry: [snd_wl1,",
      "      |\n      tcp_stream_entry: [snd_wl1,",
      "tty_info_entry",
    ],
    ["messages/tty.proto", "required fown_entry fown", "required | fown", "fown_entry"],
    ["messages/tty.proto", 'import "fown.proto";', 'import "|', "fown.proto"],
    ["messages/pagemap.proto", 'flags = "pmap.flags"', 'flags = "|"', "pmap.flags"],
    ["messages/core.proto", 'dict = "gen"', 'dict = "|"', "gen"],
    ["messages/pagemap.proto", "(criu).hex", "(criu).|", "ipadd"],
  ])("in %s in place of %j: %j", async (file, part, typed, label) => {
    expect(labels(await complete(file, part, typed))).toContain(label);
  });

  it("types of files that are not imported, with their import", async () => {
    const items = await complete(
      "messages/pagemap.proto",
      "  optional uint64 nr_pages",
      "  optional fown|\n  optional uint64 nr_pages",
    );
    const [fown] = items.filter(({ label }) => label === "fown_entry");
    expect(fown?.additionalTextEdits?.map(({ newText }) => newText)).toEqual(['\nimport "fown.proto";']);
  });
});
