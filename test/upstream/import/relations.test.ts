import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import type { Model } from "../../../generator/model/model.ts";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { planImport } from "../../../upstream/import/import.ts";
import { fitRelations } from "../../../upstream/import/relations.ts";
import { NO_RENAMES } from "../../../upstream/import/renames.ts";
import { writeTexts } from "../../../upstream/import/texts.ts";
import { copyOfSchema, PROJECT_SCHEMA, problemsOf } from "../../support/schema.ts";
import { treeFolder } from "../criu/trees.ts";

const model = loadModel(PROJECT_SCHEMA);
const text = readFileSync(join(PROJECT_SCHEMA, "relations.yaml"), "utf8");

/** Returns the model without some messages, fields and images. */
function without(...names: readonly string[]): Model {
  return {
    ...model,
    images: model.images.filter(({ name }) => !names.includes(name)),
    messages: model.messages
      .filter(({ name }) => !names.includes(name))
      .map((message) => ({
        ...message,
        fields: message.fields.filter(({ name }) => !names.includes(`${message.name}.${name}`)),
      })),
  };
}

const renames = (fields: Readonly<Record<string, string>>) => ({
  ...NO_RENAMES,
  fields: new Map(Object.entries(fields)),
});

/** Lines that one text has and the other lacks. */
function lost(fitted: string): string[] {
  const left = new Set(fitted.split("\n"));
  return text.split("\n").filter((line) => !left.has(line));
}

describe("relations.yaml in an import", () => {
  it("stays as it is if all its names are there", () => {
    expect(fitRelations(text, model, NO_RENAMES)).toEqual({ text, dropped: 0 });
  });

  it("loses the lines of fields and images that are gone, and no others", () => {
    const fitted = fitRelations(text, without("fown_entry.pid", "file_entry.bpf", "APPARMOR"), NO_RENAMES);
    expect(lost(fitted.text).map((line) => line.trim().replace(/ +#.*/, ""))).toEqual([
      "APPARMOR: optional",
      "named: [FILES.bpf.map_id, BPFMAP_FILE.map_id]",
      "fown_entry.pid: process? unless 0",
      "- bpf.id",
      "BPFMAP: bpf",
    ]);
    expect(fitted.text).toContain("    named: [BPFMAP_FILE.map_id]   ");
  });

  it("loses a space without its only key, and then the references to it", () => {
    const { text: fitted } = fitRelations(text, without("tty_info_entry.id"), NO_RENAMES);
    expect(lost(fitted).map((line) => line.trim().replace(/ +#.*/, ""))).toEqual([
      ...["terminal:", "about: One end of a terminal", "keys: TTY_INFO.id"],
      ...["tty_file_entry.tty_info_id: terminal", "tty_data_entry.tty_id: terminal"],
    ]);
  });

  it("has the new names of renamed fields", () => {
    const renamed = {
      ...model,
      messages: model.messages.map((message) => ({
        ...message,
        fields: message.fields.map((field) =>
          message.name === "fown_entry" && field.name === "pid" ? { ...field, name: "owner" } : field,
        ),
      })),
    };
    const fitted = fitRelations(text, renamed, renames({ "fown_entry.pid": "owner" }));
    expect(fitted).toEqual({ text: text.replace("  fown_entry.pid:", "  fown_entry.owner:"), dropped: 0 });
  });
});

describe("an import into a schema", () => {
  it("fits relations.yaml to the tree, and changes nothing the second time", () => {
    const folder = copyOfSchema();
    const tree = readCriuTree(treeFolder("new"));
    const first = planImport(folder, tree);
    writeTexts(folder, first.before, first.after);
    expect(problemsOf(folder)).toEqual([]);
    const fitted = readFileSync(join(folder, "relations.yaml"), "utf8");
    expect(first.notes).toContainEqual(expect.stringMatching(/^relations\.yaml: \d+ names that this release lacks/));
    expect(text.length).toBeGreaterThan(fitted.length);
    const second = planImport(folder, tree);
    expect(second.notes.filter((note) => note.startsWith("relations.yaml"))).toEqual([]);
    expect(second.after.get("relations.yaml")).toBe(fitted);
  });
});
