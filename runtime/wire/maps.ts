import { closeAt, enter, leave, type Reader, readUint32, spend } from "./reader.ts";
import { keepUnknown, type Message, type UnknownFields, writeUnknown } from "./unknown.ts";
import { badValue, begin, checkObject, elements, end, type Writer } from "./writer.ts";

/** Reading and writing functions for the keys, or the values, of a map: field 1, or 2, of an entry. */
export interface MapPart<T> {
  readonly tag: number;
  readonly read: (r: Reader, field: string) => T;
  readonly write: (w: Writer, tag: number, value: T, field: string) => void;
  /** Returns the default of an absent key or value; a message is read, from no bytes, at the position of `r`. */
  readonly none: (r?: Reader) => T;
}

/** Reading and writing functions of a map field. */
export interface MapCodec<K, V> {
  readonly key: MapPart<K>;
  readonly value: MapPart<V>;
}

/** A map entry without key or value, or with unknown fields. */
export interface OddEntry extends Message {
  /** Key in the Map. */
  readonly key: unknown;
  /** Whether the image has the key; if not, the key is 0, false or empty. */
  readonly hasKey: boolean;
  readonly hasValue: boolean;
}

/** A message with maps. */
export interface WithMaps {
  /** Odd entries by field name; each is written back unchanged while the value of its key stays the same. */
  $entries?: Record<string, OddEntry[]>;
}

/** Bytes of memory for an entry of a Map, and the additional bytes for an odd one. */
const ENTRY = 80;
const ODD = 120;

/**
 * Reads an entry of a map, and records it in `odd` if it is odd. If several entries have the same key, the last takes
 * precedence.
 */
export function readMapEntry<K, V>(
  r: Reader,
  field: string,
  into: Map<K, V>,
  codec: MapCodec<K, V>,
  odd: WithMaps,
): void {
  const stop = enter(r, field);
  let key: K | undefined;
  let value: V | undefined;
  let unknown: UnknownFields[] | undefined;
  for (let tag = 0, previous = 0; r.pos < stop; previous = tag) {
    const start = r.pos;
    tag = readUint32(r);
    if (tag === codec.key.tag) key = codec.key.read(r, "key");
    else if (tag === codec.value.tag) value = codec.value.read(r, "value");
    else unknown = keepUnknown(r, tag, start, previous, unknown);
  }
  closeAt(r, stop);
  const known = key ?? codec.key.none();
  into.set(known, value ?? absent(r, codec.value));
  leave(r, into);
  spend(r, ENTRY);
  if (key !== undefined && value !== undefined && unknown === undefined) return;
  const $unknown = unknown && { $unknown: unknown };
  const entry = { key: known, hasKey: key !== undefined, hasValue: value !== undefined, ...$unknown };
  spend(r, ODD);
  odd.$entries ??= {};
  odd.$entries[field] ??= [];
  odd.$entries[field].push(entry);
}

/** Returns the default of an absent value; a message may lack required fields, like an empty one. */
function absent<V>(r: Reader, part: MapPart<V>): V {
  r.path.push("value", -1);
  return leave(r, part.none(r));
}

/** Writes a map, one entry for each key, in the order of the Map. */
export function writeMap<K, V>(
  w: Writer,
  tag: number,
  map: ReadonlyMap<K, V>,
  field: string,
  codec: MapCodec<K, V>,
  odd: WithMaps,
): void {
  if (!(map instanceof Map)) throw badValue(w, field, "a Map", map);
  if (odd.$entries !== undefined) checkObject(w, odd.$entries, "$entries");
  const kept = byKey(w, odd.$entries?.[field]);
  for (const [key, value] of map as ReadonlyMap<K, V>) {
    const start = begin(w, tag, field);
    const entry = kept?.get(key);
    writePart(w, codec.key, key, "key", entry?.hasKey);
    writePart(w, codec.value, value, "value", entry?.hasValue);
    if (entry?.$unknown !== undefined) writeUnknown(w, start, entry.$unknown);
    end(w, start);
  }
}

function byKey(w: Writer, odd: readonly OddEntry[] | undefined): ReadonlyMap<unknown, OddEntry> | undefined {
  if (odd === undefined) return undefined;
  for (const entry of elements(w, odd, "$entries")) checkObject(w, entry, "$entries");
  return new Map(odd.map((entry) => [entry.key, entry]));
}

/** Writes a key or a value; omits it if it was absent in the image and still is the default. */
function writePart<T>(w: Writer, part: MapPart<T>, value: T, field: string, has = true): void {
  const start = w.pos;
  part.write(w, part.tag, value, field);
  if (has) return;
  const end = w.pos;
  part.write(w, part.tag, part.none(), field);
  const [written, none] = [w.bytes.subarray(start, end), w.bytes.subarray(end, w.pos)];
  w.pos = written.length === none.length && written.every((byte, i) => byte === none[i]) ? start : end;
}
