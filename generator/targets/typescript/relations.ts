import { camelCase } from "../../model/names.ts";
import type { NavigationPlan } from "../../plan/navigation.ts";
import type { RelationsPlan } from "../../plan/relations.ts";
import { literal, ownKey, quote } from "./helpers.ts";

/** The module of relations: a constant for each section. */
export interface RelationsView {
  readonly sections: readonly SectionView[];
  readonly alone: readonly string[];
  readonly unique: readonly string[];
  readonly noise: readonly string[];
  readonly navigation: readonly PropertyView[];
}

interface SectionView {
  readonly docs: readonly string[];
  readonly constant: string;
  readonly type: string;
  readonly properties: readonly PropertyView[];
}

/** A property: its key in quotes, and its value as a literal. */
interface PropertyView {
  readonly key: string;
  readonly value: string;
}

/** Constants of the sections, with the type of their values and a docstring. */
const SECTIONS: readonly (readonly [
  section: Exclude<keyof RelationsPlan, "alone" | "unique" | "noise" | "navigation">,
  type: string,
  doc: string,
])[] = [
  [
    "files",
    "RelationConditions | null",
    "Images without an id in the file name. A checkpoint has the file if the conditions hold; `null`: it is optional.",
  ],
  ["spaces", "RelationSpace", "Spaces of ids, by name."],
  [
    "references",
    "readonly RelationCase[]",
    "Fields with ids. The first case that holds counts; without one, the field refers to nothing.",
  ],
  ["equal", "readonly string[]", "Fields with the same value as others of their message, as far as those are present."],
  ["same", "RelationSame", "Fields with the same value as a field of the entry that a third one refers to."],
  [
    "chosen",
    "Readonly<Record<number, RelationChoice>>",
    "Fields by the value that chooses one of the others: that one is present, and no other.",
  ],
  ["ranges", "RelationRange", "Lists of messages that are ranges."],
  [
    "limits",
    "number | string",
    "Largest values of integers, and largest numbers of bytes in texts: a number, or a field of the same message.",
  ],
  ["counts", "readonly RelationCount[]", "Numbers of elements of lists. The first case that holds counts."],
  ["units", "RelationUnit", "Units of lengths whose size depends on the machine that dumped."],
  ["extents", "RelationExtents", "Images whose entries tell where the bytes of another image are."],
  [
    "identity",
    "readonly string[]",
    "Fields that tell entries of an image, or messages of a list, apart. Those with equal ones are matched in order.",
  ],
  ["topics", "RelationTopic", "Images and fields by topic; a narrower path takes precedence."],
  ["privacy", "RelationPrivacy", "Classes of private content."],
];

/** Returns the view of the module of relations. */
export function relationsView(plan: RelationsPlan): RelationsView {
  return {
    sections: SECTIONS.map(([section, type, doc]) => ({
      docs: [doc],
      constant: section.toUpperCase(),
      type,
      properties: Object.entries(plan[section]).map(([key, value]) => ({ key: quote(key), value: data(value) })),
    })),
    alone: plan.alone,
    unique: plan.unique,
    noise: plan.noise,
    navigation: plan.navigation.map((one) => ({ key: quote(one.space), value: data(navigationOf(one)) })),
  };
}

/** Spells the names of things that belong to an id. */
function navigationOf({ files, entries, fields }: NavigationPlan): unknown {
  const byName = (images: readonly string[]): unknown =>
    Object.fromEntries(images.map((image) => [camelCase(image), image]));
  return {
    files: byName(files),
    entries: byName(entries),
    fields: Object.fromEntries(fields.map(({ name, path, to }) => [name, { path, to }])),
  };
}

/** Formats plain data as a literal on one line. */
function data(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(data).join(", ")}]`;
  if (typeof value !== "object" || value === null) return literal(value);
  const properties = Object.entries(value).map(
    ([key, one]) => `${ownKey(/^[a-z_]\w*$/i.test(key) ? key : quote(key))}: ${data(one)}`,
  );
  return properties.length === 0 ? "{}" : `{ ${properties.join(", ")} }`;
}
