import { spawnSync } from "node:child_process";
import { Command, Option } from "commander";
import { describe, expect, it } from "vitest";
import { bashScript } from "../../../cli/completion/bash.ts";
import { type CompletableCommand, completable } from "../../../cli/completion/completable.ts";
import { fishScript } from "../../../cli/completion/fish.ts";
import { completionScript } from "../../../cli/completion/script.ts";
import { zshScript } from "../../../cli/completion/zsh.ts";
import { commaList } from "../../../cli/options/comma-list.ts";
import { createProgram } from "../../../cli/program.ts";

/* Checks the scripts of a small program as texts. command.test.ts runs critgen's own scripts in their shells. */

/** Makes a program with an argument of each kind. */
function small(): Command {
  const program = new Command("tool").version("1", "-V, --version", "print it").helpCommand(false);
  program
    .command("get")
    .summary("get it: [now]")
    .argument("<image>", "a file")
    .argument("[code]", "a word")
    .option("-o, --out <file>", "where it's going")
    .option("--schema <dir>", "a folder")
    .option("--images <images>", "a list", commaList)
    .addOption(new Option("--kind <kind>", "one of two").choices(["a", "b"]))
    .option("--day <day>", "free text")
    .option("--quick", "a flag");
  program.command("put").usage("[options] <path...> <amount>").description("puts").argument("<path...>", "files");
  program.command("hidden", { hidden: true });
  return program;
}

const known = { images: ["ONE", "TWO"], code: ["bad"], amount: ["all", "none"] };
const described = completable(small(), known);

describe("completable", () => {
  it("describes commands, options and arguments, with the known words", () => {
    const [get, put] = described.commands as [CompletableCommand, CompletableCommand];
    expect(described.name).toBe("tool");
    expect(described.commands.map(({ name, about }) => [name, about])).toEqual([
      ["get", "get it: [now]"],
      ["put", "puts"],
    ]);
    expect(described.options.map(({ names }) => names)).toEqual([
      ["-V", "--version"],
      ["-h", "--help"],
    ]);
    expect(get.options.map(({ names, value }) => [names.at(-1), value])).toEqual([
      ["--out", { name: "file", words: [], files: "all", isList: false }],
      ["--schema", { name: "dir", words: [], files: "folders", isList: false }],
      ["--images", { name: "images", words: ["ONE", "TWO"], files: "none", isList: true }],
      ["--kind", { name: "kind", words: ["a", "b"], files: "none", isList: false }],
      ["--day", { name: "day", words: [], files: "none", isList: false }],
      ["--quick", undefined],
      ["--help", undefined],
    ]);
    expect(get.places).toEqual([
      { name: "image", words: [], files: "all", isList: false },
      { name: "code", words: ["bad"], files: "none", isList: false },
    ]);
    expect(get.rest).toBeUndefined();
    expect(put.rest).toEqual({ name: "path", words: ["all", "none"], files: "all", isList: false });
  });
});

describe("the script for zsh", () => {
  const lines = zshScript(described).split("\n");

  it("describes commands, options and arguments, and escapes zsh's special characters", () => {
    expect(lines[0]).toBe("#compdef tool");
    expect(lines).toEqual(
      expect.arrayContaining([
        "# Completes tool in zsh. Made by `tool completion zsh`.",
        "        'get:get it: [now]'",
        "        'put:puts'",
        "  _arguments -C -S '(-V --version)'{-V,--version}'[print it]' '(-h --help)'{-h,--help}'[display help for command]' '1:command:_tool_commands' '*::argument:->arguments'",
        "    get)",
        "      _arguments -S '(-o --out)'{-o+,--out=}'[where it'\\''s going]:file:_files' \\",
        "        --schema='[a folder]:dir:_files -/' \\",
        "        --images='[a list]:images:_values -s , images ONE TWO' \\",
        "        --kind='[one of two]:kind:(a b)' \\",
        "        --day='[free text]:day: ' \\",
        "        --quick'[a flag]' \\",
        "        '1:image:_files' \\",
        "        '2:code:(bad)'",
        "        '1:path:_files' \\",
        '        \'*:path:_alternative "words\\:word\\:(all none)" "files\\:path\\:_files"\'',
      ]),
    );
  });
});

describe("the script for fish", () => {
  const lines = fishScript(described).split("\n");

  it("completes commands first, then options, and arguments by position", () => {
    expect(lines[0]).toBe("# Completes tool in fish. Made by `tool completion fish`.");
    expect(lines.filter((line) => line.startsWith("complete"))).toEqual([
      "complete -c tool -f",
      `complete -c tool -n "__tool_at ''" -a get -d 'get it: [now]'`,
      `complete -c tool -n "__tool_at ''" -a put -d 'puts'`,
      `complete -c tool -n "__tool_at ''" -s V -l version -d 'print it'`,
      `complete -c tool -n "__tool_at ''" -s h -l help -d 'display help for command'`,
      "complete -c tool -n '__tool_at get' -s o -l out -r -F -d 'where it\\'s going'",
      "complete -c tool -n '__tool_at get' -l schema -x -a '(__fish_complete_directories)' -d 'a folder'",
      "complete -c tool -n '__tool_at get' -l images -x -a '(__tool_list ONE TWO)' -d 'a list'",
      "complete -c tool -n '__tool_at get' -l kind -x -a 'a b' -d 'one of two'",
      "complete -c tool -n '__tool_at get' -l day -x -d 'free text'",
      "complete -c tool -n '__tool_at get' -l quick -d 'a flag'",
      "complete -c tool -n '__tool_at get' -s h -l help -d 'display help for command'",
      "complete -c tool -n '__tool_at get 1 1' -F",
      "complete -c tool -n '__tool_at get 2 2' -a 'bad'",
      "complete -c tool -n '__tool_at put' -s h -l help -d 'display help for command'",
      "complete -c tool -n '__tool_at put 1 1' -F",
      "complete -c tool -n '__tool_at put 2 99' -F",
      "complete -c tool -n '__tool_at put 2 99' -a 'all none'",
    ]);
    expect(lines).toContain(
      "            case 'get -o' 'get --out' 'get --schema' 'get --images' 'get --kind' 'get --day'",
    );
  });
});

const noBash = spawnSync("bash", ["--version"]).error !== undefined;

describe.skipIf(noBash)("the script for bash", () => {
  const ask = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tool; printf '%s\\n' "\${COMPREPLY[@]}"`;

  it.each([
    ["", "get put -V --version -h --help"],
    ["g", "get"],
    ["get -", "-o --out --schema --images --kind --day --quick -h --help"],
    ["get --kind ", "a b"],
    ["get --kind = ", "a b"],
    ["get --kind = b", "b"],
    ["get --images ", "ONE TWO"],
    ["get --images ONE,T", "ONE,TWO"],
    ["get x ", "bad"],
    ["get -o x y ", "bad"],
    ["get --quick x ", "bad"],
    ["get x y ", ""],
    ["put x ", "all none"],
    ["put x y n", "none"],
    ["get --day ", ""],
  ])("offers for `tool %s`: %s", (typed, offered) => {
    const words = ["tool", ...typed.split(" ")];
    const { stdout, stderr } = spawnSync("bash", ["-c", bashScript(described) + ask, "bash", ...words], {
      encoding: "utf8",
    });
    expect([stdout.trim().split("\n").join(" "), stderr]).toEqual([offered, ""]);
  });

  it("leaves files and folders to bash", () => {
    const lines = bashScript(described).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "# Completes tool in bash. Made by `tool completion bash`.",
        "      get\\ -o | get\\ --out) words='' files=all ;;",
        "      get\\ --schema) words='' files=folders ;;",
        "      get\\ --images) words='ONE TWO' files=none list=yes ;;",
        "      put\\ [0-9]*) words='all none' files=all ;;",
        "complete -F _tool tool",
      ]),
    );
  });
});

describe("critgen's own completion scripts", () => {
  it.each(["bash", "zsh", "fish"] as const)("know its images, releases, rules and codes: %s", (shell) => {
    const script = completionScript(shell, createProgram());
    for (const word of ["PSTREE", "v3.19", "near-magics", "bad-length-field", "codec", "suggest"])
      expect(script).toContain(word);
    expect(script).toContain(`Made by \`critgen completion ${shell}\``);
  });
});
