import { printable } from "../explore/text.ts";
import type { Compat, Missed } from "./compat.ts";
import { placedText } from "./places.ts";

/** The answer for a person, line by line. */
export function* printCompat(compat: Compat): Generator<string> {
  yield printable(`${compat.path}: ${verdict(compat)}`);
  const width = compat.missed.reduce((most, missed) => Math.max(most, labelOf(missed).length), 0);
  let above = "";
  for (const missed of compat.missed) {
    const title = heading(missed);
    if (title !== above) {
      yield "";
      yield title;
    }
    above = title;
    yield* lines(missed, width);
  }
}

function verdict({ images, unknown, oldest, newest, asked, missed }: Compat): string {
  const known = images === 1 ? "1 image" : `${images} images`;
  const all = unknown === 0 ? known : `${known}, and ${unknown} that the schema does not know`;
  const needed =
    oldest === undefined
      ? "no release that is known here understands all of it"
      : `CRIU ${oldest} is the oldest release that understands all of it${newest === undefined ? "" : `, and ${newest} the newest`}`;
  if (asked === undefined) return `${all}; ${needed}`;
  if (missed.length === 0) return `${all}; CRIU ${asked} understands all of it`;
  const things = missed.length === 1 ? "1 thing" : `${missed.length} things`;
  return `${all}; CRIU ${asked} misses ${things}; ${needed}`;
}

function heading({ since, until, sinceDate, untilDate }: Missed): string {
  if (since === null) return "newer than the schema";
  const first = dated(since, sinceDate);
  return until === undefined ? first : `read since ${first}, and no longer since ${dated(until, untilDate)}`;
}

function dated(release: string, date: string | undefined): string {
  return date === undefined ? release : `${release} (${date})`;
}

function labelOf({ kind, name }: Missed): string {
  const labels = { head: `${name} head`, image: `image ${name}`, field: name, "enum value": `value ${name}` };
  return kind === "format version" ? `format version: ${name}` : labels[kind];
}

function* lines(missed: Missed, width: number): Generator<string> {
  const { count, files, places, note } = missed;
  const [first = "", ...others] = files;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  // What is there as often as there are files is there once in each.
  const times = count === files.length ? "" : `${count} times in `;
  yield printable(`  ${labelOf(missed).padEnd(width)}  ${times}${first}${more}`);
  if (places !== undefined) yield printable(`    ${placedText(places)}`);
  if (note !== undefined) yield printable(`    ${note}`);
}
