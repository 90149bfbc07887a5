import type { Terminal } from "../commands/terminal.ts";
import { grouped } from "./context.ts";
import { breaksText, event, oneLine, subject, summary, values } from "./describe.ts";
import type { Change, Compared } from "./diff.ts";

const SIGNS = { added: "+", removed: "-", renamed: "~", moved: "~", changed: "~" } as const;

/** Changes as a terminal shows them: under what they belong to, with the reasons of what breaks. */
export function toText({ before, after, changes, isRefused }: Compared, terminal: Terminal): string {
  const { colors: pc } = terminal;
  const groups = [...grouped(changes, ({ difference }) => difference.group)].map(([group, all]) =>
    [pc.bold(oneLine(group)), ...all.flatMap((change) => changeLines(change, isRefused(change), terminal))].join("\n"),
  );
  const title = oneLine(`${before} → ${after}: ${summary(changes)}`);
  return [wrap(title, "", terminal).join("\n"), ...groups].join("\n\n");
}

function changeLines({ difference, rules, note }: Change, isRefused: boolean, terminal: Terminal): string[] {
  const { colors: pc } = terminal;
  const happened = difference.kind === "added" || difference.kind === "removed" ? "" : ` ${event(difference)}`;
  const line = `${SIGNS[difference.kind]} ${subject(difference)}${happened}: ${values(difference)}`;
  const paint = isRefused ? pc.red : pc.green;
  const reasons = rules
    .filter(({ breaks }) => breaks.length > 0)
    .flatMap(({ id, breaks, why }) => wrap(`${id} breaks ${breaksText(breaks)}: ${why}`, "      ", terminal));
  const noted = note === undefined ? [] : wrap(oneLine(`known: ${note}.`), "      ", terminal);
  return [...wrap(oneLine(line), "  ", terminal).map(paint), ...reasons, ...noted];
}

/** A text in lines as wide as the terminal, all but the first further in. */
function wrap(text: string, indent: string, { width }: Terminal): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + word.length > width) {
      lines.push(line.trimEnd());
      line = `${indent}  `;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
