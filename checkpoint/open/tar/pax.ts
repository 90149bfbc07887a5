import { damaged } from "./header.ts";
import { nameText } from "./name.ts";

/** Keys of POSIX's extended header that have the pieces of a sparse file, one record a piece. */
const REPEATED = new Set(["GNU.sparse.offset", "GNU.sparse.numbytes"]);

/** Key of the record that has all pieces. */
export const SPARSE_MAP = "GNU.sparse.map";

/** Keys that are read; the others, such as times, are dropped. */
const KEYS = new Set([
  ...["path", "linkpath", "size", SPARSE_MAP, "GNU.sparse.name", "GNU.sparse.size"],
  ...["GNU.sparse.realsize", "GNU.sparse.major"],
]);

/**
 * Parses the records of an extended header: `LENGTH KEY=VALUE`, each with a line feed.
 *
 * @param offset place of the header, for errors
 * @throws {SourceError} `damaged`
 * @see POSIX, pax Extended Header
 */
export function paxRecords(bytes: Uint8Array, offset: number): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(nameText(bytes.subarray(at, space === -1 ? at : space)) || Number.NaN);
    const end = at + length;
    const equals = bytes.indexOf(0x3d, space);
    const isWhole = Number.isInteger(length) && equals > space && equals < end && bytes[end - 1] === 0x0a;
    if (!isWhole) throw damaged("a record of the extended header is not valid", offset);
    const key = nameText(bytes.subarray(space + 1, equals));
    const value = bytes.subarray(equals + 1, end - 1);
    if (REPEATED.has(key)) pieces.push(nameText(value));
    else if (KEYS.has(key)) records.set(key, value);
    at = end;
  }
  if (pieces.length > 0) records.set(SPARSE_MAP, new TextEncoder().encode(pieces.join(",")));
  return records;
}

/**
 * Returns the number in a record; `undefined` if there is no such record.
 *
 * @throws {SourceError} `damaged`
 */
export function paxNumber(records: ReadonlyMap<string, Uint8Array>, key: string, offset: number): number | undefined {
  const value = records.get(key);
  return value === undefined ? undefined : decimal(nameText(value), offset);
}

/**
 * Parses a decimal number.
 *
 * @throws {SourceError} `damaged`
 */
export function decimal(text: string, offset: number): number {
  const number = /^\d{1,20}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number))
    throw damaged(`the number ${JSON.stringify(text.slice(0, 30))} is not valid`, offset);
  return number;
}
