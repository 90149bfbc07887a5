import { basename, join } from "node:path";
import { imageOfFile } from "criu-images";
import { RAW_IMAGES } from "criu-images/magic";
import { describe, expect, it } from "vitest";
import { imageInfo } from "../../../inspect/info/image.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { corpus } from "../../support/corpus.ts";
import { CORPUS, crit, NO_CRIT } from "../explore/support.ts";

/** A file of each type. */
const KINDS = [...new Map(corpus().map(({ path }) => [imageOfFile(basename(path))?.image, path])).values()];

const at = (path: string): string => join(CORPUS, path);
const isRaw = (path: string): boolean => RAW_IMAGES.some((raw) => raw === imageOfFile(basename(path))?.image);

describe.skipIf(NO_CRIT !== undefined)("info counts the entries that crit decodes", () => {
  /**
   * Images that crit misreads: raw ones; one without a reader; and shared memory, whose bytes crit expects after the
   * entries although they are in images of pages.
   */
  const unknown = (path: string): boolean => isRaw(path) || /binfmt-misc|ipcns-shm/.test(path);

  it.each(KINDS.filter((path) => !unknown(path)))("%s", async (path) => {
    const { magic, entries } = JSON.parse(crit("decode", "-i", at(path)));
    // The head of a pagemap is no entry, as crit's own count has it.
    const count = entries.length - (magic === "PAGEMAP" ? 1 : 0);
    const info = await imageInfo(BUILT_IN, at(path));
    expect(Object.entries(info).slice(0, 2)).toEqual([
      ["magic", magic],
      ["count", count],
    ]);
  });
});
