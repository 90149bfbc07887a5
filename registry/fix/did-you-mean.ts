import { distance } from "fastest-levenshtein";
import { endOf, type Fixer, offsetOf } from "./report.ts";

/** Writes the suggested name in place of the wrong one, if only one name is suggested. */
export const didYouMean: Fixer = (report, text) => {
  const [, right] = /^did you mean (\S+)\?$/.exec(report.hint ?? "") ?? [];
  if (right === undefined) return undefined;
  const from = offsetOf(report, text);
  const statement = text.slice(from, endOf(report, text, from));
  const wrong = wrongName(report.message, right, statement);
  if (wrong === undefined) return undefined;
  const at = from + wrong.index;
  return text.slice(0, at) + right + text.slice(at + wrong.name.length);
};

/** Finds the name of a message that is in a text and nearest to the suggested one, and its index. */
export function wrongName(
  message: string,
  right: string,
  text: string,
): { readonly name: string; readonly index: number } | undefined {
  return namesIn(message)
    .map((name) => ({ name, index: wordAt(text, name) }))
    .filter(({ name, index }) => name !== right && index >= 0)
    .sort((a, b) => distance(a.name, right) - distance(b.name, right))[0];
}

/** Returns the names in backticks of a message, and the parts of dotted ones. */
function namesIn(message: string): string[] {
  const names = [...message.matchAll(/`([^`\s]+)`/g)].map(([, name = ""]) => name);
  return [...new Set(names.flatMap((name) => [name, ...name.split(".")]))];
}

/** Returns the index of a name as a whole word; -1 if it is not in the text. */
function wordAt(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length))) return at;
  }
  return -1;
}
