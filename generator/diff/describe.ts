import { placedNames } from "../model/places.ts";
import type { Change } from "./diff.ts";
import type { Difference } from "./difference.ts";
import type { Placed } from "./places.ts";
import type { Break } from "./rules/rule.ts";

/** `field nr_pages`; of what is told under its own name, only what it is. */
export function subject({ what, name, group }: Difference): string {
  return name === group ? what : `${what} ${name}`;
}

/** What became of it, in a word or two. */
export function event({ kind, aspect }: Difference): string {
  if (kind === "changed") return aspect ?? kind;
  return aspect === undefined ? kind : `${kind}, ${aspect}`;
}

/** `uint32 → uint64`, or the one of the two that there is. */
export function values({ from, to }: Difference): string {
  return [from, to].filter((text) => text !== undefined).join(" → ");
}

/** `wire (old readers), json, api` */
export function breaksText(breaks: readonly Break[]): string {
  const wire = breaks.filter((one) => one !== "json" && one !== "api");
  const others = breaks.filter((one) => one === "json" || one === "api");
  return [...(wire.length > 0 ? [`wire (${wire.join(", ")})`] : []), ...others].join(", ");
}

/** `places bytes of X`; `may move bytes of X` */
export function placesText({ images, isSaid }: Placed): string {
  return `${isSaid ? "places" : "may move"} bytes of ${placedNames(images)}`;
}

/** `4 changes, 1 of them breaks something`; `1 change, which breaks something` */
export function summary(changes: readonly Change[]): string {
  const broken = changes.filter(({ breaks }) => breaks.length > 0).length;
  const all = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  if (changes.length === 0) return "no differences";
  if (broken === 0) return `${all}, and nothing breaks`;
  if (changes.length === 1) return `${all}, which breaks something`;
  return `${all}, ${broken} of them ${broken === 1 ? "breaks" : "break"} something`;
}

/** A text in one line, without what would drive a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/\p{C}/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
