import type { Bytes } from "../bytes/bytes.ts";
import type { Store } from "../open/store.ts";
import { openStore } from "../open/universal.ts";
import { firstDifference } from "./bytes.ts";

/** A file of two archives that differs. */
export interface ArchiveDifference {
  readonly kind: "added" | "removed" | "changed";
  /** Name in the archive. */
  readonly path: string;
}

/**
 * Compares the files of two archives, in any order; owners and times are not compared.
 *
 * @returns `undefined` if one is no archive
 */
export async function archiveDifferences(
  bytesA: Bytes,
  bytesB: Bytes,
  signal: AbortSignal | undefined,
): Promise<ArchiveDifference[] | undefined> {
  const stores: Store[] = [];
  try {
    const a = await openStore(bytesA);
    stores.push(a);
    const b = await openStore(bytesB);
    stores.push(b);
    const found: ArchiveDifference[] = [];
    for (const path of new Set([...a.files.keys(), ...b.files.keys()])) {
      const kind = await kindOf(a, b, path, signal);
      if (kind !== undefined) found.push({ kind, path });
    }
    return found;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return undefined;
  } finally {
    for (const store of stores) await store.close();
  }
}

async function kindOf(
  a: Store,
  b: Store,
  name: string,
  signal: AbortSignal | undefined,
): Promise<ArchiveDifference["kind"] | undefined> {
  const [one, other] = [a.files.get(name), b.files.get(name)];
  if (one === undefined) return "added";
  if (other === undefined) return "removed";
  if (one.kind !== other.kind || one.size !== other.size || one.target !== other.target) return "changed";
  if (one.kind !== "file") return undefined;
  return (await firstDifference(a.bytes(name), b.bytes(name), signal)) === undefined ? undefined : "changed";
}
