import type { Completable, CompletableCommand, CompletableOption, Values } from "./completable.ts";

/** Writes the script for zsh. It works from a folder in `fpath`, and sourced. */
export function zshScript({ name, options, commands }: Completable): string {
  const described = commands.map((command) => `        ${quoted(`${colons(command.name)}:${command.about}`)}`);
  return `#compdef ${name}
# Completes ${name} in zsh. Made by \`${name} completion zsh\`.

_${name}_commands() {
  local -a commands=(
${described.join("\n")}
  )
  _describe -t commands command commands
}

_${name}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C -S ${options.map(optionSpec).join(" ")} '1:command:_${name}_commands' '*::argument:->arguments'
  [[ $state == arguments ]] || return
  curcontext="\${curcontext%:*:*}:${name}-$line[1]:"
  case $line[1] in
${commands.map(commandCase).join("\n")}
  esac
}

if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function commandCase({ name, options, places, rest }: CompletableCommand): string {
  const specs = [
    ...options.map(optionSpec),
    ...places.map((values, i) => quoted(`${i + 1}:${valueSpec(values)}`)),
    ...(rest === undefined ? [] : [quoted(`*:${valueSpec(rest)}`)]),
  ];
  return `    ${name})\n      _arguments -S ${specs.join(" \\\n        ")}\n      ;;`;
}

/** Writes the spec of an option under all of its names; they exclude each other. */
function optionSpec({ names, about, value }: CompletableOption): string {
  const takes = value === undefined ? "" : `:${valueSpec(value)}`;
  const rest = quoted(`[${about.replaceAll(/[[\]\\]/g, "\\$&")}]${takes}`);
  const shown = names.map((name) => `${name}${value === undefined ? "" : name.startsWith("--") ? "=" : "+"}`);
  return names.length === 1 ? `${shown[0]}${rest}` : `'(${names.join(" ")})'{${shown.join(",")}}${rest}`;
}

function valueSpec(values: Values): string {
  return `${colons(values.name)}:${actionOf(values)}`;
}

function actionOf({ name, words, files, isList }: Values): string {
  if (isList && words.length > 0) return `_values -s , ${name} ${words.join(" ")}`;
  const list = `(${words.join(" ")})`;
  const paths = files === "folders" ? "_files -/" : "_files";
  if (files === "none") return words.length > 0 ? list : " ";
  return words.length === 0 ? paths : `_alternative "words\\:word\\:${list}" "files\\:${colons(name)}\\:${paths}"`;
}

function colons(text: string): string {
  return text.replaceAll(":", "\\:");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
