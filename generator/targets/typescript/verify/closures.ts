import { reachableFrom } from "../../../model/reachable.ts";
import { sha256 } from "../../../text/sha256.ts";
import type { RenderMap } from "../../target.ts";
import { importedBy } from "./importers.ts";

/**
 * Returns a hash for each module: of its text, of all modules that it imports, directly or not, and of the compiler's
 * flags. Modules with the same hash compile to the same files, whatever package they are in.
 */
export function closuresOf(modules: RenderMap, flags: string): ReadonlyMap<string, string> {
  const own = new Map([...modules].map(([path, text]) => [path, sha256(`${path}\n${text}`)]));
  const imports = new Map([...modules].map(([path, text]) => [path, importedBy(path, text)]));
  const hash = (path: string): string => {
    const reached = reachableFrom([path], (one) => imports.get(one) ?? []);
    return sha256([flags, own.get(path), ...[...reached].map((one) => own.get(one)).sort()].join("\n"));
  };
  return new Map([...modules.keys()].map((path) => [path, hash(path)]));
}
