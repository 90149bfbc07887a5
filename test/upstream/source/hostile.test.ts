import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { readCriuTree } from "../../../upstream/criu/tree.ts";
import { commitOf, describeCheckout, describeRevision, releaseTags } from "../../../upstream/source/repository.ts";
import { withFolder } from "../../../upstream/source/revision-folder.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { checkout, commit } from "../criu/trees.ts";

/* A downloaded tree can contain a .git folder whose configuration names programs for git to run. */

const FILE = "criu/include/magic.h";

/** Makes a checkout that has git run a program at every opportunity; returns the file that the program creates. */
function trap(): { folder: string; sprung: string } {
  const folder = checkout();
  const sprung = join(temporaryFolder(), "sprung");
  const program = join(folder, ".git", "program");
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${sprung}'\ncat\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, ".git", "info", "attributes"), "* filter=all\n* filter=a=b\n");
  // The shell's quotes allow any path.
  const quoted = `"'${program}'"`;
  const filter = `clean = ${quoted}\n\tsmudge = ${quoted}\n\trequired = true\n`;
  appendFileSync(
    join(folder, ".git", "config"),
    `[core]\n\tfsmonitor = ${quoted}\n\thooksPath = ${join(folder, ".git")}\n[log]\n\tshowSignature = true\n` +
      `[gpg]\n\tprogram = ${program}\n[filter "all"]\n\t${filter}[filter "a=b"]\n\t${filter}`,
  );
  // With newer stat data than its index, git reads the file's text, through the filter.
  utimesSync(join(folder, FILE), new Date(), new Date());
  return { folder, sprung };
}

/** Returns whether the program has run since the last call. */
function wasSprung(sprung: string): boolean {
  const was = existsSync(sprung);
  rmSync(sprung, { force: true });
  return was;
}

/** Signs the checkout as well as possible without a key, and tags it as a release. */
function sign(folder: string, tag: string): void {
  const run = (args: readonly string[], input = "") =>
    spawnSync("git", ["-C", folder, ...args], { input, encoding: "utf8" }).stdout;
  const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n";
  const commit = run(["cat-file", "commit", "v4.2.7"]).replace(/^committer .*\n/m, (line) => line + signature);
  run(["tag", tag, run(["hash-object", "-t", "commit", "-w", "--stdin"], commit).trim()]);
}

describe("a signed commit", () => {
  it("runs the configured program if plain git reads it", () => {
    const { folder, sprung } = trap();
    sign(folder, "v4.2.8");
    spawnSync("git", ["-C", folder, "log", "-1", "--format=%as", "v4.2.8"]);
    expect(wasSprung(sprung)).toBe(true);
  });

  it("runs no program if critgen reads it, and has the day of its commit", () => {
    const { folder, sprung } = trap();
    sign(folder, "v4.2.8");
    expect(readCriuTree(folder, "v4.2.8")).toMatchObject({ name: "v4.2.8", date: "2031-02-03" });
    spawnSync("git", ["-C", folder, "checkout", "--quiet", "--force", "v4.2.8"]);
    wasSprung(sprung);
    expect(readCriuTree(folder).date).toBe("2031-02-03");
    expect(wasSprung(sprung)).toBe(false);
  });
});

it("a file that git lacks, as in a partial clone, is reported, not read as empty", () => {
  const folder = checkout();
  const { stdout } = spawnSync("git", ["-C", folder, "rev-parse", "v4.2.7:images/pstree.proto"], { encoding: "utf8" });
  const oid = stdout.trim();
  rmSync(join(folder, ".git", "objects", oid.slice(0, 2), oid.slice(2)));
  expect(() => readCriuTree(folder, "v4.2.7")).toThrow(
    `git lacks ${oid} of v4.2.7, as in a partial clone: fetch it first`,
  );
});

describe("a repository named by git's environment variables, as in a hook", () => {
  /** Runs `work` with git's variables set, as in a hook of another repository. */
  function inHook<T>(other: string, work: () => T): T {
    const variables = {
      GIT_DIR: join(other, ".git"),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, ".git", "index"),
      GIT_OBJECT_DIRECTORY: join(other, ".git", "objects"),
      GIT_PREFIX: "images/",
      GIT_NAMESPACE: "other",
    };
    Object.assign(process.env, variables);
    try {
      return work();
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
  }

  it("is ignored: only the folder selects a repository", () => {
    const folder = checkout();
    const other = checkout();
    commit(other, {}, "v9.9");
    const read = () => ({
      tree: readCriuTree(folder, "v4.2.7").name,
      tags: releaseTags(folder),
      name: describeCheckout(folder).name,
      magic: withFolder({ rev: "v4.2.7", dir: folder }, (copy) => readFileSync(join(copy, FILE), "utf8")),
    });
    const expected = read();
    expect(expected.tags).toEqual(["v1.4", "v4.2.7"]);
    expect(inHook(other, read)).toEqual(expected);
    // The other repository stays unwritten too.
    expect(existsSync(join(other, ".git", "index"))).toBe(true);
    expect(spawnSync("git", ["-C", other, "status", "--porcelain"], { encoding: "utf8" }).stdout).toBe("");
  });
});

describe("a link in a revision", () => {
  /** Returns a checkout whose first header and a message are links. */
  const linked = (): string => {
    const folder = checkout();
    for (const file of [FILE, "images/pstree.proto"]) {
      rmSync(join(folder, file));
      symlinkSync("/etc/hostname", join(folder, file));
    }
    commit(folder, {}, "v4.2.9");
    return folder;
  };

  it("is not a file of the tree", () => {
    expect(() => readCriuTree(linked(), "v4.2.9")).toThrow(`it has neither ${FILE} nor include/magic.h`);
  });

  it("becomes a file with the link's path if the revision is copied to a folder", () => {
    withFolder({ rev: "v4.2.9", dir: linked() }, (copy) => {
      expect(lstatSync(join(copy, FILE)).isFile()).toBe(true);
      expect(readFileSync(join(copy, FILE), "utf8")).toBe("/etc/hostname");
    });
  });
});

describe("a repository that configures programs", () => {
  it("runs them for plain git", () => {
    const { folder, sprung } = trap();
    spawnSync("git", ["-C", folder, "describe", "--always", "--dirty"]);
    expect(wasSprung(sprung)).toBe(true);
    spawnSync("git", ["-C", folder, "checkout-index", "--all", `--prefix=${temporaryFolder()}/`]);
    expect(wasSprung(sprung)).toBe(true);
  });

  it("runs none if critgen describes it", () => {
    const { folder, sprung } = trap();
    expect(describeCheckout(folder).name).toMatch(/^v4\.2\.7-1-g/);
    expect(describeRevision(folder, "HEAD", commitOf(folder, "HEAD")).name).toMatch(/^v4\.2\.7-1-g/);
    expect(releaseTags(folder)).toEqual(["v1.4", "v4.2.7"]);
    expect(wasSprung(sprung)).toBe(false);
  });

  it("runs none if critgen copies a revision to a folder, with its text as committed", () => {
    const { folder, sprung } = trap();
    const text = withFolder({ rev: "v4.2.7", dir: folder }, (copy) => readFileSync(join(copy, FILE), "utf8"));
    expect(text).toBe(readFileSync(join(folder, FILE), "utf8"));
    expect(wasSprung(sprung)).toBe(false);
  });

  it("fetches no missing object", () => {
    const { folder, sprung } = trap();
    const commit = commitOf(folder, "v1.4");
    rmSync(join(folder, ".git", "objects", commit.slice(0, 2), commit.slice(2)), { force: true });
    const far = join(folder, ".git", "far");
    writeFileSync(far, `#!/bin/sh\ntouch '${sprung}'\n`);
    chmodSync(far, 0o755);
    appendFileSync(
      join(folder, ".git", "config"),
      `[extensions]\n\tpartialClone = far\n[remote "far"]\n\turl = ext::${far.replaceAll(" ", "% ")} %S\n` +
        '\tpromisor = true\n[protocol "ext"]\n\tallow = always\n',
    );
    spawnSync("git", ["-C", folder, "cat-file", "-p", commit]);
    expect(wasSprung(sprung)).toBe(true);
    expect(() => describeRevision(folder, commit, commit)).toThrow("git describe failed");
    expect(wasSprung(sprung)).toBe(false);
  });
});
