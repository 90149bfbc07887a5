import { lstatSync, readlinkSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { beside } from "../draft/beside.ts";
import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { type Slot, valueIn } from "../draft/slots.ts";
import type { Given } from "./given.ts";

/** Bits of a mode with the type of a file, and the type of regular ones; include/uapi/linux/stat.h. */
const [TYPE, REGULAR] = [0o170000, 0o100000];

export async function file(draft: Draft, given: Given): Promise<void> {
  const root = given.get("root").text();
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw given.get("root").error(`${root} is no folder`);
  let found = 0;
  for await (const slot of draft.slots(["reg_file_entry.name"])) {
    const mode = beside(slot, "mode");
    if ((Number(valueIn(mode) ?? REGULAR) & TYPE) !== REGULAR) continue;
    const stats = statBelow(root, valueIn(slot) as string);
    if (stats === undefined) continue;
    if (!stats.isFile()) throw placed(slot, `${valueIn(slot)} is no regular file below ${root}`);
    found++;
    // Absent fields are not compared: they stay absent.
    if (valueIn(mode) !== undefined) draft.set(mode, stats.mode);
    const size = beside(slot, "size");
    if (valueIn(size) !== undefined) draft.set(size, BigInt(stats.size));
  }
  if (found === 0) throw given.error(`no open file of the checkpoint is below ${root}`);
}

const placed = (slot: Slot, text: string): EditError => new EditError(text, `${slot.file}, ${slot.path}`);

/** Most links on the way to a file: MAXSYMLINKS of Linux. */
const MOST_LINKS = 40;

/**
 * Describes a file below a root as a process sees it after chroot: links lead to places below the root, and `..` stays
 * there, too.
 *
 * @returns `undefined` if there is no such file
 */
function statBelow(root: string, path: string): Stats | undefined {
  let [at, left, links]: [string[], string[], number] = [[], path.split("/"), 0];
  let stats: Stats | undefined = statSync(root);
  while (left.length > 0) {
    const [name = "", ...rest] = left;
    left = rest;
    if (name === "" || name === ".") continue;
    if (name === "..") at = at.slice(0, -1);
    else at = [...at, name];
    stats = statOf(join(root, ...at));
    if (stats === undefined) return undefined;
    if (!stats.isSymbolicLink()) continue;
    if (++links > MOST_LINKS) return undefined;
    const target = readlinkSync(join(root, ...at));
    at = target.startsWith("/") ? [] : at.slice(0, -1);
    left = [...target.split("/"), ...left];
    stats = undefined;
  }
  return stats;
}

/** Describes a file without following a link; `undefined`: there is none. */
function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file on the way, or a name that is too long.
    if (["ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
