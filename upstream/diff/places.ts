import type { Format } from "../../generator/model/format/format.ts";
import type { Field } from "../../generator/model/model.ts";
import type { Places } from "../../generator/model/places.ts";
import type { Context } from "./context.ts";
import type { Difference } from "./difference.ts";

/** The images with bytes that a field, value or name places, or may place. */
export interface Placed {
  readonly images: readonly string[];
  /** Keys of the definition in `places` of a table. */
  readonly paths: readonly string[];
  /** Whether a table says so; otherwise it is a guess from the placing fields beside it. */
  readonly isSaid: boolean;
}

/** Returns the images with bytes that a changed field places: readers without the change look for them elsewhere. */
export function placedByChanged(
  { what, kind, group, name }: Difference,
  { before, after }: Context,
): Placed | undefined {
  if (what !== "field" || kind === "added") return undefined;
  const path = `${group}.${name}`;
  const images = after.places?.get(path) ?? before.places?.get(path) ?? [];
  return images.length === 0 ? undefined : { images, paths: [path], isSaid: true };
}

/** Returns the images with bytes that a new field, value of an enum or name of a bit places, or may place. */
export function placedBy(
  { what, kind, group, name }: Difference,
  { after: format, placing }: Context,
): Placed | undefined {
  if (kind !== "added" || format.places === undefined) return undefined;
  if (what === "field") return placed([`${group}.${name}`], placing.get(group) ?? [], format.places);
  if (what !== "enum value" && what !== "display name") return undefined;
  const { places } = format;
  const shown = [...fieldsThat(format, (field, message) => showsBy(field, group, message))];
  const fields = shown.filter((path) => (places.get(path)?.length ?? 0) > 0);
  const beside = fields.flatMap((path) => places.get(path) ?? []);
  const paths = fields.map((path) => `${path}.${name}`);
  return placed(paths, [...new Set(beside)], places);
}

function placed(paths: readonly string[], beside: readonly string[], places: Places): Placed | undefined {
  const said = paths.flatMap((path) => places.get(path) ?? []);
  if (said.length > 0) return { images: [...new Set(said)], paths, isSaid: true };
  const isSettled = paths.length > 0 && paths.every((path) => places.has(path));
  return beside.length === 0 || isSettled ? undefined : { images: beside, paths, isSaid: false };
}

/** Returns whether a field shows its values by the names of `group`, an enum or a display map. */
function showsBy({ name, type, display }: Field, group: string, message: string): boolean {
  if (type.kind === "enum") return type.name === group;
  const { flags, dict } = display;
  const more = [`more ${flags}`, `more ${dict}.${name}`, `more ${message}.${name}`];
  return [`flags ${flags}`, `codes ${dict}.${name}`, ...more].includes(group);
}

function* fieldsThat(
  { messages }: Pick<Format, "messages">,
  is: (field: Field, message: string) => boolean,
): Generator<string> {
  for (const { name, fields } of messages) {
    for (const field of fields) if (is(field, name)) yield `${name}.${field.name}`;
  }
}
