import type { Schema } from "../schema/schema.ts";
import { type Understood, understood } from "./missed.ts";
import { readImages } from "./read.ts";
import { historyOf, releaseNamed } from "./since.ts";

/** Releases that understand all of a checkpoint, and the features that the others miss. */
export interface Compat extends Understood {
  readonly path: string;
  readonly images: number;
  /** Number of images that the schema does not know. */
  readonly unknown: number;
  /** The requested release. */
  readonly asked: string | undefined;
  readonly problems: readonly string[];
}

/**
 * Examines an image, or all images of a folder.
 *
 * @param criu a release, with or without its `v`
 * @throws {Error} if there is no image, or the history has no such release
 */
export async function compatOf(schema: Schema, path: string, criu?: string): Promise<Compat> {
  const history = historyOf(await schema.history());
  const asked = criu === undefined ? undefined : releaseNamed(history, criu);
  const { carried, ...read } = await readImages(schema, history, path);
  return { path, ...read, ...understood(history, carried, asked), asked };
}
