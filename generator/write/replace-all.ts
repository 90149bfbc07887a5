import { chmodSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holdSignals } from "./signals.ts";
import { keep, type Step, swap } from "./swap.ts";

/** A file that exists, and its new text. */
export interface Replacement {
  readonly path: string;
  /** Text that it must still have. */
  readonly before: string;
  readonly after: string;
}

/** Folder of new files until all of them are written. */
const STAGE = ".critgen.tmp";

/**
 * Replaces the texts of files: of all or, if one cannot be written, of none. Modes stay, and links are followed.
 *
 * @param folder folder for the new files until all of them are written, on the file system of the files
 * @throws {Error} if a file has changed since it was read; and the errors of Node
 */
export function replaceAll(folder: string, files: readonly Replacement[]): void {
  const stage = join(folder, STAGE);
  // A killed run may have left its stage.
  rmSync(stage, { recursive: true, force: true });
  try {
    mkdirSync(stage);
    const steps = files.map((file, i) => stageOne(file, join(stage, `${i}`)));
    holdSignals();
    swap(steps);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function stageOne({ path, before, after }: Replacement, draft: string): Step {
  const target = realpathSync(path);
  if (readFileSync(target, "utf8") !== before) throw new Error(`${path} has changed since it was read: run again`);
  writeFileSync(draft, after);
  chmodSync(draft, statSync(target).mode);
  return { target, next: draft, old: keep(target, `${draft}.old`) };
}
