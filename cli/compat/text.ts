import { printable } from "../../generator/text/printable.ts";
import type { Compat } from "../../inspect/compat/compat.ts";
import type { Missed } from "../../inspect/compat/missed.ts";
import { placedText } from "../../inspect/compat/places.ts";

/** Features shown for each release by default. */
const MOST = 20;

/** Prints the result line by line, with at most `most` features for each release. */
export function* printCompat(compat: Compat, most: number = MOST): Generator<string> {
  yield printable(`${compat.path}: ${verdict(compat)}`);
  const releases = new Map<string, Missed[]>();
  for (const missed of compat.missed) {
    const title = heading(missed);
    const all = releases.get(title);
    if (all === undefined) releases.set(title, [missed]);
    else all.push(missed);
  }
  const shown = [...releases].map(([title, all]) => ({ title, shown: all.slice(0, most), more: all.length - most }));
  const width = Math.max(0, ...shown.flatMap((one) => one.shown.map((missed) => labelOf(missed).length)));
  for (const { title, shown: features, more } of shown) {
    yield "";
    yield title;
    for (const missed of features) yield* lines(missed, width);
    if (more > 0) yield `  … and ${more} more; --all shows them`;
  }
}

function verdict({ images, unknown, oldest, newest, asked, missed }: Compat): string {
  const known = images === 1 ? "1 image" : `${images} images`;
  const all = unknown === 0 ? known : `${known}, and ${unknown} unknown to the schema`;
  const needed =
    oldest === undefined
      ? "no known release understands all of it"
      : `CRIU ${oldest} is the oldest release that understands all of it${newest === undefined ? "" : `, and ${newest} the newest`}`;
  if (asked === undefined) return `${all}; ${needed}`;
  if (missed.length === 0) return `${all}; CRIU ${asked} understands all of it`;
  const features = missed.length === 1 ? "1 feature" : `${missed.length} features`;
  return `${all}; CRIU ${asked} misses ${features}; ${needed}`;
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
  const labels = {
    head: `${name} head`,
    image: `image ${name}`,
    field: name,
    "enum value": `value ${name}`,
    value: `value ${name}`,
  };
  return kind === "format version" ? `format version: ${name}` : labels[kind];
}

function* lines(missed: Missed, width: number): Generator<string> {
  const { count, files, places, note } = missed;
  const [first = "", ...others] = files;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  // If the count equals the number of files, each file has it once.
  const times = count === files.length ? "" : `${count} times in `;
  yield printable(`  ${labelOf(missed).padEnd(width)}  ${times}${first}${more}`);
  if (places !== undefined) yield printable(`    ${placedText(places)}`);
  if (note !== undefined) yield printable(`    ${note}`);
}
