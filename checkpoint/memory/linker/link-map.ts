import { auxValue } from "../auxv.ts";
import { MemoryError } from "../error.ts";
import type { Memory } from "../memory.ts";
import { debugOf } from "./dynamic.ts";
import { WordReader } from "./reader.ts";

/** A program, a library or another ELF object that the dynamic linker has loaded. */
export interface LinkedObject {
  /** Difference between the addresses in memory and those in the file, `l_addr`. */
  readonly base: bigint;
  /** Address of the dynamic section, `l_ld`. */
  readonly dynamic: bigint;
  /** Name that the linker has: the path of a library, empty for the program. Absent if its text cannot be read. */
  readonly name?: string;
  /** Path of the file that the dynamic section is mapped from, if the images have it. */
  readonly path?: string;
  /** Number of the namespace: 0, or that of a call of `dlmopen`. */
  readonly namespace: number;
}

/** Most objects: more than a process can have. */
const MOST = 1 << 16;

/**
 * Lists the objects that the dynamic linker of a process has loaded, in its order: `r_debug` and `link_map` of link.h,
 * which glibc and musl have in common.
 *
 * @returns `undefined` if the program is static: no linker has loaded it
 * @throws {MemoryError} `no-link-map` if the list is not in the checkpoint, or is endless; the errors of `read` if a part
 * of it cannot be read
 */
export async function linkMap(memory: Memory): Promise<LinkedObject[] | undefined> {
  const reader = new WordReader(memory);
  const first = await debugOf(memory, reader);
  if (first === undefined) {
    if ((auxValue(memory.auxv, "BASE") ?? 0n) === 0n) return undefined;
    throw new MemoryError("no-link-map", "the list of the dynamic linker is not in the checkpoint");
  }
  const objects: LinkedObject[] = [];
  const seen = new Set<bigint>();
  let namespace = 0;
  for (let debug = first; debug !== 0n; debug = await nextDebug(reader, debug)) {
    refuseAgain(seen, debug);
    const start = await reader.word(debug + BigInt(reader.size));
    for await (const object of objectsFrom(memory, reader, start, seen)) objects.push({ ...object, namespace });
    namespace++;
  }
  return objects;
}

/** Version of `r_debug` that has the next namespace after five words. */
const EXTENDED = 2;

async function nextDebug(reader: WordReader, debug: bigint): Promise<bigint> {
  return (await reader.integer(debug)) < EXTENDED ? 0n : await reader.word(debug + BigInt(5 * reader.size));
}

async function* objectsFrom(
  memory: Memory,
  reader: WordReader,
  start: bigint,
  seen: Set<bigint>,
): AsyncGenerator<Omit<LinkedObject, "namespace">> {
  for (let at = start; at !== 0n; ) {
    refuseAgain(seen, at);
    const [base = 0n, named = 0n, dynamic = 0n, next = 0n] = await reader.words(at, 4);
    const name = named === 0n ? undefined : await reader.text(named);
    const path = await memory.path(dynamic);
    yield { base, dynamic, ...(name !== undefined && { name }), ...(path !== undefined && { path }) };
    at = next;
  }
}

/** Refuses a list that leads back, or has no end. */
function refuseAgain(seen: Set<bigint>, address: bigint): void {
  if (seen.has(address) || seen.size === MOST) {
    throw new MemoryError("no-link-map", "the list of the dynamic linker has no end", address);
  }
  seen.add(address);
}
