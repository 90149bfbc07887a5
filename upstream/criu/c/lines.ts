import { TreeError, type TreeFile } from "../../source/tree-file.ts";
import { endOfQuoted } from "../comments.ts";
import type { Token } from "../token.ts";

/** A line of C for the preprocessor: a backslash, or a comment of several lines, joins it with the next one. */
export interface Line {
  readonly tokens: readonly Token[];
  /** Text of the comment at the end of the line. */
  readonly comment?: string;
}

const TOKEN = /[A-Za-z_]\w*|\.?\d(?:[eEpP][-+]|[\w.])*|<<=|>>=|\.\.\.|##|<<|>>|<=|>=|==|!=|&&|\|\||[^\S\n]+|\n|[\s\S]/y;

/**
 * Splits a C file into lines, and each line into tokens, in one pass.
 *
 * @throws {TreeError} if a comment does not end
 */
export function linesOf({ path, text }: TreeFile): Line[] {
  const { joined, lineOf } = join(text);
  const lines: Line[] = [];
  let tokens: Token[] = [];
  let comment: string | undefined;
  let isApart = false;
  const end = (): void => {
    if (tokens.length > 0) lines.push({ tokens, ...(comment !== undefined && { comment }) });
    tokens = [];
    comment = undefined;
  };
  for (let at = 0; at < joined.length; ) {
    const line = lineOf(at);
    const next = endOf(joined, at);
    if (next === undefined) throw new TreeError("this comment does not end", { file: path, line });
    const found = joined.slice(at, next);
    if (found === "\n") end();
    else if (/^\/[/*]/.test(found)) comment = found.slice(2, found[1] === "*" ? -2 : undefined).trim();
    else if (found.trim() !== "") {
      tokens.push({ text: found, line, ...(isApart && { isApart }) });
      comment = undefined;
    }
    isApart = found.trim() === "" || /^\/[/*]/.test(found);
    at = next;
  }
  end();
  return lines;
}

/** Finds the end of the token, blank or comment that begins at `at`. */
function endOf(text: string, at: number): number | undefined {
  const two = text.slice(at, at + 2);
  if (two === "/*") {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? undefined : end + 2;
  }
  if (two === "//") {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end;
  }
  if (two[0] === '"' || two[0] === "'") return endOfQuoted(text, at);
  TOKEN.lastIndex = at;
  TOKEN.exec(text);
  return TOKEN.lastIndex;
}

/** Joins lines that end in a backslash with the next ones. Calls of `lineOf` must have ascending offsets. */
function join(text: string): { joined: string; lineOf: (at: number) => number } {
  const parts = text.replaceAll("\r\n", "\n").split("\\\n");
  const joined = parts.join("");
  let line = 1;
  let newline = joined.indexOf("\n");
  let part = 0;
  let seam = parts[0]?.length ?? 0;
  const lineOf = (at: number): number => {
    for (; newline >= 0 && newline < at; newline = joined.indexOf("\n", newline + 1)) line++;
    for (; seam <= at && part + 1 < parts.length; seam += parts[++part]?.length ?? 0) line++;
    return line;
  };
  return { joined, lineOf };
}
