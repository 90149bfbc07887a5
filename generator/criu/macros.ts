import { type Token, TreeError, type TreeFile, tokensOf, withoutComments } from "./text.ts";

/*
 * As much of C's preprocessor as the table of images is written with: macros with parameters, and ##.
 */

interface Macro {
  readonly parameters: readonly string[];
  readonly body: readonly Token[];
}

/** The tokens of a C file, and the macros that it defines. */
export interface Preprocessed {
  readonly tokens: readonly Token[];
  readonly macros: ReadonlyMap<string, Macro>;
}

const TOKEN = /[A-Za-z_]\w*|0x[0-9A-Fa-f]+|\d+|"(?:\\.|[^"\\\n])*"|##|[^\s\w]/g;
const MACRO = /^\s*#\s*define\s+(?<name>\w+)\((?<parameters>[\w\s,]*)\)(?<body>[\s\S]*)$/;
const PASSED_OVER = /^\s*#\s*(?:include|ifndef|endif|pragma|define\s+\w+\s*$)/;

/** Splits a C file into tokens, without its comments and directives. */
export function preprocess(file: TreeFile): Preprocessed {
  const macros = new Map<string, Macro>();
  const tokens: Token[] = [];
  const lines = withoutComments(file.text).split("\n");
  for (let index = 0; index < lines.length; index++) {
    const first = index + 1;
    let line = lines[index] ?? "";
    if (!line.trimStart().startsWith("#")) {
      tokens.push(...tokensOf(line, TOKEN, first));
      continue;
    }
    while (/\\\s*$/.test(line) && index + 1 < lines.length) line = line.replace(/\\\s*$/, "\n") + lines[++index];
    const { name, parameters = "", body = "" } = MACRO.exec(line)?.groups ?? {};
    if (name !== undefined) {
      const names = parameters.split(",").map((parameter) => parameter.trim());
      macros.set(name, { parameters: names, body: tokensOf(body, TOKEN, first) });
    } else if (!PASSED_OVER.test(line)) {
      throw new TreeError(`\`${line.trim().split("\n")[0]}\` is not understood`, { file: file.path, line: first });
    }
  }
  return { tokens, macros };
}

/** What a macro stands for with these arguments; all of it is on the line that uses it. */
export function expand({ parameters, body }: Macro, args: readonly (readonly Token[])[], line: number): Token[] {
  const expanded: Token[] = [];
  let paste = false;
  for (const { text } of body) {
    if (text === "##") {
      paste = true;
      continue;
    }
    const parameter = parameters.indexOf(text);
    const replaced = parameter < 0 ? [text] : (args[parameter] ?? []).map((token) => token.text);
    const last = paste ? expanded.pop() : undefined;
    const joined = last === undefined ? replaced : [last.text + (replaced[0] ?? ""), ...replaced.slice(1)];
    expanded.push(...joined.map((word) => ({ text: word, line })));
    paste = false;
  }
  return expanded;
}
