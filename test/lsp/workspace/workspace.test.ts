import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Workspace } from "../../../lsp/workspace/workspace.ts";
import { copyOfSchema, table, tinySchema } from "../../support/schema.ts";

it("an edit reads no file of the disk again if the editor sends notices of changed files", () => {
  const folder = copyOfSchema();
  const path = join(folder, "images.yaml");
  const text = readFileSync(path, "utf8");
  const workspace = new Workspace();
  workspace.keepDisk();
  workspace.addFolder(folder);
  workspace.open(path, text);
  const isWhole = (): boolean | undefined => workspace.served(path)?.session.now.loaded.isWhole;
  expect(isWhole()).toBe(true);
  writeFileSync(join(folder, "messages/pstree.proto"), "message {");
  workspace.open(path, `${text}# edited\n`);
  expect(isWhole()).toBe(true);
  workspace.refresh();
  expect(isWhole()).toBe(false);
});

it("without such notices, an edit reads changed files", () => {
  const folder = tinySchema();
  const path = join(folder, "images.yaml");
  const workspace = new Workspace();
  workspace.open(path, table());
  expect(workspace.served(path)?.session.now.loaded.isWhole).toBe(true);
  writeFileSync(join(folder, "messages/base.proto"), "message {");
  workspace.open(path, `${table()}# edited\n`);
  expect(workspace.served(path)?.session.now.loaded.isWhole).toBe(false);
});

it("names in other files are found again only if an edit changes which names there are", () => {
  const folder = copyOfSchema();
  const path = join(folder, "images.yaml");
  const text = readFileSync(path, "utf8");
  const workspace = new Workspace();
  workspace.addFolder(folder);
  const named = (edited: string) => {
    workspace.open(path, edited);
    const all = workspace.served(path)?.session.now.names.of({ kind: "message", name: "pstree_entry" }) ?? [];
    return all.filter(({ source }) => source.path !== path);
  };
  const before = named(text);
  expect(before.length).toBeGreaterThan(1);
  const same = named(`# a line more\n${text}`);
  expect(same.every((one, i) => one === before[i])).toBe(true);
  const other = named(text.replace("\n  PSTREE:", "\n  PSTREES:"));
  expect(other).toEqual(before);
  expect(other[0]).not.toBe(before[0]);
});
