import { describe, expect, it } from "vitest";
import { matches } from "../../../generator/config/choose.ts";
import { below, shown } from "../../../generator/config/file.ts";
import { missingText } from "../../../generator/config/license.ts";
import { loadProjects } from "../../../generator/config/load.ts";
import { refuseBadName } from "../../../generator/config/problems.ts";
import { needsText, problemOfLicense, problemOfRepository, repositoryOf } from "../../../generator/config/values.ts";
import { DEFAULT_TARGET } from "../../../generator/targets/targets.ts";
import { problemOfName } from "../../../generator/targets/typescript/package-name.ts";

describe("the name of a package", () => {
  it("must be valid for npm today", () => {
    expect([problemOfName("criu-x"), problemOfName("@acme/x")]).toEqual([undefined, undefined]);
    expect(problemOfName("Criu X")).toMatch(/^a package cannot have the name `Criu X`: .+, .+/);
    // npm accepted capitals with a warning long ago.
    expect(problemOfName("CRIU")).toMatch(/capital letters/);
  });

  it("is refused on the command line with a valid example", () => {
    expect(() => refuseBadName("A B", DEFAULT_TARGET)).toThrow(
      /cannot have the name `A B`.*; write one such as @acme\/criu-pagemap$/,
    );
    expect(() => refuseBadName(undefined, DEFAULT_TARGET)).not.toThrow();
  });
});

describe("a license", () => {
  it.each(["MIT", "MIT OR Apache-2.0", "UNLICENSED", "SEE LICENSE IN file.txt", "SEE LICENCE IN x"])(
    "can be %s",
    (one) => {
      expect(problemOfLicense(one)).toBeUndefined();
    },
  );

  it.each(["WTF", "SEE LICENSE IN ", "NO SEE LICENSE IN x", "UNLICENSED x"])("cannot be %s", (one) => {
    expect(problemOfLicense(one)).toBe(
      `\`${one}\` is neither an SPDX expression, such as Apache-2.0 or "MIT OR Apache-2.0", nor UNLICENSED`,
    );
  });

  it("needs a text unless it is critgen's own or UNLICENSED", () => {
    expect(["MIT", "UNLICENSED", "ISC"].map(needsText)).toEqual([false, false, true]);
    expect(missingText("ISC", "text")).toBeUndefined();
    expect(missingText("MIT", undefined)).toBeUndefined();
    expect(missingText("ISC", undefined)).toEqual({
      message: "there is no file LICENSE beside critgen.yaml with the text of `ISC`",
      hint: "add the file: it becomes part of the package",
    });
  });
});

describe("a repository", () => {
  it.each([
    ["github:acme/x", "git+https://github.com/acme/x.git"],
    ["gitlab:acme/group/x", "git+https://gitlab.com/acme/group/x.git"],
    ["bitbucket:acme/x", "git+https://bitbucket.org/acme/x.git"],
    ["https://example.org/x.git", "https://example.org/x.git"],
    ["ssh://git@example.org/x", "ssh://git@example.org/x"],
    ["git+ssh://git@example.org/x", "git+ssh://git@example.org/x"],
  ])("can be a URL, or its short form: %s", (written, url) => {
    expect(problemOfRepository(written)).toBeUndefined();
    expect(repositoryOf(written)).toEqual({ url });
    expect(repositoryOf({ url: written, directory: "lib" })).toEqual({ url, directory: "lib" });
    expect(problemOfRepository({ url: written })).toBeUndefined();
  });

  it.each([
    "acme/x",
    "gist:1",
    "github:acme",
    "see github:acme/x",
    "github:acme/x y",
    "ftp://x",
    "https://a b",
    "x https://a",
  ])("cannot be %s", (written) => {
    const message = `\`${written}\` is not the URL of a repository, or a short form such as github:acme/x`;
    expect([problemOfRepository(written), problemOfRepository({ url: written })]).toEqual([message, message]);
  });
});

describe("a pattern of images", () => {
  it.each([
    ["NOTE", "NOTE", true],
    ["NOTE", "NOTE_BOX", false],
    ["NOTE", "A_NOTE", false],
    ["*", "NOTE", true],
    ["N*E", "NOTE", true],
    ["NOTE*", "NOTE", true],
    ["N*X*", "NOTE", false],
    ["N.TE", "NOTE", false],
    ["A|NOTE", "NOTE", false],
    ["NOTE\n", "NOTE", false],
  ])("treats only the star specially: %j of %s is %s", (pattern, name, wanted) => {
    expect(matches(pattern, name)).toBe(wanted);
  });
});

describe("paths of a config", () => {
  it("are resolved from its folder, and printed with a leading dot or slash", () => {
    expect([below("a/b", "c"), below("a/b", "../c"), below("a", "/c"), below(".", "c")]).toEqual([
      ...["a/b/c", "a/c", "/c", "c"],
    ]);
    expect([shown("a"), shown("./a/../b"), shown("../a"), shown("")]).toEqual(["./a", "./b", "../a", "./"]);
  });

  it("come from the command line if there is no config", async () => {
    const given = { out: "x", images: ["A"], config: undefined };
    expect(await loadProjects(given)).toMatchObject([{ out: "x", images: ["A"], extend: [], budget: {} }]);
  });
});
