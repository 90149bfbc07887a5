import { numberIn, type PassedMessage } from "criu-images/layouts";
import type { Schema } from "../schema/schema.ts";

/** The files that images need, collected while the images are read. */
export class NeededFiles {
  /** Version of the format, once an inventory has been read. */
  version: number | undefined;
  readonly #needed = new Set<string>();

  /** Collects the references of a message. */
  take(message: PassedMessage): void {
    const { image, layout } = message;
    const value = (field: string): number | bigint => numberIn(layout, message.bytes, field, image.image);
    if (image.version !== undefined && layout === image.entries) this.version = Number(value(image.version));
    if (layout.message === "pstree_entry") this.#needed.add(`core-${value("pid")}.img`);
    if (layout.message === "pagemap_head") this.#needed.add(`pages-${value("pages_id")}.img`);
  }

  get needed(): readonly string[] {
    return [...this.#needed];
  }
}

/** Lists the needed files that are absent. A pre-dump has only memory: no processes and no cores. */
export function missingFiles(
  { versions }: Schema,
  { needed, version }: NeededFiles,
  names: readonly string[],
): string[] {
  const isPreDump = versions.some(({ name, value }) => name === "pre-dump" && value === version);
  const always = isPreDump ? ["inventory.img"] : ["inventory.img", "pstree.img"];
  return [...always, ...needed].filter((name) => !names.includes(name));
}
