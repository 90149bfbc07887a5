import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { releasesBeside } from "../../../upstream/criu/releases.ts";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { planImport } from "../../../upstream/import/import.ts";
import { writeTexts } from "../../../upstream/import/texts.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";
import { checkout, commit, git } from "../criu/trees.ts";

const cleanup = afterAllTests();

/** Changes after v4.2.7: one field is renamed, one has another type, and two are removed. */
const FIRST = {
  "images/fdinfo.proto": ["required uint32\t\tflags\t= 2", "required uint32\t\tmode\t= 2"],
  "images/pagemap.proto": ["uint64 vaddr", "fixed64 vaddr"],
  "images/ladder.proto": ["required uint32 bytes = 2;", ""],
} as const;
const SECOND = { "images/pstree.proto": ["repeated uint32\t\tthreads\t= 5;", ""] } as const;

/** Makes a checkout with a commit after v4.2.7, and the releases v4.3 and v4.4. */
function releases(): string {
  const folder = checkout(cleanup);
  commit(folder, FIRST);
  git(folder, "tag", "development");
  commit(folder, { "Makefile.versions": ["MINOR\t:= 2\nCRIU_VERSION_SUBLEVEL\t:= 7", "MINOR\t:= 3"] }, "v4.3");
  commit(folder, { ...SECOND, "Makefile.versions": ["MINOR\t:= 3", "MINOR\t:= 4"] }, "v4.4");
  return folder;
}

let trees = "";
beforeAll(() => {
  trees = releases();
});

/** Returns the history and notes after imports of these revisions or folders, one after the other. */
function historyOf(...imports: readonly (string | { readonly folder: string; readonly date?: string })[]) {
  const schema = join(temporaryFolder(), "schema");
  let notes: readonly string[] = [];
  for (const one of imports) {
    const [dir, rev] = typeof one === "string" ? [trees, one] : [one.folder];
    const tree = readCriuTree(dir, rev);
    const dated = typeof one === "string" || one.date === undefined ? tree : { ...tree, date: one.date };
    const plan = planImport(schema, dated, releasesBeside(dir, rev));
    writeTexts(schema, plan.before, plan.after);
    notes = plan.notes;
  }
  const text = readFileSync(join(schema, "history.yaml"), "utf8");
  return { text, notes, history: parse(text) as Record<string, Record<string, unknown>> };
}

/** Unpacks a revision to a folder. */
function unpacked(rev: string): string {
  const folder = temporaryFolder();
  cpSync(trees, folder, { recursive: true });
  git(folder, "checkout", "--quiet", rev);
  rmSync(join(folder, ".git"), { recursive: true });
  return folder;
}

const V43 = {
  date: "2031-02-03",
  added: { fields: { fdinfo_entry: ["mode"] } },
  gone: { fields: { fdinfo_entry: ["flags = 2"], ladder_entry: ["bytes = 2"] } },
  renamed: [{ field: "fdinfo_entry.mode", from: "flags" }],
  changed: [{ field: "pagemap_entry.vaddr", from: "required uint64 = 1", to: "required fixed64 = 1" }],
};

describe("the history of a release", () => {
  it("does not depend on a commit that was imported before", () => {
    const { text, history, notes } = historyOf("v4.2.7", "v4.3");
    expect(history["v4.3"]).toEqual(V43);
    expect(notes).toEqual([]);
    expect(historyOf("v4.2.7", "development", "v4.3").text).toBe(text);
  });

  it("is also written from a checkout at its tag", () => {
    const folder = checkout();
    cpSync(join(trees, ".git"), join(folder, ".git"), { recursive: true });
    git(folder, "reset", "--quiet", "--hard");
    git(folder, "checkout", "--quiet", "v4.3");
    expect(historyOf("v4.2.7", { folder }).history["v4.3"]).toEqual(V43);
  });

  it("includes the skipped releases if they are available", () => {
    const { text, history } = historyOf("v4.2.7", "v4.4");
    expect(Object.keys(history).slice(-3)).toEqual(["v4.2.7", "v4.3", "v4.4"]);
    expect(history["v4.4"]).toEqual({ date: "2031-02-03", gone: { fields: { pstree_entry: ["threads = 5"] } } });
    expect(historyOf("v4.2.7", "v4.3", "v4.4").text).toBe(text);
  });

  it("reports a skipped release that cannot be read", () => {
    const folder = temporaryFolder();
    cpSync(trees, folder, { recursive: true });
    git(folder, "checkout", "--quiet", "v4.3");
    commit(folder, { "images/pstree.proto": ["message", "massage"] });
    git(folder, "tag", "--force", "v4.3");
    const schema = join(temporaryFolder(), "schema");
    const bring = (rev: string): void => {
      const { before, after } = planImport(schema, readCriuTree(folder, rev), releasesBeside(folder, rev));
      writeTexts(schema, before, after);
    };
    bring("v4.2.7");
    expect(() => bring("v4.4")).toThrow(/^v4\.3: images\/pstree\.proto:/);
  });
});

describe("the history of an unpacked release", () => {
  it("is missing without its date, and a note says so", () => {
    const { history, notes } = historyOf("v4.2.7", { folder: unpacked("v4.3") });
    expect(Object.keys(history).at(-1)).toBe("v4.2.7");
    expect(notes).toEqual([expect.stringMatching(/does not record v4\.3, .*: import it again with --date/)]);
  });

  it("is written with the given date", () => {
    const { history, notes } = historyOf("v4.2.7", { folder: unpacked("v4.3"), date: "2031-02-03" });
    expect([history["v4.3"], notes]).toEqual([V43, []]);
  });

  it("compares with the old schema, and a note says if that was no release", () => {
    const { notes } = historyOf("v4.2.7", "development", { folder: unpacked("v4.3"), date: "2031-02-03" });
    expect(notes).toEqual([
      expect.stringMatching(/^history\.yaml compares v4\.3 with v4\.2\.7-2-g\w+, not with v4\.2\.7: /),
    ]);
  });
});
