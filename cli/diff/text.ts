import { grouped } from "../../generator/model/grouped.ts";
import { breaksText, event, oneLine, placesText, subject, summary, values } from "../../upstream/diff/describe.ts";
import type { Change, Compared } from "../../upstream/diff/diff.ts";
import { MOST, type Section, sectionsOf } from "../../upstream/diff/sections.ts";
import { uncomparedText } from "../../upstream/diff/uncompared.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { wrap } from "../terminal/wrap.ts";

const SIGNS = { added: "+", removed: "-", renamed: "~", moved: "~", changed: "~" } as const;

export interface TextOptions {
  /** Greatest number of changes that a section shows. */
  readonly most?: number;
  /** Text after the number of the other changes: the option that shows them. */
  readonly hint?: string;
}

/** Writes changes for a terminal: each reason once, then its changes. */
export function toText(compared: Compared, terminal: Terminal, { most = MOST, hint = "" }: TextOptions = {}): string {
  const sections = sectionsOf(compared.changes, most).map((section) => {
    const lines = sectionLines(section, compared, terminal);
    return [...lines, ...(section.more === 0 ? [] : [`  and ${section.more} more${hint}`])].join("\n");
  });
  const more = uncomparedText(compared.uncompared, oneLine);
  const last = more === undefined ? [] : [paragraph(more, "", terminal).join("\n")];
  return [titleOf(compared, terminal), ...sections, ...last].join("\n\n");
}

function titleOf({ before, after, changes }: Compared, terminal: Terminal): string {
  return paragraph(oneLine(`${before} → ${after}: ${summary(changes)}`), "", terminal).join("\n");
}

function sectionLines({ reasons, changes }: Section, { isRefused }: Compared, terminal: Terminal): string[] {
  const { colors: pc } = terminal;
  const why = reasons.flatMap(({ id, breaks, why: text }) =>
    paragraph(`${id} breaks ${breaksText(breaks)}: ${text}`, "", terminal),
  );
  const groups = [...grouped(changes, ({ difference }) => difference.group)].flatMap(([group, all]) => [
    `  ${pc.bold(oneLine(group))}`,
    ...all.flatMap((change) => changeLines(change, isRefused(change), terminal)),
  ]);
  return [...(reasons.length === 0 ? ["Breaks nothing:"] : why), ...groups];
}

function changeLines({ difference, places, note }: Change, isRefused: boolean, terminal: Terminal): string[] {
  const { colors: pc } = terminal;
  const happened = difference.kind === "added" || difference.kind === "removed" ? "" : ` ${event(difference)}`;
  const line = `${SIGNS[difference.kind]} ${subject(difference)}${happened}: ${values(difference)}`;
  const paint = isRefused ? pc.red : pc.green;
  const more = [
    ...(places === undefined ? [] : [`${placesText(places)}.`]),
    ...(note === undefined ? [] : [`known: ${note}.`]),
  ];
  return [
    ...paragraph(oneLine(line), "    ", terminal).map(paint),
    ...more.flatMap((text) => paragraph(oneLine(text), "      ", terminal)),
  ];
}

/** Breaks a text into lines of the terminal's width; all but the first are indented further. */
function paragraph(text: string, head: string, { width }: Terminal): string[] {
  return wrap(text, { width, head, indent: `${head}  ` });
}
