import { fileURLToPath, pathToFileURL } from "node:url";

/** Returns the absolute path of a file's URI; undefined of any other URI. */
export function pathOfUri(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}
