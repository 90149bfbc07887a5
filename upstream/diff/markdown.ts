import { breaksText, event, oneLine, placesText, subject, summary, values } from "./describe.ts";
import type { Change, Compared } from "./diff.ts";
import { type Section, sectionsOf } from "./sections.ts";
import { uncomparedText } from "./uncompared.ts";

/** Writes changes for a changelog or a pull request: breaking ones first, each reason once. */
export function toMarkdown({ before, after, changes, uncompared }: Compared, most: number): string {
  const sections = sectionsOf(changes, most);
  const breaking = sections.filter(({ reasons }) => reasons.length > 0);
  const others = sections.filter(({ reasons }) => reasons.length === 0);
  return [
    `## ${code(before)} → ${code(after)}`,
    `${summary(changes)}.`.replace(/^./, (letter) => letter.toUpperCase()),
    ...(breaking.length > 0 ? ["### Breaks", ...breaking.flatMap(sectionText)] : []),
    ...(others.length > 0 ? ["### Breaks nothing", ...others.flatMap(sectionText)] : []),
    ...[uncomparedText(uncompared, code) ?? []].flat(),
  ].join("\n\n");
}

/** Writes the reasons of a section, then its changes. */
function sectionText({ reasons, changes, more }: Section): string[] {
  const why = reasons.map(({ id, breaks, why: text }) => `\`${id}\` breaks **${breaksText(breaks)}**: ${text}`);
  const list = [
    ...changes.map((change) => [itemLine(change), ...moreLines(change)].join("\n")),
    ...(more === 0 ? [] : [`- and ${more} more`]),
  ];
  return [...why, list.join("\n")];
}

/** Writes a change as an item of a list. */
export function itemLine({ difference }: Change): string {
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

/** Writes the known effects of a change, as items below it. */
export function moreLines({ places, note }: Change): string[] {
  return [
    ...(places === undefined ? [] : [`  - It ${placesText(places)}.`]),
    ...(note === undefined ? [] : [`  - Known: ${escaped(note)}.`]),
  ];
}

/** Escapes the marks of Markdown in a text by people. */
function escaped(text: string): string {
  return oneLine(cropped(text)).replaceAll(/[\\|<>`*_[\]]/g, (mark) => `\\${mark}`);
}

/** Greatest length of a text from a schema or a tree: names and values of real formats are shorter. */
const LONGEST = 300;

function cropped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Writes a code span, between more backticks than the text contains. */
export function code(text: string): string {
  const line = oneLine(cropped(text));
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
