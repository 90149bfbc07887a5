import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { completable } from "../../../cli/completion/completable.ts";
import { knownWords } from "../../../cli/completion/known.ts";
import { createProgram } from "../../../cli/program.ts";
import { LISTING_WORDS, LISTINGS, whatOf } from "../../../inspect/explore/explore.ts";
import { critgen, ROOT, run } from "../../support/cli.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";

/*
 * Runs the completion scripts in their shells: `script` types words at a prompt in a terminal. `critgen` is a
 * function that prints its words, which shows what the shell completed.
 */

const cleanup = afterAllTests();

/** Commands and options from the help texts, to compare with completions. */
const commands = createProgram().commands.map((command) => {
  const lines = command.helpInformation().split("\n");
  const flags = lines.flatMap((line) => /^ {2}(-\S.*?)(?: {2}|$)/.exec(line)?.[1] ?? []);
  const options = flags.map((text) => ({
    names: text.split(/[ ,]+/).filter((word) => word.startsWith("-")),
    value: /[<[].*[>\]]/.exec(text)?.[0],
  }));
  return { name: command.name(), about: command.summary(), options };
});
const NAMES = commands.map(({ name }) => name);

const table = parse(readFileSync(join(ROOT, "schema/images.yaml"), "utf8")) as { images: object };
const history = parse(readFileSync(join(ROOT, "schema/history.yaml"), "utf8")) as object;
const IMAGES = Object.keys(table.images);
const RELEASES = Object.keys(history);
const PARTS = ["codec", "json", "node", "columns", "history", "relations", "schema"];

it("the help lists all commands and their options", () => {
  expect(commands.length).toBeGreaterThan(15);
  expect(commands.find(({ name }) => name === "decode")?.options).toContainEqual({
    names: ["-i", "--in"],
    value: "<image>",
  });
  expect([IMAGES, RELEASES]).toEqual([expect.arrayContaining(["PSTREE"]), expect.arrayContaining(["v3.19"])]);
});

/** Makes a folder for completions: two folders, and an image with a space in its name. */
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

/** Returns whether a shell is missing and its tests are skipped; CI has all shells. */
function missing(shell: string): boolean {
  return process.env["CI"] === undefined && spawnSync(shell, ["--version"]).error !== undefined;
}

/** Types lines with tabs at the prompt of a shell; returns the output of its terminal. */
function atPrompt(shell: string, lines: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  return run("script", ["-qec", shell, "/dev/null"], {
    cwd: folder,
    env: { ZDOTDIR: folder, PS1: "> ", TERM: "dumb", ...env },
    input: [...lines, "exit", ""].join("\n"),
  }).out;
}

/** Returns the words that a shell passes for each line; a folder may end with a slash. */
function typed(shell: string, lines: readonly string[], env?: NodeJS.ProcessEnv): string[][] {
  const shown = [...atPrompt(shell, lines, env).matchAll(/^(<.*>)\r?$/gm)];
  return shown.map(([, words = ""]) =>
    words
      .slice(1, -1)
      .split("><")
      .map((word) => word.replace(/\/$/, "")),
  );
}

/** Typed lines and the completed words: the same in all shells. */
const TYPED: readonly (readonly [line: string, words: readonly string[]])[] = [
  ["critgen deco\t core", ["decode", "core"]],
  ["critgen decode --p\t", ["decode", "--pretty"]],
  ["critgen decode --o\t my\t", ["decode", "--out", "my tree.img"]],
  ["critgen decode --out=my\t", ["decode", "--out=my tree.img"]],
  ["critgen decode -o out my\t", ["decode", "-o", "out", "my tree.img"]],
  ["critgen x chec\t fds\t --j\t", ["x", "checkpoint", "fds", "--json"]],
  ["critgen x other chec\t", ["x", "other", "checkpoint"]],
  ["critgen completion z\t", ["completion", "zsh"]],
  ["critgen help enc\t", ["help", "encode"]],
  ["critgen generate --sch\t oth\t", ["generate", "--schema", "other"]],
  ["critgen --vers\t", ["--version"]],
  ["critgen generate --images PSTR\t", ["generate", "--images", "PSTREE"]],
  ["critgen generate --images PSTREE,FDIN\t", ["generate", "--images", "PSTREE,FDINFO"]],
  ["critgen size --images=PSTREE,FDIN\t", ["size", "--images=PSTREE,FDINFO"]],
  ["critgen init --parts codec,js\t", ["init", "--parts", "codec,json"]],
  ["critgen init --outp\t sou\t", ["init", "--output", "sources"]],
  ["critgen audit --explain near\t", ["audit", "--explain", "near-magics"]],
  ["critgen explain bad-length-\t", ["explain", "bad-length-field"]],
  ["critgen compat --criu v3.19\t chec\t", ["compat", "--criu", "v3.19", "checkpoint"]],
  ["critgen magic PSTR\t", ["magic", "PSTREE"]],
  ["critgen diff one two --allow wire,js\t", ["diff", "one", "two", "--allow", "wire,json"]],
];

const LINES = TYPED.map(([line]) => line);

describe.skipIf(missing("bash"))("bash", () => {
  /** Returns the completions of the last word. */
  function offers(...words: readonly string[]): string[] {
    const script = `source .critgen.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _critgen; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { code, out, err } = run("bash", ["-c", script, "bash", "critgen", ...words], { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    return out.split("\n").filter(Boolean);
  }

  it("offers commands, options and choices", () => {
    expect(offers("d")).toEqual(NAMES.filter((name) => name.startsWith("d")));
    expect(offers("decode", "--p")).toEqual(["--pretty"]);
    expect(offers("x", "checkpoint", "")).toEqual([...LISTING_WORDS]);
    expect(offers("memory", "checkpoint", "12", "")).toEqual([
      "map",
      "read",
      "find",
      "strings",
      "env",
      "auxv",
      "link-map",
    ]);
    expect(offers("x", "")).toEqual([]);
    expect(offers("completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(offers("help", "")).toEqual(NAMES);
  });

  it("offers values from the schema and the rules", () => {
    for (const command of ["generate", "size", "init"]) expect(offers(command, "--images", "")).toEqual(IMAGES);
    expect(offers("generate", "--images", "PSTREE,MM,")).toEqual(IMAGES.map((name) => `PSTREE,MM,${name}`));
    expect(offers("init", "--parts", "")).toEqual(PARTS);
    expect(offers("init", "--output", "")).toEqual(["package", "sources"]);
    expect(offers("compat", "--criu", "")).toEqual(RELEASES);
    expect(offers("import", "--rev", "")).toEqual(RELEASES);
    expect(offers("magic", "")).toEqual(["suggest", ...IMAGES]);
    expect(offers("diff", "a", "b", "--allow", "")).toEqual(["wire", "old-files", "old-readers", "json", "api"]);
    expect(offers("explain", "")).toEqual(critgen(["explain"]).out.trim().split("\n"));
    const rules = critgen(["audit", "--explain"]).out.matchAll(/^ {2}([\w-]+) {2}/gm);
    expect(offers("audit", "--explain", "")).toEqual([...rules].map(([, rule]) => rule));
  });

  it("offers every option of every command, but not as the value of another", () => {
    for (const { name, options } of commands) {
      expect(offers(name, "-")).toEqual(options.flatMap((option) => option.names));
      for (const { names, value } of options) if (value) expect(offers(name, names[0] ?? "", "-")).toEqual([]);
    }
  });

  it("completes typed words", () => {
    expect(typed("bash --noprofile --rcfile .bashrc -i", LINES)).toEqual(TYPED.map(([, words]) => words));
  });
});

describe.skipIf(missing("zsh"))("zsh", () => {
  it("completes typed words", () => {
    expect(typed("zsh -i", LINES)).toEqual(TYPED.map(([, words]) => words));
  });

  it("shows descriptions of commands and options", () => {
    const all = atPrompt("zsh -i", ["critgen \t"]);
    for (const { name, about } of commands) expect(all).toMatch(new RegExp(`^${name} +-- ${about.slice(0, 20)}`, "m"));
    expect(atPrompt("zsh -i", ["critgen decode --\t"])).toMatch(/^--nopl +-- replace the extra/m);
  });

  it("works as a file in fpath", () => {
    const own = temporaryFolder();
    copyFileSync(join(folder, ".critgen.zsh"), join(own, "_critgen"));
    const script = `fpath=('${own}' $fpath); autoload -U compinit; compinit -u -D; echo $_comps[critgen]`;
    expect(run("zsh", ["-f", "-c", script]).out).toBe("_critgen\n");
    writeFileSync(join(own, ".zshrc"), `fpath=('${own}' $fpath); autoload -U compinit; compinit -u -D; ${SHOW}\n`);
    expect(typed("zsh -i", ["critgen deco\t --p\t"], { ZDOTDIR: own })).toEqual([["decode", "--pretty"]]);
  });
});

describe.skipIf(missing("fish"))("fish", () => {
  /** Returns the completions at the end of a line, with their descriptions. */
  function offers(line: string): Map<string, string> {
    const script = 'source .critgen.fish; complete -C "$argv[1]"';
    const { code, out, err } = run("fish", ["--no-config", "-c", script, line], { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.split("\n").filter(Boolean);
    return new Map(lines.map((found) => [found.split("\t")[0] ?? "", found.split("\t")[1] ?? ""]));
  }
  const names = (line: string): string[] => [...offers(line).keys()].sort();

  it("offers commands, options and choices, with descriptions", () => {
    expect(offers("critgen ")).toEqual(new Map(commands.map(({ name, about }) => [name, about])));
    expect([...offers("critgen decode --no")]).toEqual([["--nopl", "replace the extra of an entry by its size"]]);
    expect(names("critgen x checkpoint/ ")).toEqual([...LISTING_WORDS, "checkpoint/", "other/", "my tree.img"].sort());
    expect(names("critgen completion ")).toEqual(["bash", "fish", "zsh"]);
    expect(names("critgen help ")).toEqual([...NAMES].sort());
    expect(names("critgen generate --images ")).toEqual([...IMAGES].sort());
    expect(names("critgen init --parts codec,")).toEqual(PARTS.map((part) => `codec,${part}`).sort());
    expect(names("critgen compat --criu ")).toEqual([...RELEASES].sort());
  });

  it("offers files and folders as arguments", () => {
    for (const line of ["decode ", "decode -o ", "decode --out=", "decode -o out ", "encode -i in "]) {
      expect(names(`critgen ${line}my`).join()).toMatch(/my tree\.img$/);
    }
    expect(names("critgen generate --out ")).toEqual(["checkpoint/", "other/"]);
    expect(names("critgen x ")).toEqual(expect.arrayContaining(["checkpoint/", "my tree.img"]));
    expect(names("critgen decode one ")).toEqual([]);
  });

  it("offers every option of every command", () => {
    for (const { name, options } of commands) {
      const all = options.flatMap((option) => option.names).filter((option) => option.startsWith("--"));
      expect(names(`critgen ${name} --`)).toEqual(all.sort());
    }
  });
});

describe("the completable words", () => {
  const known = { images: ["ONE"], listing: LISTING_WORDS };
  const all = completable(createProgram(), known).commands;

  it("include the last argument of `critgen x`", () => {
    const words = all.find(({ name }) => name === "x")?.rest?.words ?? [];
    expect(words).toEqual(LISTING_WORDS);
    expect(new Set(words.map(whatOf))).toEqual(new Set(LISTINGS));
  });

  it("include given words for a named value, and note whether commas are allowed", () => {
    const values = all.find(({ name }) => name === "generate")?.options.map(({ value }) => value);
    expect(values).toContainEqual({ name: "images", words: ["ONE"], files: "none", isList: true });
    expect(values).toContainEqual({ name: "dir", words: [], files: "folders", isList: false });
  });

  it("exist for every argument except free text", () => {
    const values = completable(createProgram(), knownWords()).commands.flatMap(({ options, places }) => [
      ...options.map(({ value }) => value),
      ...places,
    ]);
    const free = values.filter((value) => value?.files === "none" && value.words.length === 0);
    const texts = [
      "area",
      "bytes",
      "characters",
      "day",
      "field",
      "id",
      "name",
      "pid",
      "port",
      "ranges",
      "text",
      "town",
      "url",
      "without",
      "words",
    ];
    expect(free.map((value) => value?.name).filter((name) => !texts.includes(name ?? ""))).toEqual([]);
    expect(values.length).toBeGreaterThan(50);
  });
});
