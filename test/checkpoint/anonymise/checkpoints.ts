import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Checkpoint } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";

/** Chains of the fixtures, without the links to their parents. */
const CHAINS = [join(MEMORY, "chain"), join(MEMORY, "lz4"), checkpoint("incr")];

/** Lists the folders of all checkpoints among the fixtures. */
export function folders(): string[] {
  return [checkpoint(""), MEMORY].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" }).flatMap((file) =>
      file.endsWith("inventory.img") ? join(root, dirname(file)) : [],
    ),
  );
}

/** Opens a checkpoint of the fixtures with its parents. */
export function opened(folder: string): Promise<Checkpoint> {
  const chain = CHAINS.find((one) => dirname(folder) === one);
  const level = Number(folder.slice(-1));
  const parents = chain === undefined ? [] : Array.from({ length: level }, (_, i) => join(chain, `${level - 1 - i}`));
  return openCheckpoint(folder, { parents });
}
