import { ENUM_VALUES_SINCE, FIELDS_SINCE, HEADS_SINCE, IMAGES_SINCE, RELEASES, type Since } from "criu-images/history";

/** A release's place among all; above all of them for what none of them understands. */
export function placeOf(release: string | null): number {
  return release === null ? RELEASES.length : RELEASES.findIndex(({ name }) => name === release);
}

/** What the history calls a release that people call `4.2` or `v4.2`. */
export function releaseNamed(text: string): string {
  const found = RELEASES.find(({ name }) => name === text || name === `v${text}`);
  if (found !== undefined) return found.name;
  const [first, last] = [RELEASES[0]?.name, RELEASES.at(-1)?.name];
  throw new Error(`${text} is no release that the history knows: it has ${first} to ${last}, as \`4.1\` or \`v4.1\``);
}

const FIRST = RELEASES[0]?.name ?? null;

function lookUp(table: Since | undefined, name: string): string | null {
  return table !== undefined && Object.hasOwn(table, name) ? (table[name] ?? null) : FIRST;
}

function tableOf(tables: Readonly<Record<string, Since>>, owner: string): Since | undefined {
  return Object.hasOwn(tables, owner) ? tables[owner] : undefined;
}

/** The first release that understands each kind of thing; nothing where none does. */
export const since = {
  head: (kind: string): string | null => lookUp(HEADS_SINCE, kind),
  image: (name: string): string | null => lookUp(IMAGES_SINCE, name),
  field: (message: string, field: string): string | null => lookUp(tableOf(FIELDS_SINCE, message), field),
  value: (owner: string, value: string): string | null => lookUp(tableOf(ENUM_VALUES_SINCE, owner), value),
};
