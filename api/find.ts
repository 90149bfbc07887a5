import { findIn } from "../inspect/find/find.ts";
import type { Found, Unsearched } from "../inspect/find/found.ts";
import { checkpointOf } from "../inspect/open/checkpoint.ts";
import { openSource } from "../inspect/open/open.ts";
import type { Schema } from "../inspect/schema/schema.ts";
import { failureOf } from "./steps.ts";

/** Options of searching a checkpoint. */
export interface FindOptions {
  /** Paths of the dumps that an incremental one is based on, the nearest first. */
  readonly parents?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function* find(
  schema: Schema,
  path: string,
  text: string,
  { parents, signal }: FindOptions,
): AsyncGenerator<Found | Unsearched> {
  signal?.throwIfAborted();
  try {
    const source = await openSource(path, parents);
    try {
      for await (const found of findIn(checkpointOf(source), schema, text)) {
        if (found.kind === "searched") signal?.throwIfAborted();
        else yield found;
      }
    } finally {
      await source.close();
    }
  } catch (error) {
    throw await failureOf(signal, error);
  }
}
