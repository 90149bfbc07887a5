import { SourceError } from "./error.ts";
import { FORM_BYTES, formOf } from "./form.ts";
import type { Store } from "./store.ts";

/** Number of files that are looked at. */
const FILES = 100;

/** File that the archive of a pod has; see lib/metadata.go of checkpointctl. */
export const POD_OPTIONS = "pod.options";

/**
 * Adds a hint to the error for a source without images: the archives in a folder or in the archive of a pod, which may
 * have them.
 */
export async function withHint(error: unknown, store: Store): Promise<unknown> {
  if (!(error instanceof SourceError) || error.code !== "no-images") return error;
  const pod = podError(store);
  if (pod !== undefined) return pod;
  if (store.form !== "folder") return error;
  const files = [...store.files.values()].filter(({ name, kind }) => kind === "file" && !name.includes("/"));
  for (const { name } of files.slice(0, FILES)) {
    const form = await store
      .bytes(name)
      .read(0, FORM_BYTES)
      .then(formOf, () => undefined);
    if (form === undefined) continue;
    return new SourceError(
      "no-images",
      `${error.message}, but ${name} may have them (${form}): open that in its place`,
    );
  }
  return error;
}

/** Returns the error for the archive of a pod, which names the archives of its containers; `undefined` for others. */
export function podError({ files }: Store): SourceError | undefined {
  if (files.get(POD_OPTIONS)?.kind !== "file") return undefined;
  const archives = [...files.keys()].filter((name) => /^[^/]+\.tar(?:\.\w+)?$/.test(name));
  const shown = archives.slice(0, 5).join(", ") + (archives.length > 5 ? ", …" : "");
  const text =
    archives.length === 0
      ? "it has no archive of a container"
      : `it has ${shown}; name one of them, as in SOURCE:${archives[0]}`;
  const message = `a checkpoint of a pod, which has an archive for each container: ${text}`;
  return new SourceError("no-images", message, { choices: archives });
}
