import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { withoutComments } from "../../../upstream/criu/comments.ts";
import { NO_RELEASES, releasesBeside } from "../../../upstream/criu/releases.ts";
import { quote } from "../../../upstream/criu/token.ts";
import { readText, refuseLong, refuseMuch } from "../../../upstream/source/read-text.ts";
import { TreeError } from "../../../upstream/source/tree-file.ts";
import { temporaryFolder } from "../../support/schema.ts";

describe("comments become spaces, without moving other text", () => {
  it.each([
    ["a // b\nc", "a     \nc"],
    ["a /* b\n c */ d", "a     \n      d"],
    ["a /*/ b */ c", "a          c"],
    ['a "// b" c', 'a "// b" c'],
    ["'/*' // x", "'/*'     "],
    ["`//` /* x */`/*`", "`//`        `/*`"],
    [String.raw`"a\"//" // b`, String.raw`"a\"//"     `],
    ['"open // text\n// b', '"open // text\n    '],
    ["a // b", "a     "],
    ["a /* b", "a     "],
    ["a / b", "a / b"],
    ["", ""],
  ])("in %j", (text, plain) => {
    expect(withoutComments(text)).toBe(plain);
  });
});

describe("a refusal of a source", () => {
  it("quotes at most sixty characters", () => {
    expect(quote("a")).toBe("`a`");
    expect(quote("x".repeat(60))).toBe(`\`${"x".repeat(60)}\``);
    expect(quote("x".repeat(61))).toBe(`\`${"x".repeat(60)}…\``);
  });

  it("names the file and the line if they are known", () => {
    expect(new TreeError("bad", { file: "a.c", line: 3 })).toMatchObject({ message: "a.c:3: bad", name: "TreeError" });
    expect(new TreeError("bad").message).toBe("bad");
  });
});

describe("a file of a source tree", () => {
  const MOST = 8_000_000;

  it("can have eight million characters, and no more", () => {
    expect(refuseLong("x".repeat(MOST), "a.c")).toHaveLength(MOST);
    const tooLong = "a.c has more than 8,000,000 characters, more than any source of CRIU: specify its folder";
    expect(() => refuseLong("x".repeat(MOST + 1), "a.c")).toThrow(tooLong);
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.c"), "text");
    expect(readText(folder, "a.c")).toBe("text");
    writeFileSync(join(folder, "a.c"), "x".repeat(MOST + 1));
    expect(() => readText(folder, "a.c")).toThrow(tooLong);
    expect(() => readText(dirname(folder), basename(folder))).toThrow(`${basename(folder)} is not a regular file`);
  });

  it("shares a limit of sixty-four million characters with all others", () => {
    const file = { path: "a.c", text: "x".repeat(MOST) };
    const eight = Array.from({ length: 8 }, () => file);
    expect(() => refuseMuch(eight, "tree")).not.toThrow();
    expect(() => refuseMuch([...eight, { path: "b.c", text: "x" }], "tree")).toThrow(
      "tree has more than 64,000,000 characters",
    );
  });
});

it("a folder outside of a repository has no other releases", () => {
  expect(releasesBeside(temporaryFolder(), undefined)).toBe(NO_RELEASES);
  expect(NO_RELEASES.names).toEqual([]);
  expect(() => NO_RELEASES.read("v4.2")).toThrow("there is no release v4.2");
});
