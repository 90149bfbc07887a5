/*
 * Breaks lines of Python that are too long, as Black does: after the opening bracket of the last group of the line, and
 * if its content still is too long, after each comma. Imports get brackets.
 */

/** Longest line. */
export const WIDTH = 100;

/** A line in three pieces: up to an opening bracket, the content of the brackets, and the end. */
interface Split {
  readonly before: string;
  readonly items: readonly string[];
  /** The content ends with a comma: a tuple needs it if it has one item. */
  readonly hasLastComma: boolean;
  readonly after: string;
}

const OPENING = "([{";
const CLOSING = ")]}";

/** Breaks the long lines of a module, and joins the brackets of empty tables. Comments and docstrings stay as they are. */
export function print(text: string): string {
  let isDoc = false;
  const lines = text.split("\n").map((line) => {
    const quotes = line.split('"""').length - 1;
    const isText = isDoc || quotes > 0 || /^\s*#/.test(line);
    if (quotes % 2 === 1) isDoc = !isDoc;
    return isText ? line : broken(line);
  });
  return lines.join("\n").replaceAll(/ = \{\n\}$/gm, " = {}");
}

function broken(line: string): string {
  if (line.length <= WIDTH) return line;
  const [, margin = "", code = ""] = /^(\s*)(.*)$/.exec(line) ?? [];
  const [, from = "", names = ""] = /^(from \S+ import )([^(]*)$/.exec(code) ?? [];
  const split =
    names === "" ? splitOf(code) : { before: `${from}(`, items: names.split(", "), hasLastComma: false, after: ")" };
  if (split === undefined || split.items.length === 0) return line;
  const { before, items, hasLastComma, after } = split;
  const whole = `${margin}    ${items.join(", ")}`;
  const isWhole = names === "" && !hasLastComma && whole.length <= WIDTH;
  const lines = isWhole ? [whole] : items.map((item) => broken(`${margin}    ${item},`));
  return [`${margin}${before}`, ...lines, `${margin}${after}`].join("\n");
}

/** Splits code at its last group of brackets, and the content of that at its commas. */
function splitOf(code: string): Split | undefined {
  let [depth, open, close, isQuoted] = [0, -1, -1, false];
  let commas: number[] = [];
  for (let i = 0; i < code.length; i++) {
    const char = code.charAt(i);
    if (char === "\\") i++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (OPENING.includes(char) && depth++ === 0) [open, commas] = [i, []];
    else if (CLOSING.includes(char) && --depth === 0) close = i;
    else if (char === "," && depth === 1) commas.push(i);
  }
  if (open < 0 || close < open) return undefined;
  const ends = [...commas, close];
  const items = ends.map((end, i) => code.slice(i === 0 ? open + 1 : (ends[i - 1] ?? 0) + 1, end).trim());
  return {
    before: code.slice(0, open + 1),
    items: items.filter((item) => item !== ""),
    hasLastComma: items.length > 1 && items.at(-1) === "",
    after: code.slice(close),
  };
}
