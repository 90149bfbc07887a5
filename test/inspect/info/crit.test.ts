import { basename, join } from "node:path";
import { imageOfFile } from "criu-images";
import { RAW_IMAGES } from "criu-images/magic";
import { beforeAll, describe, expect, it } from "vitest";
import { imageInfo } from "../../../inspect/info/image.ts";
import { withInput } from "../../../inspect/open/input.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { corpus } from "../../support/corpus.ts";
import { CORPUS, crits, NO_CRIT } from "../explore/support.ts";

/** One file for each type of image. */
const KINDS = [...new Map(corpus().map(({ path }) => [imageOfFile(basename(path))?.image, path])).values()];

const at = (path: string): string => join(CORPUS, path);
const isRaw = (path: string): boolean => RAW_IMAGES.some((raw) => raw === imageOfFile(basename(path))?.image);

describe.skipIf(NO_CRIT !== undefined)("info counts the entries that crit decodes", () => {
  /** Returns whether crit misreads the image: it is raw, crit has no reader, or its bytes are in images of pages. */
  const unknown = (path: string): boolean => isRaw(path) || /binfmt-misc|ipcns-shm/.test(path);

  const known = KINDS.filter((path) => !unknown(path));
  const decoded = new Map<string, string>();
  beforeAll(() => {
    for (const [i, json] of crits(known.map((path) => ["decode", "-i", at(path)])).entries()) {
      decoded.set(known[i] ?? "", json);
    }
  });

  it.each(known)("%s", async (path) => {
    const { magic, entries } = JSON.parse(decoded.get(path) ?? "");
    // crit's JSON has the first message of a pagemap as an entry; its own `info` does not count it.
    const count = entries.length - (magic === "PAGEMAP" ? 1 : 0);
    const info = await withInput(at(path), (input) => imageInfo(BUILT_IN, input));
    expect(Object.entries(info).slice(0, 2)).toEqual([
      ["magic", magic],
      ["count", count],
    ]);
  });
});
