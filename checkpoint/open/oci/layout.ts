import { SourceError } from "../error.ts";
import { type Json, jsonAt, smallFile, textsIn } from "../json.ts";
import type { Store } from "../store.ts";

/** A blob of an image of OCI, with the annotations of all that leads to it. */
export interface Blob {
  /** Name in the store. */
  readonly name: string;
  readonly mediaType: string;
  /** Name of the index or the manifest that lists it. */
  readonly list: string;
  readonly annotations: ReadonlyMap<string, string>;
}

/** Deepest nesting of indexes and manifests. */
const DEPTH = 4;

/** Largest number of blobs. */
const BLOBS = 1000;

/** Name of the file that leads to all blobs; see the image layout of OCI's image-spec. */
const INDEX = "index.json";

/** Returns whether a store is an image layout of OCI. */
export function isLayout({ files }: Store): boolean {
  return files.get(INDEX)?.kind === "file" && files.get("blobs")?.kind !== "file" && hasBlobs(files);
}

function hasBlobs(files: Store["files"]): boolean {
  for (const name of files.keys()) if (name.startsWith("blobs/")) return true;
  return false;
}

/**
 * Lists the blobs of a layout that are not indexes or manifests, in their order.
 *
 * @throws {SourceError} `damaged` if an index or a manifest is not valid; `too-large`
 */
export async function blobsIn(store: Store): Promise<Blob[]> {
  const blobs: Blob[] = [];
  const visit = async (name: string, above: ReadonlyMap<string, string>, depth: number): Promise<void> => {
    if (name !== INDEX) await checkDigest(store, name);
    const content = await jsonAt(store, name);
    const annotations = new Map([...above, ...textsIn(content.get("annotations"))]);
    for (const descriptor of [...content.list("manifests"), ...content.list("layers")]) {
      const blob = blobOf(descriptor, name, annotations);
      if (blob === undefined) continue;
      if (blobs.length >= BLOBS || depth === 0)
        throw new SourceError("too-large", "the image of OCI has too many blobs");
      if (isList(blob.mediaType)) await visit(blob.name, blob.annotations, depth - 1);
      else blobs.push(blob);
    }
  };
  await visit(INDEX, new Map(), DEPTH);
  return blobs;
}

/** Algorithms of digests, and their names in WebCrypto. */
const DIGESTS: Readonly<Record<string, string>> = { sha256: "SHA-256", sha512: "SHA-512" };

/**
 * Compares a list of blobs with its digest, which is its name. Layers are not compared: they would be read as a whole.
 *
 * @throws {SourceError} `damaged` if they differ
 */
async function checkDigest(store: Store, name: string): Promise<void> {
  const [, algorithm = "", digest] = name.split("/");
  const hash = DIGESTS[algorithm];
  if (hash === undefined) return;
  const bytes = new Uint8Array(await crypto.subtle.digest(hash, new Uint8Array(await smallFile(store, name))));
  const found = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== digest)
    throw new SourceError("damaged", `${name} has another digest than its name says: copy the image again`);
}

function blobOf(descriptor: Json, list: string, above: ReadonlyMap<string, string>): Blob | undefined {
  const [mediaType, digest] = [descriptor.text("mediaType"), descriptor.text("digest")];
  if (mediaType === undefined || digest === undefined) return undefined;
  const annotations = new Map([...above, ...textsIn(descriptor.get("annotations"))]);
  return { name: `blobs/${digest.replace(":", "/")}`, mediaType, list, annotations };
}

/** Returns whether a blob lists others: an index or a manifest, in OCI's or Docker's words. */
function isList(mediaType: string): boolean {
  return /\.(?:index|manifest|manifest\.list)\.v\d\+json$/.test(mediaType);
}
