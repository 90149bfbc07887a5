import { summary } from "./describe.ts";
import type { Change, Compared } from "./diff.ts";
import { code, itemLine, moreLines } from "./markdown.ts";
import type { Break } from "./rules/rule.ts";
import { uncomparedText } from "./uncompared.ts";

/** Whom each way to break concerns, in the order of the summary. */
const AFFECTED: readonly (readonly [Break, string])[] = [
  ["old files", "**New readers** refuse or misread images that an older CRIU wrote:"],
  ["old readers", "**Old readers** refuse or misread new images:"],
  ["json", "**JSON of crit** changes, or is no longer accepted:"],
  ["api", "**Programs** with a generated package (TypeScript, Go, Python) must change:"],
];

/** Greatest number of changes of a section. Comments of GitHub have at most 65,536 characters. */
const MOST = 10;

/**
 * Writes changes as Markdown for a comment on a pull request: by whom they break, then those that break nothing. A
 * change is explained once, and only named in later sections.
 */
export function toSummary({ before, after, changes, uncompared }: Compared): string {
  const explained = new Set<Change>();
  const section = (heading: string, all: readonly Change[]): string[] =>
    all.length === 0 ? [] : [heading, listOf(all, explained)];
  const paragraphs = [
    `### Image format: ${summary(changes)}`,
    `${code(before)} → ${code(after)}`,
    ...AFFECTED.flatMap(([one, whom]) =>
      section(
        whom,
        changes.filter(({ breaks }) => breaks.includes(one)),
      ),
    ),
    ...section(
      "These break nothing:",
      changes.filter(({ breaks }) => breaks.length === 0),
    ),
    uncomparedText(uncompared, code) ?? [],
  ];
  return paragraphs.flat().join("\n\n");
}

/** Lists changes, and adds the explained ones to `explained`. */
function listOf(changes: readonly Change[], explained: Set<Change>): string {
  const again = changes.filter((change) => explained.has(change));
  const fresh = changes.filter((change) => !explained.has(change));
  const shown = fresh.slice(0, MOST);
  for (const change of shown) explained.add(change);
  const named = again.slice(0, MOST).map(({ difference }) => code(nameOf(difference)));
  return [
    ...shown.map((change) =>
      [`${itemLine(change)}${placeOf(change)}`, ...reasonLines(change), ...moreLines(change)].join("\n"),
    ),
    ...(named.length === 0 ? [] : [`- as above: ${named.join(", ")}${andMore(again.length - named.length)}`]),
    ...(fresh.length > shown.length ? [`-${andMore(fresh.length - shown.length)}`] : []),
  ].join("\n");
}

function andMore(count: number): string {
  return count === 0 ? "" : ` and ${count} more`;
}

function nameOf({ group, name }: Change["difference"]): string {
  return name === group ? name : `${group}.${name}`;
}

function placeOf({ at }: Change): string {
  return at === undefined ? "" : ` (${code(`${at.file}:${at.line}`)})`;
}

/** Writes why a change breaks something, an item for each reason. */
function reasonLines({ rules }: Change): string[] {
  return rules.flatMap(({ breaks, why }) => (breaks.length === 0 ? [] : [`  - ${why}`]));
}
