import { placedNames } from "../../generator/model/places.ts";
import type { Change } from "./diff.ts";
import type { Difference } from "./difference.ts";
import type { Placed } from "./places.ts";
import type { Break } from "./rules/rule.ts";

/** Writes the kind and the name, such as `field nr_pages`; only the kind if the group has the same name. */
export function subject({ what, name, group }: Difference): string {
  return name === group ? what : `${what} ${name}`;
}

/** Writes the kind of a difference, in a few words. */
export function event({ kind, aspect }: Difference): string {
  if (kind === "changed") return aspect ?? kind;
  return aspect === undefined ? kind : `${kind}, ${aspect}`;
}

/** Writes the old and the new value as `uint32 → uint64`; only one of them if the other is absent. */
export function values({ from, to }: Difference): string {
  return [from, to].filter((text) => text !== undefined).join(" → ");
}

/** Writes breaks as `wire (old readers), json, api`. */
export function breaksText(breaks: readonly Break[]): string {
  const wire = breaks.filter((one) => one !== "json" && one !== "api");
  const others = breaks.filter((one) => one === "json" || one === "api");
  return [...(wire.length > 0 ? [`wire (${wire.join(", ")})`] : []), ...others].join(", ");
}

/** Writes `places bytes of X`, or `may place bytes of X`. */
export function placesText({ images, isSaid }: Placed): string {
  return `${isSaid ? "places" : "may place"} bytes of ${placedNames(images)}`;
}

/** Writes `4 changes, 1 of them breaks something`, or `1 change, and it breaks something`. */
export function summary(changes: readonly Change[]): string {
  const broken = changes.filter(({ breaks }) => breaks.length > 0).length;
  const all = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  if (changes.length === 0) return "no differences";
  if (broken === 0) return `${all}, and nothing breaks`;
  if (changes.length === 1) return `${all}, and it breaks something`;
  return `${all}, ${broken} of them ${broken === 1 ? "breaks" : "break"} something`;
}

/** Escapes control characters and line breaks: the text becomes one line, safe for a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/\p{C}/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
