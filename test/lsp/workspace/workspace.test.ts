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
