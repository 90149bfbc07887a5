import { type Annotation, annotationText } from "../../generator/text/annotation.ts";
import { breaksText, event, oneLine, placesText, subject, values } from "./describe.ts";
import type { Change, Compared } from "./diff.ts";
import { uncomparedText } from "./uncompared.ts";

/**
 * Writes changes as commands of a GitHub workflow, which annotates their lines: an error for each change that fails the
 * command, a warning for another one that breaks something, and a notice for the others. Errors come first: GitHub shows
 * only the first annotations of a step.
 *
 * @param pathOf returns the path from the root of the repository
 */
export function toGithub({ changes, isRefused, uncompared }: Compared, pathOf: (file: string) => string): string {
  const level = (change: Change): Annotation["level"] =>
    isRefused(change) ? "error" : change.breaks.length > 0 ? "warning" : "notice";
  const all = changes.map((change) => annotationOf(change, level(change), pathOf));
  const files = uncompared.map((path): Annotation => {
    const message = uncomparedText([path], (name) => name) ?? "";
    return { level: "notice", title: "not compared", message, at: { file: pathOf(path), line: 1 } };
  });
  const order = ["error", "warning", "notice"];
  return [...all, ...files]
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .map(annotationText)
    .join("\n");
}

function annotationOf(change: Change, level: Annotation["level"], pathOf: (file: string) => string): Annotation {
  const { difference, rules, places, note, at } = change;
  const lines = [
    `${difference.group}: ${subject(difference)} ${event(difference)}: ${values(difference)}`,
    ...rules.map(({ breaks, why }) => (breaks.length === 0 ? why : `Breaks ${breaksText(breaks)}: ${why}`)),
    ...(places === undefined ? [] : [`It ${placesText(places)}.`]),
    ...(note === undefined ? [] : [`Known: ${note}.`]),
  ];
  return {
    ...{ level, title: rules.map(({ id }) => id).join(", "), message: lines.map(oneLine).join("\n") },
    ...(at !== undefined && { at: { ...at, file: pathOf(at.file) } }),
  };
}
