import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type MemoryError, openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";

/* Compares the memory of processes with a reading of /proc/PID/mem at the moment of the dump. */

interface Truth {
  readonly pid: number;
  readonly vmas: readonly {
    readonly start: string;
    readonly name: string;
    /** Number of pages, SHA-256 of each, and their kind. */
    readonly pages: readonly (readonly [count: number, content: string, kind: string])[];
  }[];
}

/** Number of pages that are compared in a run; one area has runs of millions. */
const MOST = 200;

/** Returns the pages with other content than the truth has, and the number of equal ones. */
export async function compareWithTruth(
  path: string,
  file: string,
): Promise<{ wrong: string[]; equal: number; inFile: number }> {
  const { pid, vmas } = JSON.parse(readFileSync(file, "utf8")) as Truth;
  const checkpoint = await openCheckpoint(path);
  const memory = await openMemory(checkpoint, pid);
  const result = { wrong: [] as string[], equal: 0, inFile: 0 };
  for (const { start, name, pages } of vmas) {
    let address = BigInt(start);
    for (const [count, content, kind] of pages) {
      for (let i = 0; i < Math.min(count, MOST); i++) {
        const at = address + BigInt(i * 4096);
        const found = await memory.read(at, 4096).then(contentOf, ({ code }: MemoryError) => code);
        // The truth has the bytes of files that the checkpoint does not contain.
        if (found === "in-file" && kind !== "anon") result.inFile++;
        else if (found === content.replace("unreadable", "no-access")) result.equal++;
        else result.wrong.push(`${name} 0x${at.toString(16)}: ${found} for ${content} (${kind})`);
      }
      address += BigInt(count * 4096);
    }
  }
  await checkpoint.close();
  return result;
}

function contentOf(bytes: Uint8Array): string {
  return bytes.every((byte) => byte === 0) ? "zero" : createHash("sha256").update(bytes).digest("hex");
}
