// Formats the definitions of the commands as a manual page.

/** Escapes for characters that troff interprets or replaces. */
const ESCAPES = { "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti" };

const escaped = (text) =>
  text
    .replaceAll(/[\\\-'`^~]/g, (char) => ESCAPES[char])
    .replaceAll(/[^\0-\x7f]/gu, (char) => `\\[u${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`)
    .replace(/^\./, "\\&.");
const bold = (text) => `\\fB${escaped(text)}\\fR`;
/** Formats words on one line; text between backticks is bold. */
const prose = (text) =>
  text
    .replaceAll(/\s+/g, " ")
    .trim()
    .split(/`([^`]*)`/)
    .map((part, i) => (i % 2 === 1 ? bold(part) : escaped(part)))
    .join("")
    .replace(/^\./, "\\&.");
/** Formats a usage: names of values in `<>` or `[]` are slanted, all other text is bold. */
const usage = (text) =>
  text
    .split(/([<[][^\]>]+[\]>])/)
    .map((part, i) => (i % 2 === 1 ? `\\fI${escaped(part)}\\fR` : part.trim() === "" ? part : bold(part)))
    .join("");

const item = (term, text) => [".TP", term, prose(text)];

/** Formats the exit codes of a paragraph, such as `2 could not run`. */
function exitCodes(text) {
  const codes = text.replace("Exit code:", "").trim().replace(/\.$/, "");
  return codes.split(/;\s+(?=\d+\s)/).flatMap((text) => {
    const [, code, meaning] = /^(\d+)\s+(.*)$/s.exec(text);
    return item(bold(code), meaning);
  });
}

/** Formats a line of a list: a term and, after a gap, its description. */
function line(text) {
  const [term, about] = text.trim().split(/ {2,}/);
  return about === undefined ? [".PP", bold(term)] : [".PP", bold(term), ".RS 4", prose(about), ".RE"];
}

/** Formats a paragraph after the options of a command's help. */
function paragraph(text) {
  if (text.startsWith("Exit code:")) return [".PP", "Exit status:", ...exitCodes(text)];
  const [heading, ...lines] = text.split("\n");
  if (!/^.*:$/.test(heading) || lines.length === 0) return [".PP", prose(text)];
  return [".PP", prose(heading), ".RS 4", ...lines.flatMap(line), ".RE"];
}

/** Returns the paragraphs after the options of a command's help. */
function helpAfter(command) {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help.slice(command.helpInformation().length).trim().split(/\n\n+/);
}

function argumentTerm(argument) {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function optionsAndArguments(command) {
  const help = command.createHelp();
  return [
    ...help.visibleArguments(command).flatMap((one) => item(usage(argumentTerm(one)), help.argumentDescription(one))),
    ...help.visibleOptions(command).flatMap((one) => item(usage(one.flags), help.optionDescription(one))),
  ];
}

const full = (command) => `${command.parent.name()} ${command.name()} ${command.usage()}`;

const section = (command) => [
  `.SS "${usage(full(command))}"`,
  prose(command.description()),
  ...optionsAndArguments(command),
  ...helpAfter(command).flatMap(paragraph),
];

/** Returns the manual page of a program, in this version, as troff source. */
export function manPage(program, version) {
  const about = helpAfter(program);
  const [examples, exits] = ["Examples:", "Exit code:"].map((start) => about.find((text) => text.startsWith(start)));
  const name = program.description().replace(/^./, (first) => first.toLowerCase());
  return [
    '.\\" Made by scripts/man/man-page.mjs from the definitions of the commands: do not edit.',
    `.TH CRITGEN 1 "" "critgen ${version}" "User Commands"`,
    // Users copy commands from the page: it has no hyphenation and no wide spaces.
    ".nh",
    ".ad l",
    ".SH NAME",
    `critgen \\- ${prose(name.replace(/\.$/, ""))}`,
    ".SH SYNOPSIS",
    ".nf",
    ...program.commands.map((command) => usage(full(command))),
    ".fi",
    ".SH DESCRIPTION",
    prose(program.description()),
    ".SH OPTIONS",
    ...optionsAndArguments(program),
    ".SH COMMANDS",
    ...program.commands.flatMap(section),
    ".SH EXIT STATUS",
    ...exitCodes(exits),
    ".SH EXAMPLES",
    ...examples.split("\n").slice(1).flatMap(line),
    ".SH SEE ALSO",
    ".BR crit (1),",
    ".BR criu (8)",
    "",
  ].join("\n");
}
