import type { SourcePlace } from "../../generator/model/format/at.ts";
import { type BreakClass, type Change, type Compared, classesOf } from "./diff.ts";
import type { Break } from "./rules/rule.ts";

/** A change between two formats, as programs read it. */
export interface FormatChange {
  readonly what:
    | "version"
    | "magic"
    | "image"
    | "message"
    | "field"
    | "enum"
    | "enum value"
    | "display name"
    | "relation";
  /** `renamed`: same number, other name. `moved`: same name, other number. */
  readonly kind: "added" | "removed" | "renamed" | "moved" | "changed";
  /** Property that changed, if the definition is in both formats. */
  readonly aspect?: string | undefined;
  /** Name of the image, message, enum or map that contains the definition. */
  readonly group: string;
  /** Name of the definition; the new one if it was renamed. */
  readonly name: string;
  /** Old and new value, as texts for people. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly breaks: readonly BreakClass[];
  /** Sides of the wire that break. */
  readonly wire: readonly Break[];
  /** Whether the change breaks more than is allowed. */
  readonly refused: boolean;
  /** Rules that the change trips; docs/diff.md lists all. */
  readonly rules: readonly { readonly id: string; readonly breaks: readonly Break[]; readonly why: string }[];
  /** Images with bytes that it places, or may place. */
  readonly places?: readonly string[] | undefined;
  /** Note of the newer format's history. */
  readonly note?: string | undefined;
  /** Place in the newer format. */
  readonly at?: SourcePlace | undefined;
}

/** Returns changes as plain data. */
export function dataOf(changes: readonly Change[], isRefused: (change: Change) => boolean): FormatChange[] {
  return changes.map((change) => {
    const { what, kind, aspect, group, name, from, to } = change.difference;
    const wire = change.breaks.filter((one) => one !== "json" && one !== "api");
    const rules = change.rules.map(({ id, breaks, why }) => ({ id, breaks, why }));
    const breaks = classesOf(change);
    const { note, at } = change;
    const places = change.places?.images;
    const judged = { breaks, wire, refused: isRefused(change), rules, places, note, at };
    return { what, kind, aspect, group, name, from, to, ...judged };
  });
}

/** Writes changes as JSON. */
export function toJson({ before, after, changes, isRefused, uncompared }: Compared): string {
  return JSON.stringify({ old: before, new: after, changes: dataOf(changes, isRefused), uncompared }, null, 2);
}
