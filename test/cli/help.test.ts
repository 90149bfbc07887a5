import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../cli/program.ts";
import { critgen, ROOT, run } from "../support/cli.ts";

const COMMANDS = createProgram().commands.map((command) => command.name());

/** Returns the indented lines below a heading of a help text. */
function linesUnder(heading: RegExp, help: string): string[] {
  const lines = help.split("\n");
  const start = lines.findIndex((line) => heading.test(line)) + 1;
  const end = lines.findIndex((line, i) => i >= start && !line.startsWith("  "));
  return start === 0 ? [] : lines.slice(start, end);
}

describe.each([...COMMANDS, ""])("critgen %s --help", (command) => {
  let help = "";
  beforeAll(() => {
    const { code, out, err } = critgen([command, "--help"].filter(Boolean));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    help = out;
  });

  it("fits a terminal of 80 columns", () => {
    expect(help.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("names no empty default", () => expect(help).not.toMatch(/\(default: (?:\[\]|false)\)/));

  it("has examples of this command only", () => {
    const examples = linesUnder(/^Examples.*:$/, help);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example).toMatch(new RegExp(`^  (.* \\| )?critgen ${command}`));
  });

  it("explains the exit codes", () => {
    expect(help).toMatch(/^Exit code: 0 .*;\s2 .*\.\n/ms);
  });
});

it("the general help lists every command under a heading", () => {
  const { out } = critgen(["--help"]);
  const headings = ["The compiler:", "Images and checkpoints:", "This tool:"];
  const listed = headings.flatMap((heading) => linesUnder(new RegExp(`^${heading}$`), out));
  expect(listed.map((line) => /^ {2}(\w+) {2,}[a-z]/.exec(line)?.[1])).toEqual(COMMANDS);
});

it("`critgen help COMMAND` prints the same as `critgen COMMAND --help`", () => {
  expect(critgen(["help", "decode"])).toEqual(critgen(["decode", "--help"]));
  expect(critgen(["help", "magic", "suggest"])).toEqual(critgen(["magic", "--help"]));
});

it("help has at most 100 columns, and fits a narrow terminal", () => {
  const widths = [60, 100, 200].map((columns) => {
    const { out } = run("script", ["-qec", `stty cols ${columns}; critgen dissect --help`, "/dev/null"]);
    const [description = ""] = out.split(/\r?\n\r?\n/).slice(1);
    return Math.max(...description.split(/\r?\n/).map((line) => line.length));
  });
  expect(widths[0]).toBeLessThanOrEqual(60);
  expect(widths[1]).toBeGreaterThan(80);
  expect(widths[2]).toBe(widths[1]);
});

it("critgen without a command prints the help on standard error", () => {
  const { out } = critgen(["--help"]);
  expect(critgen([])).toEqual({ code: 2, out: "", err: out });
});

it("critgen prints its version", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  for (const flag of ["--version", "-V"]) expect(critgen([flag])).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

it.each([
  ["frob", "unknown command 'frob'; run `critgen --help`"],
  ["decod", "unknown command 'decod'; did you mean decode?"],
  ["--versoin", "unknown option '--versoin'; did you mean --version?"],
  ["decode --prety", "unknown option '--prety'; did you mean --pretty?"],
  ["decode --frob", "unknown option '--frob'; run `critgen decode --help`"],
  ["decode -o", "option '-o, --out <file>' argument missing; run `critgen decode --help`"],
  ["show", "missing required argument 'checkpoint'; run `critgen show --help`"],
  ["dissect a b", "too many arguments for 'dissect'. Expected 1 argument but got 2; run `critgen dissect --help`"],
  [
    "completion tcsh",
    "command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish; " +
      "run `critgen completion --help`",
  ],
])("`critgen %s` is refused in one line, with exit code 2", (words, line) => {
  expect(critgen(words.split(" "))).toEqual({ code: 2, out: "", err: `critgen: ${line}\n` });
});

it.each([
  ["help decodee", "unknown command 'decodee'; did you mean decode?"],
  ["decodee --help", "unknown command 'decodee'; did you mean decode?"],
  ["decodee -h", "unknown command 'decodee'; did you mean decode?"],
  ["--help decodee", "unknown command 'decodee'; did you mean decode?"],
  ["help frobnicate", "unknown command 'frobnicate'; run `critgen --help`"],
])("`critgen %s` reports an unknown command instead of the general help", (words, line) => {
  expect(critgen(words.split(" "))).toEqual({ code: 2, out: "", err: `critgen: ${line}\n` });
});

it("`critgen help`, `critgen --help` and `critgen help help` print to standard output", () => {
  const general = critgen(["--help"]);
  expect(general).toMatchObject({ code: 0, err: "" });
  expect(critgen(["help"])).toEqual(general);
  expect(critgen(["help", "help"])).toEqual(critgen(["help", "--help"]));
  expect(critgen(["help", "help"])).toMatchObject({ code: 0, out: expect.stringContaining("Usage: critgen help") });
});
