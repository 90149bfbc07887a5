import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Workspace } from "../../../lsp/workspace/workspace.ts";
import { copyOfSchema } from "../../support/schema.ts";

it("an edit reads no file of the disk again; a notice of changed files reads all", () => {
  const folder = copyOfSchema();
  const path = join(folder, "images.yaml");
  const text = readFileSync(path, "utf8");
  const workspace = new Workspace();
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
