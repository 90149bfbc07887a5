import type { Field } from "../../../generator/model/model.ts";
import type { Context } from "../context.ts";
import type { DifferenceOf } from "../difference.ts";
import { countsOtherwise, isAlikeInJson, isAlikeInTypes, isAlikeOnWire } from "../types.ts";
import { placing, type Rule, rule, when, where } from "./rule.ts";

type FieldDifference = DifferenceOf<"field">;
type Label = Field["label"];

const added = when("added");
const removed = when("removed");

/** Trips if the label changed from one of these to one of those. */
function relabelled(from: readonly Label[], to: readonly Label[]) {
  return ({ aspect, before, after }: FieldDifference): boolean =>
    aspect === "label" && has(from, before) && has(to, after);
}

function has(labels: readonly Label[], field: Field | undefined): boolean {
  return field !== undefined && labels.includes(field.label);
}

/** Trips if the type changed and `alike` of the two types is the expected answer. */
function retyped(alike: typeof isAlikeOnWire, expected: boolean) {
  return ({ aspect, before, after }: FieldDifference, context: Context): boolean =>
    aspect === "type" &&
    before !== undefined &&
    after !== undefined &&
    alike(before.type, after.type, context) === expected;
}

/** Trips if a required field ceded its name to a field that is not required, and its number is still required. */
function isHollowed({ aspect, before, after, group }: FieldDifference, context: Context): boolean {
  if (aspect !== "name ceded" || before?.label !== "required" || after?.label === "required") return false;
  const message = context.after.messages.find(({ name }) => name === group);
  return message?.fields.find(({ number }) => number === before.number)?.label === "required";
}

/** Trips if the declared default changed. `expected` tells whether the value of an absent field must change with it. */
function redefaulted(expected: boolean) {
  return ({ aspect, before, after }: FieldDifference, context: Context): boolean =>
    aspect === "default" &&
    before !== undefined &&
    after !== undefined &&
    countsOtherwise(before, after, context) === expected;
}

export const FIELD_RULES: readonly Rule[] = [
  rule("field", "field-added", [], {
    title: "An optional field was added",
    why: "Old files do not have it, and old readers skip it.",
    trips: (d) => added(d) && d.after?.label === "optional",
  }),
  rule("field", "list-added", ["api"], {
    title: "A repeated field or a map was added",
    why: "Objects always have their lists: programs that make such messages must set it. On the wire it can be absent.",
    trips: (d) => added(d) && d.after?.label === "repeated",
  }),
  rule("field", "required-added", ["old files", "api"], {
    title: "A required field was added",
    why: "Old files do not have it, so new readers refuse them; programs that make such messages must set it.",
    trips: (d) => added(d) && d.after?.label === "required",
  }),
  rule("field", "field-places", ["old readers"], {
    title: "A placing field was added",
    why: "Readers that do not know it look for the bytes of another image, or of an extra, in the wrong place.",
    trips: placing(true),
  }),
  rule("field", "field-may-place", ["old readers"], {
    title: "A field was added beside placing fields",
    why: "The fields beside it place bytes, and this one may place some, too: then readers that do not know it misread them. `places` of images.yaml decides it.",
    trips: placing(false),
  }),
  rule("field", "field-removed", ["old files", "json", "api"], {
    title: "A field that is not required was removed",
    why: "New readers skip its values in old files, and its name is gone from the JSON and the types.",
    trips: (d) => removed(d) && d.before?.label !== "required",
  }),
  rule("field", "required-removed", ["old files", "old readers", "json", "api"], {
    title: "A required field was removed",
    why: "Old readers refuse new files without it; new readers skip its values in old files, and its name is gone.",
    trips: (d) => removed(d) && d.before?.label === "required",
  }),
  rule("field", "field-renamed", ["json", "api"], {
    title: "A field has another name",
    why: "The wire has only its number; JSON and programs know it by its name.",
    trips: when("renamed"),
  }),
  rule("field", "field-moved", ["old files", "old readers"], {
    title: "A field has another number",
    why: "Each side looks for it under a number that the other does not write.",
    trips: when("moved"),
  }),
  rule("field", "field-replaced", ["old files", "old readers", "json", "api"], {
    title: "A number went to a field of another type",
    why: "Values of one of them are read as the other. Do not use a number again.",
    trips: where("replaced"),
  }),
  rule("field", "field-name-ceded", ["old readers", "json", "api"], {
    title: "A field lost its name to another one",
    why: "New files have the value of the name under a number that old readers do not know: under the old number these find nothing, or only a part of it. Old files are read, but JSON and programs that use the name get the other field, and old files lack it.",
    trips: where("name ceded"),
  }),
  rule("field", "required-hollowed", ["old readers", "api"], {
    title: "A required field lost its name to an optional one",
    why: "Its old number is still required, so old readers refuse nothing: they take a mere filler for the value. Programs must expect that the value is absent.",
    trips: isHollowed,
  }),
  rule("field", "field-name-taken", ["old files", "old readers", "json", "api"], {
    title: "A field got the name of a removed one",
    why: "Each side looks for the value of the name under a number that the other does not write, or uses for something else.",
    trips: where("name taken"),
  }),
  rule("field", "type-wire", ["old files", "old readers"], {
    title: "A type has another encoding",
    why: "The same bytes are another value, or no value.",
    trips: retyped(isAlikeOnWire, false),
  }),
  rule("field", "type-range", [], {
    title: "A type has another range and the same encoding",
    why: "Values that fit both types are read alike; others are cut, or refused.",
    trips: retyped(isAlikeOnWire, true),
  }),
  rule("field", "type-json", ["json"], {
    title: "A type has another form in JSON",
    why: "A number, a name, a text, base64 or an object replaces another of them.",
    trips: retyped(isAlikeInJson, false),
  }),
  rule("field", "type-api", ["api"], {
    title: "A type is another one in TypeScript",
    why: "The property has another type: 64-bit integers are bigints, others are numbers.",
    trips: retyped(isAlikeInTypes, false),
  }),
  rule("field", "required-to-optional", ["old readers", "api"], {
    title: "A required field became optional",
    why: "Old readers refuse new files that lack it; programs that read it must expect that it is absent.",
    trips: relabelled(["required"], ["optional"]),
  }),
  rule("field", "optional-to-required", ["old files", "api"], {
    title: "An optional field became required",
    why: "New readers refuse old files that lack it; programs that make such messages must set it.",
    trips: relabelled(["optional"], ["required"]),
  }),
  rule("field", "single-to-list", ["old readers", "json", "api"], {
    title: "A field became a list",
    why: "Old files are read as lists of one value; old readers see one value of several, or none if it is packed.",
    trips: relabelled(["required", "optional"], ["repeated"]),
  }),
  rule("field", "list-to-single", ["old files", "json", "api"], {
    title: "A list became a single field",
    why: "New readers keep one of several values in an old file, and none if they are packed.",
    trips: relabelled(["repeated"], ["required", "optional"]),
  }),
  rule("field", "packed-changed", [], {
    title: "A list became packed, or unpacked",
    why: "Readers accept both forms, whatever the schema declares.",
    trips: where("packed"),
  }),
  rule("field", "default-changed", ["old files", "old readers", "api"], {
    title: "An absent field has another value",
    why: "A file without the field means one thing to old readers and another to new ones.",
    trips: redefaulted(true),
  }),
  rule("field", "default-written", [], {
    title: "A default was declared, or no longer is, and its value stays",
    why: "An absent field has the same value as before.",
    trips: redefaulted(false),
  }),
  rule("field", "display-changed", ["json"], {
    title: "A field's display option changed",
    why: "CRIU's pretty JSON shows the same value in another form.",
    trips: where("display"),
  }),
  rule("field", "oneof-joined", ["old files"], {
    title: "Fields became members of one oneof",
    why: "New readers keep only the last of several members in an old file.",
    trips: where("oneof joined"),
  }),
  rule("field", "oneof-left", ["old readers"], {
    title: "Fields are no longer members of one oneof",
    why: "Old readers keep only the last of several members in a new file.",
    trips: where("oneof left"),
  }),
  rule("field", "oneof-renamed", [], {
    title: "A oneof has another name, or only one field",
    why: "Files, JSON and types do not contain the name of a oneof.",
    trips: where("oneof renamed"),
  }),
];
