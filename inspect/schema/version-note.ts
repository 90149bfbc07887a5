import { identify, measureImage } from "criu-images/layouts";
import { type Schema, versionIn, versionProblem } from "./schema.ts";

/**
 * Looks for an unknown version of the format in an image: CRIU refuses such a checkpoint.
 *
 * @param bytes the image, or its beginning
 * @returns a note for people; `undefined` if the image names no version, or a known one
 */
export async function versionNote(
  schema: Schema,
  bytes: Uint8Array,
  file: string | undefined,
): Promise<string | undefined> {
  if (!namesVersion(schema, bytes, file)) return undefined;
  let note: string | undefined;
  await measureImage(schema.layouts, [bytes], {
    file,
    onMessage: (message) => {
      const version = versionIn(schema, message);
      if (version !== undefined) note ??= versionProblem(schema, version);
    },
  });
  return note;
}

function namesVersion({ layouts }: Schema, bytes: Uint8Array, file: string | undefined): boolean {
  try {
    return identify(layouts, bytes, file).version !== undefined;
  } catch {
    return false;
  }
}
