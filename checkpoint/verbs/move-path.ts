import { PRIVACY } from "criu-images/relations";
import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { type Slot, valueIn } from "../draft/slots.ts";
import type { Given } from "./given.ts";

export function movePath(draft: Draft, given: Given): Promise<void> {
  return moveIn(draft, given, ["path", "mount"]);
}

export function cgroup(draft: Draft, given: Given): Promise<void> {
  return moveIn(draft, given, ["cgroup"]);
}

/** Moves the paths in classes of relations.yaml. */
async function moveIn(draft: Draft, given: Given, classes: readonly string[]): Promise<void> {
  const [from, to] = [pathIn(given.get("from")), pathIn(given.get("to"))];
  const found: [Slot, unknown][] = [];
  for await (const slot of draft.slots(classes.flatMap((name) => PRIVACY[name]?.content ?? []))) {
    const value = valueIn(slot);
    const after = moved(slot, value, from, to);
    if (after !== value) found.push([slot, after]);
    else if (moved(slot, value, to, from) !== value)
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

/** Fields with texts, such as options of a mount: paths follow a `=` or a `:`. All other fields hold one path. */
const TEXTS = new Set(Object.values(PRIVACY).flatMap(({ form, content }) => (form === "text" ? content : [])));

/** Returns a path, or options with paths, after a move; all other values as they are. */
function moved({ field }: Slot, value: unknown, from: string, to: string): unknown {
  if (value instanceof Uint8Array) return movedBytes(value, from, to);
  if (typeof value !== "string") return value;
  if (!TEXTS.has(field)) return below(value, from, to);
  return value.replaceAll(/(?<=[=:])\/[^,:]*/g, (path) => below(path, from, to));
}

/** Returns a path with another beginning, or the path itself if it has another one. Names of sockets end with a zero byte. */
function below(path: string, from: string, to: string): string {
  const isBelow = path.startsWith(from) && [undefined, "/", "\0"].includes(path[from.length]);
  return isBelow ? to + path.slice(from.length) : path;
}

/** Moves a path of any bytes: those that are not UTF-8 stay as they are. */
function movedBytes(path: Uint8Array, from: string, to: string): Uint8Array {
  const [old, start, end] = [
    bytesAsText(path),
    ...[from, to].map((text) => bytesAsText(new TextEncoder().encode(text))),
  ];
  const after = below(old, start ?? "", end ?? "");
  return after === old ? path : Uint8Array.from(after, (char) => char.charCodeAt(0));
}

/** Returns a text with a character for each byte. */
function bytesAsText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
