import { decodePstreeImage, iteratePstreeImage, type PstreeImage } from "criu-images/images/pstree";
import { decodePstreeEntry, type PstreeEntry } from "criu-images/messages/pstree-entry";

/*
 * Virtuozzo's CRIU dumps nested pid namespaces. Its ids are lists, with one id for each namespace from the outermost
 * on,
 * in fields whose numbers CRIU reserves; the fields that CRIU requires may then be absent.
 */
const NESTED = { pid: 6, pgid: 7, sid: 8 } as const;

/** Reads the process tree of CRIU or of Virtuozzo; the ids are those of the outermost namespace. */
export function decodePstree(bytes: Uint8Array): PstreeImage {
  try {
    return decodePstreeImage(bytes);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "missing-field") throw error;
    const { image, version, byteOrder } = iteratePstreeImage(bytes);
    const messages = messagesOf(bytes, version === "v1.0" ? 4 : 8, byteOrder !== "big");
    const entries = messages?.map(nestedEntry) ?? [];
    if (messages === undefined || entries.some(({ pid }) => pid === 0)) throw error;
    return { image, byteOrder, entries };
  }
}

/** Splits an image into messages; returns `undefined` if it is truncated. */
function messagesOf(bytes: Uint8Array, start: number, littleEndian: boolean): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: Uint8Array[] = [];
  for (let pos = start; pos < bytes.length; ) {
    if (pos + 4 > bytes.length) return undefined;
    const end = pos + 4 + view.getUint32(pos, littleEndian);
    if (end > bytes.length) return undefined;
    messages.push(bytes.subarray(pos + 4, end));
    pos = end;
  }
  return messages;
}

/**
 * Zeros for pid, pgid and sid. The last occurrence of a field takes precedence, so that values of the message override
 * these.
 */
const ZEROS = [0x08, 0, 0x18, 0, 0x20, 0];

/** Size of a fixed-width value in bytes, by wire type. */
const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

function nestedEntry(message: Uint8Array): PstreeEntry {
  const bytes = new Uint8Array(ZEROS.length + message.length);
  bytes.set(ZEROS);
  bytes.set(message, ZEROS.length);
  const entry = decodePstreeEntry(bytes);
  for (const id of ["pid", "pgid", "sid"] as const) {
    for (const { bytes } of entry.$unknown ?? []) entry[id] ||= firstOf(bytes, NESTED[id]);
  }
  return entry;
}

/** Returns the first number of a field among unknown fields; 0 if it is not there. */
function firstOf(bytes: Uint8Array, field: number): number {
  let pos = 0;
  const varint = (): number => {
    let [value, unit, byte] = [0, 1, 0x80];
    for (; byte >= 0x80; unit *= 128) {
      byte = bytes[pos++] ?? 0;
      value += (byte & 0x7f) * unit;
    }
    return value;
  };
  while (pos < bytes.length) {
    const tag = varint();
    const fixed = FIXED[tag & 7];
    if (fixed !== undefined) {
      pos += fixed;
      continue;
    }
    const value = varint();
    // A packed list: the varint was its length.
    if (tag >>> 3 === field) return (tag & 7) === 2 ? varint() : value;
    if ((tag & 7) === 2) pos += value;
  }
  return 0;
}
