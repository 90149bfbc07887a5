import { readdirSync, readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of real images, dumped by CRIU 4.2: one folder per scenario. */
const CORPUS: string = fileURLToPath(new URL("../fixtures/images", import.meta.url));

export interface CorpusFile {
  /** Path relative to the corpus. */
  readonly path: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Lists every image of the corpus, without the text files that stand for links to a parent. */
export function corpus(): CorpusFile[] {
  return readdirSync(CORPUS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "parent")
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort()
    .map((path) => ({
      path: relative(CORPUS, path),
      name: basename(path),
      bytes: new Uint8Array(readFileSync(path)),
    }));
}
