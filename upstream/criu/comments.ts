const QUOTE_OR_COMMENT = /["'`]|\/[/*]/g;

/** Replaces the comments of a .proto or Go file by blanks: lines and columns stay. */
export function withoutComments(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  QUOTE_OR_COMMENT.lastIndex = 0;
  for (let found = QUOTE_OR_COMMENT.exec(text); found !== null; found = QUOTE_OR_COMMENT.exec(text)) {
    const { index } = found;
    const isComment = found[0].length === 2;
    const end = isComment ? endOfComment(text, index) : endOfQuoted(text, index);
    if (isComment) parts.push(text.slice(kept, index), text.slice(index, end).replaceAll(/[^\n]/g, " "));
    if (isComment) kept = end;
    QUOTE_OR_COMMENT.lastIndex = end;
  }
  return [...parts, text.slice(kept)].join("");
}

function endOfComment(text: string, at: number): number {
  const mark = text.startsWith("/*", at) ? "*/" : "\n";
  const end = text.indexOf(mark, at + 2);
  if (end < 0) return text.length;
  return mark === "\n" ? end : end + mark.length;
}

/** Finds the end of the quoted text that begins at `at`; without a closing quote, that is the end of its line. */
export function endOfQuoted(text: string, at: number): number {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) return i + 1;
    else if (text[i] === "\n") return i;
  }
  return text.length;
}
