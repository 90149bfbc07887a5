import { closeAt, enter, leave, type Reader, readUint32 } from "./reader.ts";
import { skipUnknown } from "./unknown.ts";
import { begin, end, type Writer, writeError } from "./writer.ts";

/** How the keys, or the values, of a map are read and written: as field 1, or 2, of an entry. */
export interface MapPart<T> {
  readonly tag: number;
  readonly read: (r: Reader, field: string) => T;
  readonly write: (w: Writer, tag: number, value: T, field: string) => void;
  /** What stands for one that is not there. */
  readonly none: () => T;
}

/** How a map field is read and written. */
export interface MapCodec<K, V> {
  readonly key: MapPart<K>;
  readonly value: MapPart<V>;
}

/** Reads an entry of a map into it; of two entries with one key, the later counts. */
export function readMapEntry<K, V>(r: Reader, field: string, into: Map<K, V>, codec: MapCodec<K, V>): void {
  const stop = enter(r, field);
  let key: K | undefined;
  let value: V | undefined;
  while (r.pos < stop) {
    const start = r.pos;
    const tag = readUint32(r);
    if (tag === codec.key.tag) key = codec.key.read(r, "key");
    else if (tag === codec.value.tag) value = codec.value.read(r, "value");
    else skipUnknown(r, tag, start);
  }
  closeAt(r, stop);
  leave(r, into);
  into.set(key ?? codec.key.none(), value ?? codec.value.none());
}

/** Writes a map, an entry for each key, in the order of the map. */
export function writeMap<K, V>(
  w: Writer,
  tag: number,
  map: ReadonlyMap<K, V>,
  field: string,
  { key, value }: MapCodec<K, V>,
): void {
  if (!(map instanceof Map)) {
    throw writeError(w, "bad-value", "the field cannot hold this", { field, expected: "a Map", found: String(map) });
  }
  for (const entry of map as ReadonlyMap<K, V>) {
    const start = begin(w, tag, field);
    key.write(w, key.tag, entry[0], "key");
    value.write(w, value.tag, entry[1], "value");
    end(w, start);
  }
}
