import type { Opened } from "../../engine/opened.ts";

/** A field that refers to a process. */
export interface Referrer {
  readonly file: string;
  readonly entry?: number;
  readonly path: string;
  readonly offset?: number;
}

/** Number of fields that are listed. */
const MOST = 200;

/** Lists the fields that refer to a process, such as the owner of a lock. */
export async function referrersOf({ checkpoint }: Opened, pid: number): Promise<Referrer[]> {
  const graph = await checkpoint.graph();
  const found = graph.referrers({ space: "process", id: pid });
  return found.slice(0, MOST).map(({ place: { file, entry, path, offset } }) => ({
    file,
    path,
    ...(entry !== undefined && { entry }),
    ...(offset !== undefined && { offset }),
  }));
}
