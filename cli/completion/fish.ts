import type { Completable, CompletableCommand, CompletableOption, Values } from "./completable.ts";

/** Writes the script for fish. */
export function fishScript({ name, options, commands }: Completable): string {
  const first = [
    ...commands.map((command) => `-a ${command.name} -d ${quoted(command.about)}`),
    ...options.map((option) => optionFlags(option, name)),
  ];
  const valued = commands.flatMap(({ name, options }) =>
    options.flatMap(({ names, value }) => (value === undefined ? [] : names.map((option) => `'${name} ${option}'`))),
  );
  const lines = [
    ...first.map((flags) => `complete -c ${name} -n "__${name}_at ''" ${flags}`),
    ...commands.flatMap((command) => linesOf(name, command)),
  ];
  return `# Completes ${name} in fish. Made by \`${name} completion fish\`.

${placeTest(name, valued)}

# Prints each word after the words of the list that are typed already.
function __${name}_list
    set -l typed (commandline -ct | string replace -r '^--?[a-z]+=' '' | string match -r '^.*,' | string collect)
    printf '%s\\n' "$typed"$argv
end

complete -c ${name} -f
${lines.join("\n")}
`;
}

/** Writes the function that finds the place of the current word, among the options that take a value. */
function placeTest(name: string, valued: readonly string[]): string {
  return `# Succeeds if this command is typed in and the argument to complete has a number in this range.
function __${name}_at --argument-names command from to
    set -l words (commandline -opc)
    test "$words[2]" = "$command" || return
    set -l number 1
    set -l taken no
    for word in $words[3..]
        if test $taken = yes
            set taken no
            continue
        end
        switch "$command $word"
            case ${valued.join(" ")}
                set taken yes
            case '* -?*'
            case '*'
                set number (math $number + 1)
        end
    end
    test -z "$from" || test $number -ge $from -a $number -le $to
end`;
}

function linesOf(program: string, { name, options, places, rest }: CompletableCommand): string[] {
  const at = (range: string) => `complete -c ${program} -n '__${program}_at ${name}${range}'`;
  return [
    ...options.map((option) => `${at("")} ${optionFlags(option, program)}`),
    ...places.flatMap((values, i) =>
      sourcesOf(values, program).map((source) => `${at(` ${i + 1} ${i + 1}`)} ${source}`),
    ),
    ...(rest === undefined
      ? []
      : sourcesOf(rest, program).map((source) => `${at(` ${places.length + 1} 99`)} ${source}`)),
  ];
}

function optionFlags({ names, about, value }: CompletableOption, program: string): string {
  const flags = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const takes = value === undefined ? [] : [value.files === "all" ? "-r" : "-x", ...sourcesOf(value, program)];
  return [...flags, ...takes, "-d", quoted(about)].join(" ");
}

/** Returns the flags of fish's `complete` that list the candidates. */
function sourcesOf(values: Values, program: string): string[] {
  const { words, files, isList } = values;
  const paths = { all: ["-F"], folders: ["-a '(__fish_complete_directories)'"], none: [] }[files];
  if (words.length === 0) return paths;
  const all = words.join(" ");
  return [...paths, isList ? `-a '(__${program}_list ${all})'` : `-a '${all}'`];
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
