import { zipSync } from "fflate";
import { utf8 } from "../../generator/text/bytes.ts";

/** Date of all files in an archive: the same files give the same bytes. */
const DATE = new Date(2000, 0, 1);

/** Packs texts into a zip, below a folder. */
export function zipOf(folder: string, texts: Iterable<readonly [path: string, text: string]>): Uint8Array<ArrayBuffer> {
  const files = [...texts].map(([path, text]) => [`${folder}/${path}`, utf8(text)]);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { mtime: DATE });
}
