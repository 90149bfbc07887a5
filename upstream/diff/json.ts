import { type Compared, classesOf } from "./diff.ts";

/** Writes changes as JSON. `wire` lists the sides of the wire that break. */
export function toJson({ before, after, changes, isRefused }: Compared): string {
  const shown = changes.map((change) => {
    const { what, kind, aspect, group, name, from, to } = change.difference;
    const wire = change.breaks.filter((one) => one !== "json" && one !== "api");
    const rules = change.rules.map(({ id, breaks, why }) => ({ id, breaks, why }));
    const breaks = classesOf(change);
    const { note, at } = change;
    const places = change.places?.images;
    return {
      what,
      kind,
      aspect,
      group,
      name,
      from,
      to,
      breaks,
      wire,
      refused: isRefused(change),
      rules,
      places,
      note,
      at,
    };
  });
  return JSON.stringify({ old: before, new: after, changes: shown }, null, 2);
}
