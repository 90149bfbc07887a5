/* Breaks long lines of rendered TypeScript at their brackets, and removes repeated empty lines. */

/** Largest length of a line. */
export const WIDTH = 120;

/** Formats rendered text: at most one empty line in a row, and no line that is too long if it can be broken. */
export function print(text: string): string {
  return `${breakLines(text)
    .replaceAll(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

/** Breaks the long lines of a text. Few are: a search for the ends of lines is faster than a pattern. */
function breakLines(text: string): string {
  let done = "";
  let copied = 0;
  for (let start = 0, end = 0; end !== -1; start = end + 1) {
    end = text.indexOf("\n", start);
    const stop = end === -1 ? text.length : end;
    if (stop - start <= WIDTH) continue;
    const line = text.slice(start, stop);
    if (isComment(line)) continue;
    done += text.slice(copied, start) + breakLine(line);
    copied = stop;
  }
  return done + text.slice(copied);
}

function isComment(line: string): boolean {
  return /^ *(\/\/|\/?\*)/.test(line);
}

function breakLine(line: string): string {
  const [, indent = "", text = "", end = ""] = /^( *)(.*?)([;,]?)$/.exec(line) ?? [];
  return broken(text, indent, end);
}

/**
 * Formats code on one line if it fits. Otherwise breaks it after its first operator, or at the arguments, properties or
 * elements of its last brackets.
 */
export function broken(text: string, indent: string, end: string): string {
  const line = `${indent}${text}${end}`;
  if (line.length <= WIDTH) return line;
  const inner = `${indent}  `;
  const { guard, operator, last } = shapeOf(text);
  if (guard !== undefined) {
    return `${indent}${text.slice(0, guard)} {\n${broken(text.slice(guard + 1), inner, end)}\n${indent}}`;
  }
  if (operator !== undefined) {
    return `${indent}${text.slice(0, operator)}\n${broken(text.slice(operator + 1), inner, end)}`;
  }
  if (last === undefined) return line;
  const parts = partsOf(text.slice(last.open + 1, last.close));
  const [before, after] = [text.slice(0, last.open + 1), text.slice(last.close)];
  const list = parts.at(-1) ?? "";
  // If the last argument of a call is a list, only the list is broken.
  if (list.startsWith("[") && parts.length > 1) {
    const head = `${indent}${before}${parts.slice(0, -1).join(", ")}, [`;
    return `${head}\n${lines(partsOf(list.slice(1, -1)), inner)}${indent}]${after}${end}`;
  }
  return `${indent}${before}\n${lines(parts, inner)}${indent}${after}${end}`;
}

function lines(parts: readonly string[], indent: string): string {
  return parts.map((part) => `${broken(part, indent, ",")}\n`).join("");
}

/** Places at which a line can be broken. */
interface Shape {
  /** End of the condition of an `if` or the head of a `for`, if a statement follows on the same line. */
  readonly guard: number | undefined;
  /** End of the first ` =` or ` =>`, unless a literal follows. */
  readonly operator: number | undefined;
  /** Last brackets outside of others. */
  readonly last: { readonly open: number; readonly close: number } | undefined;
}

/** Texts, brackets, operators, commas between parts, and all between these. */
const TOKENS = /"(?:\\.|[^"\\])*"|[([{]|[)\]}]| =>?(?= )|, |[^"()[\]{}, ]+|./gs;

function shapeOf(text: string): Shape {
  let depth = 0;
  let open = 0;
  let [guard, operator, last]: [number?, number?, Shape["last"]?] = [];
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if ("([{".includes(token)) {
      if (depth++ === 0) open = index;
    } else if (")]}".includes(token)) {
      if (--depth !== 0) continue;
      if (last === undefined && isGuard(text, index + 1)) guard = index + 1;
      last = { open, close: index };
    } else if (depth === 0 && operator === undefined && /^ =>?$/.test(token)) {
      const next = index + token.length;
      if (!/^ [{[]/.test(text.slice(next))) operator = next;
    }
  }
  return { guard, operator, last: depth === 0 ? last : undefined };
}

/** Returns whether a statement follows the brackets of an `if` or `for` that end at `at`. */
function isGuard(text: string, at: number): boolean {
  return /^(if|for) \(/.test(text) && /^ [^{ ]/.test(text.slice(at));
}

/** Splits arguments, properties or elements at commas outside of brackets and texts. */
function partsOf(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of text.trim().matchAll(TOKENS)) {
    if ("([{".includes(token)) depth += 1;
    if (")]}".includes(token)) depth -= 1;
    if (token === ", " && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}
