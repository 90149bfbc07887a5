import {
  ENUM_VALUES_SINCE,
  FIELDS_SINCE,
  FORMER_FILES,
  type FormerFile,
  HEADS_SINCE,
  IMAGES_SINCE,
  RELEASES,
  type Since,
} from "criu-images/history";
import { byName } from "criu-images/layouts";

const TABLES = [HEADS_SINCE, IMAGES_SINCE, ...Object.values(FIELDS_SINCE), ...Object.values(ENUM_VALUES_SINCE)];

/** All that can be asked for, oldest first: releases, and the commit that has what is in none of them. */
export const VERSIONS: readonly string[] = [
  ...new Set([...RELEASES.map(({ name }) => name), ...TABLES.flatMap(Object.values<string | null>)]),
].filter((name) => name !== null);

/** A version's place among all; above all of them for what none of them understands. */
export function placeOf(version: string | null): number {
  return version === null ? VERSIONS.length : VERSIONS.indexOf(version);
}

/** The name that a file's is, where releases had it and have it no longer. */
export function formerFile(name: string): FormerFile | undefined {
  return byName(FORMER_FILES, name)[0];
}

/**
 * What the history calls a release that people call `4.2` or `v4.2`. A commit after a release, as git describes it, stands
 * for that release where the history does not know it: it understands what that does, and may understand more.
 */
export function releaseNamed(text: string): string {
  const names = [text, text.replace(/-\d+-g[\da-f]+$/, "")].flatMap((name) => [name, `v${name}`]);
  const found = names.find((name) => VERSIONS.includes(name));
  if (found !== undefined) return found;
  const [first, last] = [VERSIONS[0], VERSIONS.at(-1)];
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
