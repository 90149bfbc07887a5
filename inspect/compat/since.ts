import { byName } from "criu-images/layouts";
import type { HistoryTables } from "../schema/schema.ts";

type Since = HistoryTables["IMAGES_SINCE"];
type PlacingValues = HistoryTables["PLACING_VALUES"][string];
type FormerFile = HistoryTables["FORMER_FILES"][number];

/** The history of the format: since when releases understand each kind of thing; `null` if none does. */
export interface History {
  /** All that can be asked for, oldest first: releases, and the commit that has what is in none of them. */
  readonly versions: readonly string[];
  /** A version's place among all; above all of them for what none of them understands. */
  placeOf(version: string | null): number;
  head(kind: string): string | null;
  image(name: string): string | null;
  field(message: string, field: string): string | null;
  value(owner: string, value: string): string | null;
  /** The row of a file's name that releases had and have no longer. */
  formerFile(name: string): FormerFile | undefined;
  /** The images whose bytes fields place, by `message.field`; their bits and values, by `message.field.NAME`. */
  readonly bytesOf: ReadonlyMap<string, readonly string[]>;
  /** The images whose bytes may move if something in a message is not known. */
  readonly mayMove: ReadonlyMap<string, readonly string[]>;
  /** Numbers with names that fields which place bytes can have. */
  readonly placingValues: ReadonlyMap<string, PlacingValues>;
  /** What older releases make of a thing, if they do not simply skip it. */
  note(name: string): string | undefined;
  /** The day of a release. */
  dateOf(release: string): string | undefined;
}

/** Makes a history's tables answer questions. */
export function historyOf(tables: HistoryTables): History {
  const { RELEASES, HEADS_SINCE, IMAGES_SINCE, FIELDS_SINCE, ENUM_VALUES_SINCE, FORMER_FILES, NOTES } = tables;
  const all = [HEADS_SINCE, IMAGES_SINCE, ...Object.values(FIELDS_SINCE), ...Object.values(ENUM_VALUES_SINCE)];
  const named = new Set([...RELEASES.map(({ name }) => name), ...all.flatMap(Object.values<string | null>)]);
  const versions = [...named].filter((name) => name !== null);
  const first = RELEASES[0]?.name ?? null;
  const lookUp = (table: Since | undefined, name: string): string | null =>
    table === undefined || !Object.hasOwn(table, name) ? first : (table[name] ?? null);
  return {
    versions,
    placeOf: (version) => (version === null ? versions.length : versions.indexOf(version)),
    head: (kind) => lookUp(HEADS_SINCE, kind),
    image: (name) => lookUp(IMAGES_SINCE, name),
    field: (message, field) => lookUp(own(FIELDS_SINCE, message), field),
    value: (owner, value) => lookUp(own(ENUM_VALUES_SINCE, owner), value),
    formerFile: (name) => byName(FORMER_FILES, name)[0],
    bytesOf: new Map(Object.entries(tables.PLACES_BYTES_OF)),
    mayMove: new Map(Object.entries(tables.PLACING_MESSAGES)),
    placingValues: new Map(Object.entries(tables.PLACING_VALUES)),
    note: (name) => own(NOTES, name),
    dateOf: (release) => RELEASES.find(({ name }) => name === release)?.date,
  };
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * What the history calls a release that people call `4.2` or `v4.2`. A commit after a release, as git describes it, stands
 * for that release where the history does not know it: it understands what that does, and may understand more.
 *
 * @throws {Error} where the history has no such release
 */
export function releaseNamed({ versions }: History, text: string): string {
  const names = [text, text.replace(/-\d+-g[\da-f]+$/, "")].flatMap((name) => [name, `v${name}`]);
  const found = names.find((name) => versions.includes(name));
  if (found !== undefined) return found;
  const [first, last] = [versions[0], versions.at(-1)];
  throw new Error(`${text} is no release that the history knows: it has ${first} to ${last}, as \`4.1\` or \`v4.1\``);
}
