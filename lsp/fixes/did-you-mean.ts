import { distance } from "fastest-levenshtein";
import type { Source } from "../text/source.ts";
import { tokenAt } from "../text/token.ts";
import type { Report } from "../workspace/report.ts";
import type { Fix } from "./fix.ts";

/** Returns the fix of a report that suggests another name: it replaces the name in the text. */
export function didYouMeanFix({ message, hint, at }: Report, source: Source): Fix | undefined {
  const [, right] = /^did you mean (.+)\?$/.exec(hint ?? "") ?? [];
  if (right === undefined) return undefined;
  const from = source.offsetOf(at);
  const text = source.text.slice(from, endOfStatement(source, from));
  const wrong = nearest(right, namesIn(message), text);
  if (wrong === undefined) return undefined;
  const start = from + wrong.index;
  const change = { from: start, to: start + wrong.name.length, text: right };
  return { title: `Change \`${wrong.name}\` to \`${right}\``, source, change, isPreferred: true };
}

/** Returns the end of the text that a report is about: its token, or in a .proto file the statement. */
function endOfStatement({ text, file }: Source, from: number): number {
  if (!file.endsWith(".proto")) return Math.max(tokenAt(text, from).to, lineEnd(text, from));
  const end = text.indexOf(";", from);
  return end < 0 ? text.length : end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Returns the names in backticks of a message, and the parts of dotted ones. */
function namesIn(message: string): string[] {
  const names = [...message.matchAll(/`([^`\s]+)`/g)].map(([, name = ""]) => name);
  return [...new Set(names.flatMap((name) => [name, ...name.split(".")]))];
}

interface Wrong {
  readonly name: string;
  readonly index: number;
}

/** Finds the name that is in the text and nearest to the suggestion. */
function nearest(right: string, names: readonly string[], text: string): Wrong | undefined {
  const there = names.flatMap((name): Wrong[] => {
    const index = indexOfWord(text, name);
    return index < 0 || name === right ? [] : [{ name, index }];
  });
  return there.sort((a, b) => distance(a.name, right) - distance(b.name, right))[0];
}

/** Returns the index of a name that no longer name contains; -1 if there is none. */
function indexOfWord(text: string, name: string): number {
  for (let index = text.indexOf(name); index >= 0; index = text.indexOf(name, index + 1)) {
    const around = text.charAt(index - 1) + text.charAt(index + name.length);
    if (!/\w/.test(around)) return index;
  }
  return -1;
}
