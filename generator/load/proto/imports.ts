import { reachableFrom } from "../../model/reachable.ts";
import { didYouMean } from "../../text/suggest.ts";
import type { Faults } from "./faults.ts";
import type { Symbols } from "./symbols.ts";
import type { Import, ProtoFile } from "./tree.ts";

const MOST_HINTS = 20;

/** All files, by import path. */
export type Files = ReadonlyMap<string, ProtoFile>;

/** Returns whether some file imports both files, directly or not, or one of them imports the other. */
export type AreTogether = (one: ProtoFile | undefined, other: ProtoFile) => boolean;

/** Creates that test for a set of files. */
export function createTogether(files: Files): AreTogether {
  const reached = new Map<ProtoFile, ReadonlySet<ProtoFile>>();
  const known = new Map<string, boolean>();
  return (one, other) => {
    if (one === undefined || one === other) return true;
    const key = JSON.stringify([one.name, other.name]);
    const isKnown = known.get(key);
    if (isKnown !== undefined) return isKnown;
    for (const file of files.values()) if (!reached.has(file)) reached.set(file, reachedBy(file, files));
    const areTogether = [...reached.values()].some((all) => all.has(one) && all.has(other));
    known.set(key, areTogether);
    return areTogether;
  };
}

function reachedBy(file: ProtoFile, files: Files): Set<ProtoFile> {
  return reachableFrom([file], ({ imports }) => imports.flatMap(({ text }) => files.get(text) ?? []));
}

/** Determines the files that each file sees. Refuses imports of missing files, duplicates and cycles. */
export function linkImports(files: Files, own: readonly ProtoFile[], symbols: Symbols, faults: Faults): void {
  const names = own.map(({ name }) => name);
  for (const file of own) checkImports(file, files, names, faults);
  checkCycles(own, files, faults);
  for (const file of files.values()) symbols.see(file, seenBy(file, files));
}

function checkImports(file: ProtoFile, files: Files, names: readonly string[], faults: Faults): void {
  const seen = new Set<string>();
  for (const { text, at } of file.imports) {
    if (!files.has(text)) {
      // Suggestions search all names, so a file with many missing imports gets only some.
      const near = seen.size < MOST_HINTS ? didYouMean(text, names) : undefined;
      const hint = near ?? "files are imported by their path below messages/";
      faults.add(at, { code: "unknown-import", message: `there is no file \`${text}\``, hint });
    } else if (seen.has(text)) {
      faults.add(at, { code: "bad-import", message: `\`${text}\` is imported already`, hint: "remove this line" });
    }
    seen.add(text);
  }
}

/** Returns the file itself, its imports, and the public imports of these. */
function seenBy(file: ProtoFile, files: Files): Set<ProtoFile> {
  const seen = new Set([file]);
  const add = (imports: readonly Import[]): void => {
    for (const { text } of imports) {
      const found = files.get(text);
      if (found === undefined || seen.has(found)) continue;
      seen.add(found);
      add(found.imports.filter(({ kind }) => kind === "public"));
    }
  };
  add(file.imports);
  return seen;
}

/** Walks all imports depth first: an import of a file on the current path closes a cycle. */
function checkCycles(own: readonly ProtoFile[], files: Files, faults: Faults): void {
  const done = new Set<ProtoFile>();
  for (const start of own) {
    const path: { file: ProtoFile; next: number }[] = done.has(start) ? [] : [{ file: start, next: 0 }];
    const open = new Set([start]);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const wanted = top.file.imports[top.next++];
      if (wanted === undefined) {
        done.add(top.file);
        open.delete(top.file);
        path.pop();
        continue;
      }
      const found = files.get(wanted.text);
      if (found === undefined || done.has(found)) continue;
      if (open.has(found)) {
        const circle = [...path.slice(path.findIndex(({ file }) => file === found)), { file: found }];
        const message = `files import each other: ${circle.map(({ file }) => file.name).join(" → ")}`;
        faults.add(wanted.at, {
          code: "bad-import",
          message,
          hint: "move the shared declarations into a file of their own",
        });
        continue;
      }
      open.add(found);
      path.push({ file: found, next: 0 });
    }
  }
}
