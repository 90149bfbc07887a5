import { constants, copyFileSync, linkSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { draftIn } from "./draft.ts";
import { makeFolder } from "./folders.ts";
import { pathOf } from "./path.ts";
import { targetOf } from "./target.ts";

/**
 * Writes a file in one step: the old file stays until the new one is whole. Writes into a device or a pipe, and follows
 * a link, even to a file that does not exist yet. Throws the errors of Node.
 */
export function replace(name: string, text: string): void {
  makeFolder(dirname(name));
  const target = targetOf(name);
  if (typeof target === "number" || statSync(pathOf(target), { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(typeof target === "number" ? target : pathOf(target), text);
    return;
  }
  withDraft(name, dirname(target), text, (draft) => renameSync(draft, pathOf(target)));
}

/** Writes a new file in one step. If the name is taken, Node throws `EEXIST`. */
export function create(name: string, text: string): void {
  makeFolder(dirname(name));
  withDraft(name, dirname(name), text, (draft) => {
    try {
      linkSync(draft, pathOf(name));
    } catch (problem) {
      if (!NO_LINKS.includes((problem as NodeJS.ErrnoException).code ?? "")) throw problem;
      copyFileSync(draft, pathOf(name), constants.COPYFILE_EXCL);
    }
  });
}

/** Error codes of file systems without hard links. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** Writes a draft, runs `use` with it, and removes it afterwards. */
function withDraft(name: string, folder: string, text: string, use: (draft: string | Buffer) => void): void {
  const draft = pathOf(draftIn(folder));
  try {
    writeFileSync(draft, text, { flag: "wx" });
    use(draft);
  } catch (error) {
    // The error names the file, not its draft.
    throw Object.assign(error as Error, { path: name });
  } finally {
    rmSync(draft, { force: true });
  }
}
