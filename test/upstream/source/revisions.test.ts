import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { releasesBeside } from "../../../upstream/criu/releases.ts";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";
import { checkout, commit, git, repository, treeFolder } from "../criu/trees.ts";

const cleanup = afterAllTests();

describe("a revision of a repository", () => {
  const folder = repository(cleanup);

  it("is read without a checkout", () => {
    const before = readdirSync(folder);
    const { date, name, ...read } = readCriuTree(folder, "v1.4");
    expect([name, date]).toEqual(["v1.4", "2031-02-03"]);
    expect(readCriuTree(treeFolder("old"))).toEqual({ ...read, name });
    expect(readdirSync(folder)).toEqual(before);
  });

  it("is named by `git describe`", () => {
    expect(readCriuTree(folder, "HEAD").name).toMatch(/^v4\.2\.7-1-g/);
  });

  it("is named by its tag, however it is requested", () => {
    for (const rev of ["v4.2.7", "v4.2.7^0", "v4.2.7~0", "refs/tags/v4.2.7", "HEAD~1"]) {
      expect([rev, readCriuTree(folder, rev).name]).toEqual([rev, "v4.2.7"]);
    }
  });

  it("must exist in a repository", () => {
    expect(() => readCriuTree(folder, "v9.9")).toThrow(`${folder} has no revision v9.9`);
    expect(() => readCriuTree(folder, "--all")).toThrow("has no revision --all");
    expect(() => readCriuTree(temporaryFolder(), "v1.4")).toThrow("is not a git repository");
    const other = checkout();
    git(other, "rm", "--quiet", "criu/include/magic.h");
    commit(other, {}, "v9.9");
    expect(() => readCriuTree(other, "v9.9")).toThrow(`${other} at v9.9 is not a source tree of CRIU: it has neither`);
  });
});

it("a repository has its release tags as releases, oldest first", () => {
  const other = checkout();
  for (const tag of ["v4.10", "v4.9", "v4.11-rc1", "vast"]) git(other, "tag", tag);
  expect(releasesBeside(other, "HEAD").names).toEqual(["v1.4", "v4.2.7", "v4.9", "v4.10"]);
  expect(releasesBeside(other, undefined).read("v1.4").name).toBe("v1.4");
  expect(() => releasesBeside(other, "HEAD").read("v9.9")).toThrow(`v9.9: ${other} has no revision v9.9`);
});

describe("a checkout", () => {
  it("at a release tag is that release, with its date", () => {
    const folder = checkout();
    git(folder, "checkout", "--quiet", "v4.2.7");
    expect(readCriuTree(folder)).toMatchObject({ name: "v4.2.7", date: "2031-02-03" });
    expect(readCriuTree(folder)).toEqual(readCriuTree(folder, "v4.2.7"));
  });

  it("is no release after the tag, or with changed files", () => {
    const folder = checkout();
    expect(readCriuTree(folder).name).toMatch(/^v4\.2\.7-1-g[0-9a-f]+$/);
    git(folder, "checkout", "--quiet", "v4.2.7");
    appendFileSync(join(folder, "images/pstree.proto"), "\n");
    expect(readCriuTree(folder).name).toBe("v4.2.7-dirty");
  });

  it("is named by its version and its commit if there are no tags", () => {
    const folder = checkout();
    git(folder, "tag", "--delete", "v1.4", "v4.2.7");
    expect(readCriuTree(folder).name).toMatch(/^v4\.2\.7-g[0-9a-f]+$/);
    commit(folder, {}, "latest");
    expect(readCriuTree(folder, "latest").name).toMatch(/^v4\.2\.7-g[0-9a-f]+$/);
  });

  it("is an ordinary folder inside another project's repository", () => {
    expect(readCriuTree(treeFolder("new"))).not.toHaveProperty("date");
  });
});
