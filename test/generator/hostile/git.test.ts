import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commitOf, describeCheckout, describeRevision, releaseTags } from "../../../generator/criu/repository.ts";
import { withFolder } from "../../../generator/diff/git.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { checkout } from "../criu/trees.ts";

/* A stranger's tree comes with its own .git, whose configuration names programs for git to run. */

const FILE = "criu/include/magic.h";

/** A checkout that has git run a program at every opportunity, and the file that this program makes. */
function trap(): { folder: string; sprung: string } {
  const folder = checkout();
  const sprung = join(temporaryFolder(), "sprung");
  const program = join(folder, ".git", "program");
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${sprung}\ncat\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, ".git", "info", "attributes"), "* filter=all\n* filter=a=b\n");
  const filter = `clean = ${program}\n\tsmudge = ${program}\n\trequired = true\n`;
  appendFileSync(
    join(folder, ".git", "config"),
    `[core]\n\tfsmonitor = ${program}\n\thooksPath = ${join(folder, ".git")}\n[log]\n\tshowSignature = true\n` +
      `[gpg]\n\tprogram = ${program}\n[filter "all"]\n\t${filter}[filter "a=b"]\n\t${filter}`,
  );
  // As if it were newer than git knows it: then its text is looked at, through the filter.
  utimesSync(join(folder, FILE), new Date(), new Date());
  return { folder, sprung };
}

/** Whether the program was run, which is then forgotten. */
function wasSprung(sprung: string): boolean {
  const was = existsSync(sprung);
  rmSync(sprung, { force: true });
  return was;
}

describe("a repository that names programs", () => {
  it("has them run by git alone", () => {
    const { folder, sprung } = trap();
    spawnSync("git", ["-C", folder, "describe", "--always", "--dirty"]);
    expect(wasSprung(sprung)).toBe(true);
    spawnSync("git", ["-C", folder, "checkout-index", "--all", `--prefix=${temporaryFolder()}/`]);
    expect(wasSprung(sprung)).toBe(true);
  });

  it("does not have them run when it is described", () => {
    const { folder, sprung } = trap();
    expect(describeCheckout(folder).name).toMatch(/^v4\.2\.7-1-g/);
    expect(describeRevision(folder, "HEAD", commitOf(folder, "HEAD")).name).toMatch(/^v4\.2\.7-1-g/);
    expect(releaseTags(folder)).toEqual(["v1.4", "v4.2.7"]);
    expect(wasSprung(sprung)).toBe(false);
  });

  it("does not have them run when a folder of a revision is read, which is as it was committed", () => {
    const { folder, sprung } = trap();
    const text = withFolder({ rev: "v4.2.7", dir: folder }, (copy) => readFileSync(join(copy, FILE), "utf8"));
    expect(text).toBe(readFileSync(join(folder, FILE), "utf8"));
    expect(wasSprung(sprung)).toBe(false);
  });

  it("fetches nothing that it lacks", () => {
    const { folder, sprung } = trap();
    const commit = commitOf(folder, "v1.4");
    rmSync(join(folder, ".git", "objects", commit.slice(0, 2), commit.slice(2)), { force: true });
    const far = join(folder, ".git", "far");
    writeFileSync(far, `#!/bin/sh\ntouch ${sprung}\n`);
    chmodSync(far, 0o755);
    appendFileSync(
      join(folder, ".git", "config"),
      `[extensions]\n\tpartialClone = far\n[remote "far"]\n\turl = ext::${far} %S\n` +
        '\tpromisor = true\n[protocol "ext"]\n\tallow = always\n',
    );
    spawnSync("git", ["-C", folder, "cat-file", "-p", commit]);
    expect(wasSprung(sprung)).toBe(true);
    expect(() => describeRevision(folder, commit, commit)).toThrow("git describe failed");
    expect(wasSprung(sprung)).toBe(false);
  });
});
