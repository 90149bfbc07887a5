import { SourceError } from "./error.ts";
import { FORM_BYTES, formOf } from "./form.ts";
import type { Store } from "./store.ts";

/** Number of files that are looked at. */
const FILES = 100;

/** Adds the name of an archive to the error for a folder without images, if one of its files is an archive. */
export async function withHint(error: unknown, store: Store): Promise<unknown> {
  if (!(error instanceof SourceError) || error.code !== "no-images" || store.form !== "folder") return error;
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
