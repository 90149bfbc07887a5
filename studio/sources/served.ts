import type { Bytes } from "criu-checkpoint";

/** A checkpoint that `critgen studio` serves. */
export interface Served {
  readonly name: string;
  /** Files by name, with their sizes and addresses, relative to the page. */
  readonly files: readonly { readonly name: string; readonly size: number; readonly url: string }[];
  /** Whether it is one archive and no folder. */
  readonly isArchive: boolean;
}

/** Returns the bytes of a file on the server. Each reading is a request for a range. */
export function servedBytes(url: URL, size: number): Bytes {
  return {
    size,
    read: async (from, to) => {
      const end = Math.min(to, size);
      if (from >= end) return new Uint8Array();
      const response = await fetch(url, { headers: { range: `bytes=${from}-${end - 1}` } });
      if (response.status !== 206) throw new Error(`the server answers ${response.status}; is critgen studio running?`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** Asks the server for its checkpoints. */
export async function servedCheckpoints(base: string): Promise<readonly Served[]> {
  const response = await fetch(new URL("checkpoints.json", base));
  if (!response.ok) throw new Error(`the server answers ${response.status}; is critgen studio running?`);
  return (await response.json()) as readonly Served[];
}
