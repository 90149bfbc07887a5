import type { RelationsPlan } from "../plan/relations.ts";

/*
 * Relations as records with types, for languages that declare them. Objects by name become lists: a record has the name
 * in its first field.
 */

/** Types of records: those of the sections, then those inside of them. */
export type RelationType =
  | ("File" | "Space" | "Reference" | "Equal" | "Same" | "Chosen" | "Range" | "Limit" | "Elements" | "Unit" | "Extents")
  | (
      | "Identity"
      | "Topic"
      | "Privacy"
      | "Navigation"
      | "Conditions"
      | "Term"
      | "Key"
      | "Case"
      | "Choice"
      | "Count"
      | "Blocks"
      | "BlockField"
    )
  | ("Size" | "Field");

/** A value of a record. */
export type RelationValue = string | number | true | readonly RelationValue[] | RelationRecord;

export interface RelationRecord {
  /** Type without the prefix of the language, such as `Case`. */
  readonly type: RelationType;
  readonly fields: readonly (readonly [name: string, value: RelationValue])[];
}

/** A list of records, or of texts. */
export interface RelationSection {
  readonly name: keyof RelationsPlan;
  /** Type of the records; `undefined` for texts. */
  readonly type: RelationType | undefined;
  /** Description of the list. */
  readonly about: string;
  readonly items: readonly RelationValue[];
}

/** Types of records in fields of other records. */
const NESTED: Readonly<Record<string, RelationType>> = {
  always: "Conditions",
  aligned: "Conditions",
  if: "Term",
  unless: "Term",
  keys: "Key",
  named: "Key",
  within: "Key",
  files: "File",
  cases: "Case",
  where: "Case",
  choices: "Choice",
  counts: "Count",
  blocks: "Blocks",
  sizes: "BlockField",
  total: "BlockField",
  units: "BlockField",
  padded: "BlockField",
  size: "Size",
  fields: "Field",
};

/** Types of the records in a section, and the description of the list. */
const SECTIONS: Readonly<Record<keyof RelationsPlan, readonly [type: RelationType | undefined, about: string]>> = {
  files: ["File", "Images without an id in the file name."],
  alone: [undefined, "Images that a program also writes without a checkpoint: they need none of the expected files."],
  spaces: ["Space", "Spaces of ids."],
  references: ["Reference", "Fields with ids."],
  equal: ["Equal", "Fields with the same value as others of their message, as far as those are present."],
  same: ["Same", "Fields with the same value as a field of the entry that a third one refers to."],
  chosen: ["Chosen", "Fields whose value chooses one of the others: that one is present, and no other."],
  unique: [undefined, "Fields whose values are unique within their file."],
  ranges: ["Range", "Lists of messages that are ranges."],
  limits: ["Limit", "Largest values of integers, and largest numbers of bytes in texts."],
  counts: ["Elements", "Numbers of elements of lists."],
  units: ["Unit", "Units of lengths whose size depends on the machine that dumped."],
  extents: ["Extents", "Images whose entries tell where the bytes of another image are."],
  identity: ["Identity", "Fields that tell entries of an image, or messages of a list, apart."],
  noise: [undefined, "Content that differs between two checkpoints without a meaning."],
  topics: ["Topic", "Images and fields by topic; a narrower path takes precedence."],
  privacy: ["Privacy", "Classes of private content."],
  navigation: ["Navigation", "Things that belong to an id of a space."],
};

/** Lists all types of records, sorted. */
export function relationTypes(): RelationType[] {
  const all = [...Object.values(NESTED), ...Object.values(SECTIONS).map(([type]) => type)];
  return [...new Set(all)].filter((type) => type !== undefined).sort();
}

/** Returns the sections of a package's relations, in the order of relations.yaml. */
export function relationSections(plan: RelationsPlan): RelationSection[] {
  const lists = listsOf(plan);
  return (Object.keys(SECTIONS) as (keyof RelationsPlan)[]).map((name) => {
    const [type, about] = SECTIONS[name];
    return { name, type, about, items: lists[name].map((one) => typedValue(one, type)) };
  });
}

/** Turns objects by name into lists. */
function listsOf(plan: RelationsPlan): Readonly<Record<keyof RelationsPlan, readonly unknown[]>> {
  return {
    ...plan,
    files: filesOf(plan.files),
    spaces: named(plan.spaces, (name, { except, files, ...space }) => ({
      ...{ name, ...space },
      ...(files !== undefined && { files: filesOf(files) }),
      ...listed(
        "except",
        except?.filter((one) => typeof one === "number"),
      ),
      ...listed(
        "exceptFields",
        except?.filter((one) => typeof one === "string"),
      ),
    })),
    references: named(plan.references, (path, cases) => ({ path, cases })),
    equal: named(plan.equal, (path, others) => ({ path, others })),
    same: named(plan.same, (path, other) => ({ path, ...other })),
    chosen: named(plan.chosen, (path, choices) => ({
      path,
      choices: named(choices, (value, choice) => ({ value: Number(value), ...choice })),
    })),
    ranges: named(plan.ranges, (path, range) => ({ path, ...range })),
    limits: named(plan.limits, (path, max) => ({ path, ...(typeof max === "number" ? { max } : { field: max }) })),
    counts: named(plan.counts, (path, counts) => ({ path, counts })),
    units: named(plan.units, (name, unit) => ({ name, ...unit })),
    extents: named(plan.extents, (image, extents) => ({ image, ...extents })),
    identity: named(plan.identity, (path, fields) => ({ path, others: fields })),
    topics: named(plan.topics, (name, one) => ({ name, ...one })),
    privacy: named(plan.privacy, (name, one) => ({ name, ...one })),
  };
}

function named<T>(all: Readonly<Record<string, T>>, record: (name: string, one: T) => object): object[] {
  return Object.entries(all).map(([name, one]) => record(name, one));
}

function listed(name: string, list: readonly unknown[] | undefined): object {
  return list === undefined || list.length === 0 ? {} : { [name]: list };
}

function filesOf(files: RelationsPlan["files"]): object[] {
  return named(files, (image, always) => ({ image, ...(always !== null && { always }) }));
}

/** Returns a value with the types of its records. An empty list is left out of a record. */
function typedValue(value: unknown, type: RelationType | undefined): RelationValue {
  if (Array.isArray(value)) return value.map((one) => typedValue(one, type));
  if (typeof value !== "object" || value === null || type === undefined) return value as RelationValue;
  const fields = Object.entries(type === "Term" ? withTest(value) : value)
    .filter(([, one]) => !(Array.isArray(one) && one.length === 0))
    .map(([name, one]) => [name, typedValue(one, NESTED[name])] as const);
  return { type, fields };
}

/** Adds the kind of a condition: the value `equals` a number, `has` one of some bits, or is `set`. */
function withTest(term: { readonly field?: string; readonly value?: number; readonly bits?: number }): object {
  const { field, ...numbers } = term;
  const test = numbers.value !== undefined ? "equals" : numbers.bits !== undefined ? "has" : "set";
  return { ...(field !== undefined && { field }), test, ...numbers };
}
