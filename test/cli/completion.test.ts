import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { beforeAll, describe, expect, it } from "vitest";
import { completable } from "../../cli/completion/completable.ts";
import { createProgram } from "../../cli/program.ts";
import { isWhat } from "../../inspect/explore/explore.ts";
import { critgen, run } from "../support/cli.ts";
import { afterAllTests, temporaryFolder } from "../support/schema.ts";

/*
 * The scripts run in the shells that they are for. What is asked for is typed at a prompt, in a terminal, by `script`;
 * `critgen` is then a function that shows its words, so that what a shell made of them can be read.
 */

const cleanup = afterAllTests();
const { commands } = completable(createProgram());
const NAMES = commands.map(({ name }) => name);

/** A folder to complete in: two folders, and an image with a space in its name. */
let folder = "";
beforeAll(() => {
  folder = temporaryFolder(cleanup);
  for (const name of ["checkpoint", "other"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "my tree.img"), "");
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, out, err } = critgen(["completion", shell]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    writeFileSync(join(folder, `.critgen.${shell}`), out);
  }
  writeFileSync(join(folder, ".bashrc"), `source .critgen.bash; ${SHOW}\n`);
  writeFileSync(join(folder, ".zshrc"), `autoload -U compinit; compinit -u -D; source .critgen.zsh; ${SHOW}\n`);
});

const SHOW = `critgen() { printf '<%s>' "$@"; echo; }`;

/** Skips where a shell is missing; CI has all of them. */
function missing(shell: string): boolean {
  return process.env["CI"] === undefined && spawnSync(shell, ["--version"]).error !== undefined;
}

/** What a terminal shows where a line, with tabs in it, is typed at the prompt of a shell. */
function atPrompt(shell: string, line: string, env: NodeJS.ProcessEnv = {}): string {
  return run("script", ["-qec", shell, "/dev/null"], {
    cwd: folder,
    env: { ZDOTDIR: folder, PS1: "> ", TERM: "dumb", ...env },
    input: `${line}\nexit\n`,
  }).out;
}

/** The words that a shell makes of a line. A folder may end with a slash. */
function typed(shell: string, line: string, env?: NodeJS.ProcessEnv): string[] {
  const out = atPrompt(shell, line, env);
  const [, words = out] = /^(<.*>)\r?$/m.exec(out) ?? [];
  return words
    .slice(1, -1)
    .split("><")
    .map((word) => word.replace(/\/$/, ""));
}

/** What a shell must make of what is typed: the same with all of them. */
const TYPED: readonly (readonly [line: string, words: readonly string[]])[] = [
  ["critgen deco\t core", ["decode", "core"]],
  ["critgen decode --p\t", ["decode", "--pretty"]],
  ["critgen decode --o\t my\t", ["decode", "--out", "my tree.img"]],
  ["critgen decode --out=my\t", ["decode", "--out=my tree.img"]],
  ["critgen decode -o out my\t", ["decode", "-o", "out", "my tree.img"]],
  ["critgen x chec\t fd\t --j\t", ["x", "checkpoint", "fds", "--json"]],
  ["critgen x other chec\t", ["x", "other", "checkpoint"]],
  ["critgen completion z\t", ["completion", "zsh"]],
  ["critgen help enc\t", ["help", "encode"]],
  ["critgen generate --sch\t oth\t", ["generate", "--schema", "other"]],
  ["critgen --vers\t", ["--version"]],
];

describe.skipIf(missing("bash"))("bash", () => {
  /** What it offers for the last of some words. */
  function offers(...words: readonly string[]): string[] {
    const script = `source .critgen.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _critgen; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { code, out, err } = run("bash", ["-c", script, "bash", "critgen", ...words], { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    return out.split("\n").filter(Boolean);
  }

  it("offers commands, options and choices", () => {
    expect(offers("d")).toEqual(NAMES.filter((name) => name.startsWith("d")));
    expect(offers("decode", "--p")).toEqual(["--pretty"]);
    expect(offers("x", "checkpoint", "")).toEqual(["ps", "fds", "mems", "rss", "sk"]);
    expect(offers("x", "")).toEqual([]);
    expect(offers("completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(offers("help", "")).toEqual(NAMES);
  });

  it("offers every option of every command, and no value of one", () => {
    for (const { name, options } of commands) {
      expect(offers(name, "-")).toEqual(options.flatMap((option) => option.names));
      for (const { names, value } of options) if (value) expect(offers(name, names[0] ?? "", "-")).toEqual([]);
    }
  });

  it.each(TYPED)("completes %j", (line, words) => {
    expect(typed("bash --noprofile --rcfile .bashrc -i", line)).toEqual(words);
  });
});

describe.skipIf(missing("zsh"))("zsh", () => {
  it.each(TYPED)("completes %j", (line, words) => {
    expect(typed("zsh -i", line)).toEqual(words);
  });

  it("shows what commands and options are for", () => {
    const all = atPrompt("zsh -i", "critgen \t");
    for (const { name, about } of commands) expect(all).toMatch(new RegExp(`^${name} +-- ${about.slice(0, 20)}`, "m"));
    expect(atPrompt("zsh -i", "critgen decode --\t")).toMatch(/^--nopl +-- only the size/m);
  });

  it("is a file for fpath too", () => {
    const own = temporaryFolder();
    copyFileSync(join(folder, ".critgen.zsh"), join(own, "_critgen"));
    const script = `fpath=(${own} $fpath); autoload -U compinit; compinit -u -D; echo $_comps[critgen]`;
    expect(run("zsh", ["-f", "-c", script]).out).toBe("_critgen\n");
    writeFileSync(join(own, ".zshrc"), `fpath=(${own} $fpath); autoload -U compinit; compinit -u -D; ${SHOW}\n`);
    expect(typed("zsh -i", "critgen deco\t --p\t", { ZDOTDIR: own })).toEqual(["decode", "--pretty"]);
  });
});

describe.skipIf(missing("fish"))("fish", () => {
  /** What it offers at the end of a line, with what it says about it. */
  function offers(line: string): Map<string, string> {
    const script = 'source .critgen.fish; complete -C "$argv[1]"';
    const { code, out, err } = run("fish", ["--no-config", "-c", script, line], { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.split("\n").filter(Boolean);
    return new Map(lines.map((found) => [found.split("\t")[0] ?? "", found.split("\t")[1] ?? ""]));
  }
  const names = (line: string): string[] => [...offers(line).keys()].sort();

  it("offers commands, options and choices, and says what they are", () => {
    expect(offers("critgen ")).toEqual(new Map(commands.map(({ name, about }) => [name, about])));
    expect([...offers("critgen decode --no")]).toEqual([["--nopl", "only the size of what follows the messages"]]);
    expect(names("critgen x checkpoint/ ")).toEqual(["checkpoint/", "fds", "mems", "other/", "ps", "rss", "sk"]);
    expect(names("critgen completion ")).toEqual(["bash", "fish", "zsh"]);
    expect(names("critgen help ")).toEqual([...NAMES].sort());
  });

  it("offers files where they can stand, and folders", () => {
    for (const line of ["decode ", "decode -o ", "decode --out=", "decode -o out ", "encode -i in "]) {
      expect(names(`critgen ${line}my`).join()).toMatch(/my tree\.img$/);
    }
    for (const line of ["x ", "generate --out "]) expect(names(`critgen ${line}`)).toEqual(["checkpoint/", "other/"]);
    expect(names("critgen decode one ")).toEqual([]);
  });

  it("offers every option of every command", () => {
    for (const { name, options } of commands) {
      const all = options.flatMap((option) => option.names).filter((option) => option.startsWith("--"));
      expect(names(`critgen ${name} --`)).toEqual(all.sort());
    }
  });
});

it("what ends `critgen x` is what it takes", () => {
  const words = commands.find(({ name }) => name === "x")?.rest?.words ?? [];
  expect(words).toHaveLength(5);
  for (const word of words) expect(isWhat(word)).toBe(true);
});

it("every value in the help is completed as something, or known to be free text", () => {
  const values = commands.flatMap(({ options, places }) => [...options.map(({ value }) => value), ...places]);
  const free = values.filter((value) => value?.files === "none" && value.words.length === 0);
  const known = ["day", "id", "list", "name", "ranges", "release", "rev", "rule", "code", "what", "town", "url"];
  for (const value of free) expect(known).toContain(value?.name);
});
