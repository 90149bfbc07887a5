import { TreeError, type TreeFile } from "../../source/tree-file.ts";
import { endOfQuoted } from "../comments.ts";
import type { Token } from "../token.ts";

/** A token of Python. */
export interface PythonToken extends Token {
  /** Whether it begins a line outside of brackets, and so a statement. */
  readonly isFirst: boolean;
}

const TOKEN = /\w+|\*\*=?|\/\/=?|<<=?|>>=?|[=!<>]=|[^\S\n]+|\n|\\\r?\n|#[^\n]*|[\s\S]/y;
const TEXT = /[rRbBuUfF]{0,2}(?:"""|'''|["'])/y;

/**
 * Splits a Python file into tokens, in one pass.
 *
 * @throws {TreeError} if a text of several lines does not end
 */
export function tokensOf({ path, text }: TreeFile): PythonToken[] {
  const tokens: PythonToken[] = [];
  let line = 1;
  let depth = 0;
  let isLineStart = true;
  for (let at = 0; at < text.length; ) {
    const end = endOf(text, at);
    if (end === undefined) throw new TreeError("this text does not end", { file: path, line });
    const found = text.slice(at, end);
    if (/^[[({]$/.test(found)) depth++;
    if (/^[\])}]$/.test(found)) depth = Math.max(0, depth - 1);
    const isToken = found.trim() !== "" && !/^[#\\]/.test(found);
    if (isToken) tokens.push({ text: found, line, isFirst: isLineStart && depth === 0 && /^\w/.test(found) });
    isLineStart = found === "\n";
    if (found.includes("\n")) line += found.split("\n").length - 1;
    at = end;
  }
  return tokens;
}

function endOf(text: string, at: number): number | undefined {
  TEXT.lastIndex = at;
  const [opening] = TEXT.exec(text) ?? [];
  if (opening === undefined) {
    TOKEN.lastIndex = at;
    TOKEN.exec(text);
    return TOKEN.lastIndex;
  }
  const quote = at + opening.length - 1;
  return opening.length < 3 || !/(.)\1\1$/.test(opening)
    ? endOfQuoted(text, quote)
    : endOfLong(text, quote + 1, opening.slice(-3));
}

function endOfLong(text: string, from: number, mark: string): number | undefined {
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text.startsWith(mark, i)) return i + mark.length;
  }
  return undefined;
}
