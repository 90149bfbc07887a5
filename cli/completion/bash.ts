import type { Completable, CompletableCommand, Values } from "./completable.ts";

/** Values to complete, and the position that takes them. */
interface Place {
  /** Pattern of a shell's `case`: `COMMAND\ OPTION` or `COMMAND\ NUMBER`. */
  readonly at: string;
  readonly values: Values;
}

/** Writes the script for bash, 4 or later. */
export function bashScript({ name, options, commands }: Completable): string {
  const first = [...commands.map((command) => command.name), ...options.flatMap((option) => option.names)];
  const valued = commands.flatMap(valuedOptions).map(({ at }) => at);
  const places = commands.flatMap((command) => [...valuedOptions(command), ...argumentsOf(command)]);
  const lines = commands.map(
    (command) => `    ${command.name}) words='${command.options.flatMap((option) => option.names).join(" ")}' ;;`,
  );
  return `# Completes ${name} in bash. Made by \`${name} completion bash\`.
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]}
  local at='' word words='' files='' list='' before='' number=1 i=2
${findPlace(valued)}
  if ((COMP_CWORD == 1)); then
    words='${first.join(" ")}'
  elif [[ -z $at && $current == -* ]]; then
    case $command in
  ${lines.join("\n  ")}
    esac
  else
    case "$command \${at:-$number}" in
${places.map(placeCase).join("\n")}
    esac
  fi
${REPLY}
}
complete -F _${name} ${name}
`;
}

/** Writes the search for the place of the current word, among the options that take a value. */
function findPlace(valued: readonly string[]): string {
  return `  # Finds the argument or the option to complete. Bash splits \`--option=value\` into three words.
  while ((i < COMP_CWORD)); do
    word=\${COMP_WORDS[i++]}
    case "$command $word" in
      ${valued.join(" | ")})
        [[ \${COMP_WORDS[i]} == '=' ]] && ((i++))
        ((i >= COMP_CWORD)) && at=$word
        ((i++))
        ;;
      *\\ -?*) ;;
      *) ((number++)) ;;
    esac
  done
  [[ $current == '=' ]] && current=''`;
}

/** Offers the words and files of the place. */
const REPLY = `  # Completes the last word of a list; keeps those before it.
  [[ $list && $current == *,* ]] && before=\${current%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$words" -- "\${current#"$before"}")
  # Leaves names of files to bash. Outside of a completion compopt prints an error, which is dropped.
  case $files in
    all) compopt -o default ;;
    folders) compopt -o plusdirs ;;
  esac 2> /dev/null
  [[ $list ]] && compopt -o nospace 2> /dev/null
  return 0`;

function placeCase({ at, values: { words, files, isList } }: Place): string {
  return `      ${at}) words='${words.join(" ")}' files=${files}${isList ? " list=yes" : ""} ;;`;
}

function valuedOptions({ name, options }: CompletableCommand): Place[] {
  return options.flatMap(({ names, value }) =>
    value === undefined ? [] : [{ at: names.map((option) => `${name}\\ ${option}`).join(" | "), values: value }],
  );
}

function argumentsOf({ name, places, rest }: CompletableCommand): Place[] {
  const numbered = places.map((values, i) => ({ at: `${name}\\ ${i + 1}`, values }));
  return rest === undefined ? numbered : [...numbered, { at: `${name}\\ [0-9]*`, values: rest }];
}
