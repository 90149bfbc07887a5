import { PRIVACY } from "criu-images/relations";
import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { type Slot, valueIn } from "../draft/slots.ts";
import type { Given } from "./given.ts";
import type { Verb } from "./verb.ts";

export const movePath: Verb = {
  about: "moves a file, or a folder with all in it: each path that a field holds",
  keys: ["from", "to"],
  apply: (draft, given) => moveIn(draft, given, "path"),
};

export const cgroup: Verb = {
  about: "moves a control group with all in it",
  keys: ["from", "to"],
  apply: (draft, given) => moveIn(draft, given, "cgroup"),
};

/** Moves the paths of a class of relations.yaml. */
async function moveIn(draft: Draft, given: Given, privacy: string): Promise<void> {
  const [from, to] = [pathIn(given.get("from")), pathIn(given.get("to"))];
  const found: [Slot, unknown][] = [];
  for await (const slot of draft.slots(PRIVACY[privacy]?.content ?? [])) {
    const value = valueIn(slot);
    const after = mapped(value, (text) => moved(slot, text, from, to));
    if (after !== value) found.push([slot, after]);
    else if (mapped(value, (text) => moved(slot, text, to, from)) !== value)
      throw new EditError(`${to} is taken: move it first, or choose another path`, `${slot.file}, ${slot.path}`);
  }
  if (found.length === 0) throw given.error(`no path of the checkpoint is ${from}, or begins with it`);
  for (const [slot, after] of found) draft.set(slot, after);
}

function pathIn(given: Given): string {
  const path = given.text();
  if (!/^\/[^\0]*[^/\0]$/.test(path)) throw given.error("an absolute path without a slash at its end is expected");
  return path;
}

/** Options of a mount: paths follow a `=` or a `:`. All other fields hold one path. */
const OPTIONS = "mnt_entry.options";

function moved({ field }: Slot, text: string, from: string, to: string): string {
  if (field !== OPTIONS) return below(text, from, to);
  return text.replaceAll(/(?<=[=:])\/[^,:]*/g, (path) => below(path, from, to));
}

/** Returns a path with another beginning, or the path itself if it has another one. */
function below(path: string, from: string, to: string): string {
  return path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
}

/** Maps a text, or bytes with a text in UTF-8; all others stay. */
function mapped(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (!(value instanceof Uint8Array)) return value;
  const text = new TextDecoder().decode(value);
  const after = map(text);
  return after === text ? value : new TextEncoder().encode(after);
}
