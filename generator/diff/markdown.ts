import { breaksText, event, oneLine, subject, summary, values } from "./describe.ts";
import type { Change, Compared } from "./diff.ts";

/** Changes for a changelog or a pull request: first what breaks something, with the reasons. */
export function toMarkdown({ before, after, changes }: Compared): string {
  const breaking = changes.filter(({ breaks }) => breaks.length > 0);
  const others = changes.filter(({ breaks }) => breaks.length === 0);
  return [
    `## ${code(before)} → ${code(after)}`,
    `${summary(changes)}.`.replace(/^./, (letter) => letter.toUpperCase()),
    ...(breaking.length > 0 ? ["### Breaks", breaking.map(withReasons).join("\n")] : []),
    ...(others.length > 0 ? ["### Breaks nothing", others.map(item).join("\n")] : []),
  ].join("\n\n");
}

function item({ difference }: Change): string {
  const shown = values(difference);
  const told = `${code(difference.group)}: ${subjectOf(difference)} ${event(difference)}`;
  return `- ${told}${shown === "" ? "" : `: ${[difference.from, difference.to].flatMap(codeOf).join(" → ")}`}`;
}

function subjectOf(difference: Change["difference"]): string {
  const { what, name, group } = difference;
  return name === group ? subject(difference) : `${what} ${code(name)}`;
}

function codeOf(text: string | undefined): string[] {
  return text === undefined ? [] : [code(text)];
}

function withReasons(change: Change): string {
  const reasons = change.rules
    .filter(({ breaks }) => breaks.length > 0)
    .map(({ id, breaks, why }) => `  - \`${id}\` breaks **${breaksText(breaks)}**: ${why}`);
  const known = change.note === undefined ? [] : [`  - Known: ${escaped(change.note)}.`];
  return [item(change), ...reasons, ...known].join("\n");
}

/** Words of a person, in which no mark is meant. */
function escaped(text: string): string {
  return oneLine(text).replaceAll(/[\\|<>`*_[\]]/g, (mark) => `\\${mark}`);
}

/** A code span; one that has backticks in it stands between more of them. */
function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
