import { beginningOf, byName } from "criu-images/layouts";
import { imageOfFile } from "../images/names.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { Format } from "../relations/format.ts";
import type { Report } from "./finding.ts";

/** Size of a head and a magic, in bytes. */
const LONGEST_BEGINNING = 8;

/** Reports files of the checkpoint's folder with the name of an image that are no files, or whose image is unknown. */
export async function checkOthers({ store, folder }: Checkpoint, format: Format, report: Report): Promise<void> {
  for (const { name, kind } of store.files.values()) {
    const file = name.slice(folder.length);
    if (!name.startsWith(folder) || file.includes("/")) continue;
    const known = imageOfFile(file);
    if (known !== undefined && kind !== "file")
      report({ code: "no-file", file, image: known.image, path: "", message: `not read: a ${kind}` });
    if (known !== undefined || kind !== "file" || !file.endsWith(".img") || byName(format.former, file).length > 0)
      continue;
    const { magic } = beginningOf(format.layouts, await store.bytes(name).read(0, LONGEST_BEGINNING));
    const found = magic === undefined ? "" : `, and the magic ${`0x${magic.toString(16).padStart(8, "0")}`}`;
    report({ code: "unknown-file", file, image: "", path: "", message: `no image has this name${found}` });
  }
}
