import { byName } from "criu-images/layouts";
import type { HistoryTables } from "../schema/schema.ts";

type Since = HistoryTables["IMAGES_SINCE"];
type PlacingValues = HistoryTables["PLACING_VALUES"][string];
type FormerFile = HistoryTables["FORMER_FILES"][number];

/** History of the format: the release that introduced each part; `null` if none did. */
export interface History {
  /** Names of releases, oldest first, and of the commit that the schema follows. */
  readonly versions: readonly string[];
  /** Returns the index of a version; that of `null` is greater than all others. */
  placeOf(version: string | null): number;
  head(kind: string): string | null;
  image(name: string): string | null;
  field(message: string, field: string): string | null;
  value(owner: string, value: string): string | null;
  /** Returns the row of a file name that releases no longer have. */
  formerFile(name: string): FormerFile | undefined;
  /**
   * Images whose bytes are placed by fields, as `message.field`, and by their bits and values, as `message.field.NAME`.
   */
  readonly bytesOf: ReadonlyMap<string, readonly string[]>;
  /** Images whose bytes an unknown field may place, by message. */
  readonly mayPlace: ReadonlyMap<string, readonly string[]>;
  /** Named numbers that placing fields can have. */
  readonly placingValues: ReadonlyMap<string, PlacingValues>;
  /** Returns the effect on older releases, if they do not simply skip it. */
  note(name: string): string | undefined;
  /** Returns the date of a release. */
  dateOf(release: string): string | undefined;
}

/** Builds a history from its tables. */
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
    mayPlace: new Map(Object.entries(tables.PLACING_MESSAGES)),
    placingValues: new Map(Object.entries(tables.PLACING_VALUES)),
    note: (name) => own(NOTES, name),
    dateOf: (release) => RELEASES.find(({ name }) => name === release)?.date,
  };
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * Finds a release by a name such as `4.2` or `v4.2`. A commit after a release, named by `git describe`, counts as that
 * release if the history does not know it: it understands at least as much.
 *
 * @throws {Error} if the history has no such release
 */
export function releaseNamed({ versions }: History, text: string): string {
  const names = [text, text.replace(/-\d+-g[\da-f]+$/, "")].flatMap((name) => [name, `v${name}`]);
  const found = names.find((name) => versions.includes(name));
  if (found !== undefined) return found;
  const [first, last] = [versions[0], versions.at(-1)];
  throw new Error(`unknown release ${text}: the history has ${first} to ${last}, written as \`4.1\` or \`v4.1\``);
}
