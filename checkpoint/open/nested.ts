import { SourceError } from "./error.ts";
import { folderOfImages } from "./images-folder.ts";
import { layoutOrigin } from "./oci/store.ts";
import { openBytes } from "./open-bytes.ts";
import type { Settings } from "./options.ts";
import type { Origin } from "./parents.ts";
import type { Store } from "./store.ts";

/** A file or a folder of a store; the name of the whole store is empty. */
export interface Place {
  readonly origin: Origin;
  readonly name: string;
}

/** Largest number of archives around a place. */
const DEPTH = 4;

/**
 * Follows a name in a store: `files/NAME`, or `ARCHIVE:NAME` in an archive that the store has. The store is closed if
 * that fails, and with the archive that it has.
 *
 * @throws {SourceError} `not-found`; `too-large` if archives are nested too deep; also the errors of opening an archive
 */
export async function placeIn(origin: Origin, name: string, settings: Settings, depth = 1): Promise<Place> {
  const { store } = origin;
  const trimmed = name.replace(/\/+$/, "");
  if (isIn(store, trimmed)) return { origin, name: trimmed };
  for (let colon = name.indexOf(":"); colon > 0; colon = name.indexOf(":", colon + 1)) {
    const archive = name.slice(0, colon);
    if (store.files.get(archive)?.kind !== "file") continue;
    if (depth === DEPTH) return refuse(store, "too-large", `more than ${DEPTH} archives are in each other`);
    const inner = await nestedOrigin(store, archive, settings);
    return placeIn(inner, name.slice(colon + 1), settings, depth + 1);
  }
  return refuse(store, "not-found", `no file ${name}${suggestion(store, name)}`);
}

/**
 * Opens the checkpoint at a place: that of an archive, or of a folder.
 *
 * @throws {SourceError} `no-images`; also the errors of opening an archive
 */
export async function originAt({ origin, name }: Place, settings: Settings): Promise<Origin> {
  const { store } = origin;
  if (name === "") return origin;
  if (store.files.get(name)?.kind === "file") return nestedOrigin(store, name, settings);
  const folder = folderOfImages(store, `${name}/`);
  return folder === undefined
    ? refuse(store, "no-images", `no file in ${name} has the name of an image`)
    : { ...origin, folder };
}

/** Opens an archive in a store; both are closed together. */
async function nestedOrigin(outer: Store, name: string, settings: Settings): Promise<Origin> {
  return layoutOrigin(await openBytes(outer.bytes(name), settings, () => outer.close()), settings);
}

function isIn({ files }: Store, name: string): boolean {
  if (name === "" || files.has(name)) return true;
  for (const file of files.keys()) if (file.startsWith(`${name}/`)) return true;
  return false;
}

async function refuse(store: Store, code: "not-found" | "no-images" | "too-large", message: string): Promise<never> {
  await store.close();
  throw new SourceError(code, message);
}

/** Suggests a file of the same name in another folder, or some of all files. */
function suggestion({ files }: Store, name: string): string {
  const last = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  const names = [...files.keys()];
  const found = names.find((one) => last(one) === last(name));
  if (found !== undefined) return `; did you mean ${found}?`;
  return names.length === 0 ? "" : `: there are ${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`;
}
