/** A file of a source tree: its path there, and its text. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

/** A source tree that cannot be read; the message is one line that says what and where. */
export class TreeError extends Error {
  constructor(message: string, at?: { readonly file: string; readonly line: number }) {
    super(at === undefined ? message : `${at.file}:${at.line}: ${message}`);
    this.name = "TreeError";
  }
}

/** The text with blanks for its comments, in C's way: lines and columns stay what they are. */
export function withoutComments(text: string): string {
  const commentOrString = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g;
  return text.replaceAll(commentOrString, (found) => (found.startsWith("/") ? found.replaceAll(/[^\n]/g, " ") : found));
}

export interface Token {
  readonly text: string;
  readonly line: number;
}

/** Splits a text into tokens; what `pattern` does not match is passed over. */
export function tokensOf(text: string, pattern: RegExp, firstLine = 1): Token[] {
  let line = firstLine;
  let last = 0;
  return [...text.matchAll(pattern)].map((found) => {
    line += text.slice(last, found.index).split("\n").length - 1;
    last = found.index;
    return { text: found[0], line };
  });
}
