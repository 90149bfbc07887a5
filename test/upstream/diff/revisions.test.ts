import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { planImport } from "../../../upstream/import/import.ts";
import { writeTexts } from "../../../upstream/import/texts.ts";
import { critgenHere } from "../../support/here.ts";
import { afterAllTests, proto, temporaryFolder } from "../../support/schema.ts";
import { git, repository, treeFolder } from "../criu/trees.ts";
import { changesOf, diff, schema } from "./run.ts";

const cleanup = afterAllTests();

describe("critgen diff", () => {
  let trees = "";
  beforeAll(() => {
    trees = repository(cleanup);
  });

  it("reads source trees from folders and from revisions, without a checkout", () => {
    const status = () => execFileSync("git", ["-C", trees, "status", "--porcelain"]).toString();
    const before = status();
    const changes = changesOf(diff(`v1.4:${trees}`, treeFolder("new"), { as: "json" }));
    expect(changes).toContainEqual(expect.objectContaining({ what: "magic", name: "IMG_COMMON", kind: "added" }));
    expect(changes.some(({ what, name }) => what === "field" && name === "nr_pages")).toBe(true);
    expect(changesOf(diff(`v4.2.7:${trees}`, treeFolder("new"), { as: "json" }))).toEqual([]);
    expect(status()).toBe(before);
  });

  it("compares a schema with its own source tree", () => {
    const folder = join(temporaryFolder(), "schema");
    const { before, after } = planImport(folder, readCriuTree(treeFolder("new")));
    writeTexts(folder, before, after);
    // The import takes a town from the built-in schema, not from the tree; manual edits stay.
    const { code, out } = diff(folder, treeFolder("new"));
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/:\s+1\s+change,\s+and\s+nothing\s+breaks\n\nBreaks nothing:\n {2}IMG_COMMON\n/),
    ]);
  });

  it("reads a schema of a revision, anywhere in its repository", async () => {
    const folder = temporaryFolder();
    cpSync(schema("optional uint32 a = 1;"), join(folder, "deep"), { recursive: true });
    git(folder, "init", "--quiet");
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "one");
    writeFileSync(join(folder, "deep/messages/m.proto"), proto("message m { optional uint32 b = 1; }"));
    const { code, out } = await critgenHere(["diff", "HEAD:deep", "deep"], { cwd: folder });
    expect([code, out]).toEqual([1, expect.stringContaining("~ field b renamed: optional uint32 a = 1 → optional")]);
    // A revision without a folder refers to the folder of the other side.
    const changes = out.slice(out.indexOf("\n"));
    expect((await critgenHere(["diff", "HEAD", "."], { cwd: join(folder, "deep") })).out).toContain(changes);
    expect(diff("HEAD", `${folder}/deep`).out).toContain(changes);
    expect(diff("HEAD", `HEAD:${folder}/deep`).code).toBe(0);
    expect(() => diff(`HEAD:${folder}/nowhere`, folder)).toThrow("nowhere has no images.yaml: it is not a schema");
    expect(() => diff(`HEAD~1:${folder}/deep`, folder)).toThrow("HEAD~1");
  });
});
