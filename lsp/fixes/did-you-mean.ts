import { wrongName } from "../../registry/fix/did-you-mean.ts";
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
  const wrong = wrongName(message, right, text);
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
