import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../cli/program.ts";
import { ROOT, runPlain } from "../support/run.ts";

const PAGE = join(ROOT, "docs/man/critgen.1");

it("the man page equals the definitions of the commands", async () => {
  const { manPage } = await import(join(ROOT, "scripts/man/page.mjs"));
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(manPage(createProgram(), version), "the page is stale: run `npm run man`").toBe(readFileSync(PAGE, "utf8"));
});

it("the man page lists each exit code by itself", () => {
  const page = readFileSync(PAGE, "utf8");
  expect(page).toContain(".TP\n\\fB130\\fR\ninterrupted by Ctrl\\-C\n");
});

it("the npm package contains the man page", () => {
  const { man, files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<string, string[]>;
  expect(man).toEqual(["docs/man/critgen.1"]);
  expect(files).toContain("docs/man");
});

const none = process.env["CI"] === undefined && spawnSync("groff", ["--version"]).error !== undefined;

describe.skipIf(none)("the man page in groff", () => {
  const { code, out, err } = none
    ? { code: 0, out: "", err: "" }
    : runPlain("groff", ["-man", "-Tascii", "-P-c", "-ww", PAGE]);
  // groff overstrikes bold and slanted letters.
  const text = out.replaceAll(new RegExp(`.${String.fromCharCode(8)}`, "g"), "");

  it("causes no warning", () => {
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("fits 80 columns", () => {
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("has the usual sections in their usual order", () => {
    const sections = text.split("\n").filter((line) => /^[A-Z ]+$/.test(line) && line.trim() !== "");
    expect(sections.join()).toBe("NAME,SYNOPSIS,DESCRIPTION,OPTIONS,COMMANDS,EXIT STATUS,EXAMPLES,SEE ALSO");
  });

  it("has every command with every option and its usage", () => {
    for (const command of createProgram().commands) {
      expect(text).toMatch(new RegExp(`^   critgen ${command.name()} \\[options\\]`, "m"));
      for (const { flags } of command.options) expect(text).toContain(`       ${flags}`);
    }
    expect(text).toContain("critgen decode -i pstree.img --pretty");
    expect(text).toContain("source <(critgen completion bash)");
  });
});
