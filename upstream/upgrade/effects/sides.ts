import type { Format, FormatImage } from "../../../generator/model/format/format.ts";
import { grouped } from "../../../generator/model/grouped.ts";
import type { Exporting, ExportingImage } from "../../../generator/targets/typescript/exported.ts";
import { type Context, contextOf } from "../../diff/context.ts";
import { type Change, diffFormats } from "../../diff/diff.ts";
import type { What } from "../../diff/difference.ts";

/** A format, as a target spells its names. */
export interface Side extends Exporting {
  readonly format: Format;
}

/** Both formats, and the changes between them. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
  readonly context: Context;
  readonly changes: readonly Change[];
  /** Changes by the kind of thing and its group. */
  readonly byGroup: ReadonlyMap<string, readonly Change[]>;
  /** New names of images by their old ones. */
  readonly renamedImages: ReadonlyMap<string, string>;
}

export function sidesOf(before: Format, after: Format): Sides {
  const changes = diffFormats(before, after);
  const renamed = changes.flatMap(({ difference: { what, kind, from, to } }): [string, string][] =>
    what === "image" && kind === "renamed" && from !== undefined && to !== undefined ? [[from, to]] : [],
  );
  return {
    before: sideOf(before),
    after: sideOf(after),
    context: contextOf(before, after),
    changes,
    byGroup: grouped(changes, ({ difference: { what, group } }) => `${what} ${group}`),
    renamedImages: new Map(renamed),
  };
}

function sideOf(format: Format): Side {
  return { format, messages: format.messages, names: format.names ?? new Map() };
}

/** Returns an image as a target spells its names. */
export function exportingImage(name: string, { layout = {}, file, magic }: FormatImage): ExportingImage {
  return { name, file, layout, ...(magic !== undefined && { magic }) };
}

/** Lists the changes of a thing in a group: its name before or after is one of `names`. */
export function changesOf({ byGroup }: Sides, what: What, group: string, names: readonly string[]): Change[] {
  const inGroup = byGroup.get(`${what} ${group}`) ?? [];
  return inGroup.filter(({ difference: one }) => {
    const own = [one.name, one.from, ...[one.before, one.after].map(nameOf)];
    return names.some((name) => own.includes(name));
  });
}

function nameOf(thing: object | undefined): string | undefined {
  return thing !== undefined && "name" in thing ? String(thing.name) : undefined;
}

/** Returns the notes of changes as advice. */
export function notesOf(changes: readonly Change[]): string | undefined {
  const notes = [...new Set(changes.flatMap(({ note }) => note ?? []))];
  return notes.length === 0 ? undefined : notes.join("; ");
}
