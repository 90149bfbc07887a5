import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DiskFiles } from "../../../generator/load/disk.ts";
import type { Naming } from "../../../generator/model/naming.ts";
import { TARGETS } from "../../../generator/targets/targets.ts";
import { diagnosticsOf } from "../../../lsp/requests/diagnostics.ts";
import { Session } from "../../../lsp/workspace/session.ts";
import { copyOfSchema } from "../../support/schema.ts";
import { pageCompiler } from "./page-compiler.ts";

const namings: readonly Naming[] = ["typescript", "go", "python"].flatMap((name) => TARGETS[name]?.naming ?? []);

/** Finds the problems of a schema as the language server does, by path in it. */
async function served(schema: string): Promise<Record<string, unknown>> {
  const files = () => new DiskFiles();
  const settings = { schema, extend: [], namings, isBuiltIn: false };
  const session = new Session(settings, { files, saved: files, turn: async () => undefined });
  await session.analyze();
  const all = [...diagnosticsOf(session.now, session.reports)];
  const inFiles = all.filter(([path]) => path !== schema);
  return Object.fromEntries(inFiles.map(([path, found]) => [path.slice(schema.length + 1), found]));
}

/** Changes of one file of the schema, each of which another pass refuses. */
const CHANGES: readonly (readonly [file: string, from: string, to: string])[] = [
  ["images.yaml", "entries: pstree_entry", "entries: pstree_entri"],
  ["images.yaml", "criu: v4", "criu v4"],
  ["images.yaml", "magic: 0x58313116", "magic: 0x54564319"],
  ["images.yaml", "town: Vladimir", "town: Wladymyrz"],
  ["messages/pagemap.proto", "required uint32 compat_nr_pages", "required uint33 compat_nr_pages"],
  ["messages/pagemap.proto", "message pagemap_entry {", "message pagemap_entry"],
  ["relations.yaml", "pagemap_head.pages_id", "pagemap_head.pages"],
];

describe("problems in the page", () => {
  it("are those of the language server, before and after each change", async () => {
    const compiler = pageCompiler();
    const shown = async () => Object.fromEntries((await compiler.ask("audit", undefined))?.files ?? []);
    await compiler.ask("start", { name: "critgen" });
    expect(await shown()).toEqual(await served(copyOfSchema()));
    for (const [file, from, to] of CHANGES) {
      const texts = new Map(await compiler.ask("start", { name: "critgen" }));
      const text = texts.get(file) ?? "";
      expect(text).toContain(from);
      const changed = text.replace(from, to);
      const schema = copyOfSchema();
      writeFileSync(join(schema, file), changed);
      await compiler.ask("edit", { path: file, text: changed });
      const found = await shown();
      expect(Object.keys(found).length, to).toBeGreaterThan(0);
      expect(found, to).toEqual(await served(schema));
    }
  });

  it("come with the text that explains each code, and end when the fault is mended", async () => {
    const compiler = pageCompiler();
    const texts = new Map(await compiler.ask("start", { name: "image" }));
    const path = "messages/tags.proto";
    const text = texts.get(path) ?? "";
    await compiler.ask("edit", { path, text: text.replace("uint32", "uint33") });
    const found = await compiler.ask("problems", undefined);
    expect(found).toMatchObject({ isAudited: false, files: [[path, [{ code: "unknown-type" }]]] });
    expect(found?.explained["unknown-type"]).toMatch(/type/);
    await compiler.ask("edit", { path, text });
    expect((await compiler.ask("problems", undefined))?.files).toEqual([]);
  });

  it("do not wait for the audit, and keep its findings in files that stay the same", async () => {
    const compiler = pageCompiler();
    const texts = new Map(await compiler.ask("start", { name: "critgen" }));
    const [table, messages] = ["images.yaml", "messages/pagemap.proto"];
    const town = (texts.get(table) ?? "").replace("town: Vladimir", "town: Wladymyrz");
    await compiler.ask("edit", { path: table, text: town });
    const codes = async (name: "problems" | "audit") =>
      (await compiler.ask(name, undefined))?.files.map(([path, all]) => [path, all.map(({ code }) => code)]);
    expect(await codes("problems")).toEqual([]);
    const finding = [table, ["unknown-town"]];
    expect(await codes("audit")).toEqual([finding]);
    const broken = (texts.get(messages) ?? "").replace("required uint32", "required uint33");
    await compiler.ask("edit", { path: messages, text: broken });
    expect(await codes("problems")).toEqual([[messages, ["unknown-type"]], finding]);
    await compiler.ask("edit", { path: table, text: texts.get(table) });
    expect(await codes("problems")).toEqual([[messages, ["unknown-type"]]]);
  });

  it("end for a newer text, as code does", async () => {
    const compiler = pageCompiler();
    const texts = new Map(await compiler.ask("start", { name: "critgen" }));
    const path = "messages/pagemap.proto";
    const text = texts.get(path) ?? "";
    // The first audit loads the towns before it reads the schema.
    await compiler.ask("audit", undefined);
    const found = compiler.ask("audit", undefined);
    const controller = new AbortController();
    const code = compiler.ask("generate", { language: "go" }, { signal: controller.signal });
    await compiler.ask("edit", { path, text: `${text}// Newer.\n` });
    controller.abort();
    await expect(code).rejects.toThrow("aborted");
    expect(await found).toBeUndefined();
    expect(await compiler.ask("generated", { language: "go", path: "go.mod" })).toBeUndefined();
    expect(await compiler.ask("audit", undefined)).toMatchObject({ files: [], isAudited: true });
  });

  it("lie in the extension alone, over critgen's schema", async () => {
    const compiler = pageCompiler();
    await compiler.ask("start", { name: "extension" });
    expect((await compiler.ask("problems", undefined))?.files).toEqual([]);
    await compiler.ask("edit", { path: "messages/acme.proto", text: undefined });
    const found = await compiler.ask("problems", undefined);
    const codes = found?.files.map(([path, all]) => [path, all.map(({ code }) => code)]);
    expect(codes).toContainEqual(["images.yaml", ["unknown-message"]]);
  });
});
