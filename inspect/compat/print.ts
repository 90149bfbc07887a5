import { RELEASES } from "criu-images/history";
import { printable } from "../explore/text.ts";
import type { Compat, Missed } from "./compat.ts";

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

function verdict({ images, oldest, newest, asked, missed }: Compat): string {
  const all = images === 1 ? "1 image" : `${images} images`;
  const needed =
    oldest === undefined
      ? "no release that is known here understands all of it"
      : `CRIU ${oldest} is the oldest release that understands all of it${newest === undefined ? "" : `, and ${newest} the newest`}`;
  if (asked === undefined) return `${all}; ${needed}`;
  if (missed.length === 0) return `${all}; CRIU ${asked} understands all of it`;
  const things = missed.length === 1 ? "1 thing" : `${missed.length} things`;
  return `${all}; CRIU ${asked} misses ${things}; ${needed}`;
}

function heading({ since, until }: Missed): string {
  if (until !== undefined) return `read since ${dated(since ?? "")}, and no longer since ${dated(until)}`;
  return since === null ? "newer than the schema" : dated(since);
}

function dated(release: string): string {
  const date = RELEASES.find(({ name }) => name === release)?.date;
  return date === undefined ? release : `${release} (${date})`;
}

function labelOf({ kind, name }: Missed): string {
  return { head: `${name} head`, image: `image ${name}`, field: name, "enum value": `value ${name}` }[kind];
}

function* lines(missed: Missed, width: number): Generator<string> {
  const { count, files, note } = missed;
  const [first = "", ...others] = files;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  // What is there as often as there are files is there once in each.
  const times = count === files.length ? "" : `${count} times in `;
  yield printable(`  ${labelOf(missed).padEnd(width)}  ${times}${first}${more}`);
  if (note !== undefined) yield printable(`    ${note}`);
}
