import type { Field } from "../../model/model.ts";
import type { Context } from "../context.ts";
import type { DifferenceOf } from "../difference.ts";
import { countsOtherwise, isAlikeInJson, isAlikeInTypes, isAlikeOnWire } from "../types.ts";
import { placing, type Rule, rule, when, where } from "./rule.ts";

type FieldDifference = DifferenceOf<"field">;
type Label = Field["label"];

const added = when("added");
const removed = when("removed");

/** Whether the label went from one of these to one of those. */
function relabelled(from: readonly Label[], to: readonly Label[]) {
  return ({ aspect, before, after }: FieldDifference): boolean =>
    aspect === "label" && has(from, before) && has(to, after);
}

function has(labels: readonly Label[], field: Field | undefined): boolean {
  return field !== undefined && labels.includes(field.label);
}

/** Whether the type changed, and with it what `alike` tells. */
function retyped(alike: typeof isAlikeOnWire, expected: boolean) {
  return ({ aspect, before, after }: FieldDifference, context: Context): boolean =>
    aspect === "type" &&
    before !== undefined &&
    after !== undefined &&
    alike(before.type, after.type, context) === expected;
}

/** Whether a required field ceded its name to one that need not be there, and left a number that must. */
function isHollowed({ aspect, before, after, group }: FieldDifference, context: Context): boolean {
  if (aspect !== "name ceded" || before?.label !== "required" || after?.label === "required") return false;
  const message = context.after.messages.find(({ name }) => name === group);
  return message?.fields.find(({ number }) => number === before.number)?.label === "required";
}

/** Whether what is said of a default changed, and with it what an absent field counts as. */
function redefaulted(expected: boolean) {
  return ({ aspect, before, after }: FieldDifference, context: Context): boolean =>
    aspect === "default" &&
    before !== undefined &&
    after !== undefined &&
    countsOtherwise(before, after, context) === expected;
}

export const FIELD_RULES: readonly Rule[] = [
  rule("field", "field-added", [], {
    title: "An optional field came",
    why: "Old files do not have it, and old readers pass it over.",
    trips: (d) => added(d) && d.after?.label === "optional",
  }),
  rule("field", "list-added", ["api"], {
    title: "A repeated field or a map came",
    why: "Objects always have their lists: programs that make such messages must give it. On the wire it may be absent.",
    trips: (d) => added(d) && d.after?.label === "repeated",
  }),
  rule("field", "required-added", ["old files", "api"], {
    title: "A required field came",
    why: "Old files do not have it, and new readers refuse what lacks it; programs that make such messages must give it.",
    trips: (d) => added(d) && d.after?.label === "required",
  }),
  rule("field", "field-places", ["old readers"], {
    title: "A field came that places bytes",
    why: "Readers that do not know it look for the bytes of another image, or of what follows the message, where they do not lie.",
    trips: placing(true),
  }),
  rule("field", "field-may-place", ["old readers"], {
    title: "A field came beside those that place bytes",
    why: "What stands beside it places bytes, and this may move them: then readers that do not know it misread them. `places` of images.yaml says whether it does.",
    trips: placing(false),
  }),
  rule("field", "field-removed", ["old files", "json", "api"], {
    title: "A field that need not be there went",
    why: "What old files say in it is passed over by new readers, and its name is gone from the JSON and the types.",
    trips: (d) => removed(d) && d.before?.label !== "required",
  }),
  rule("field", "required-removed", ["old files", "old readers", "json", "api"], {
    title: "A required field went",
    why: "Old readers refuse new files without it; what old files say in it is passed over, and its name is gone.",
    trips: (d) => removed(d) && d.before?.label === "required",
  }),
  rule("field", "field-renamed", ["json", "api"], {
    title: "A field has another name",
    why: "The wire knows its number alone; JSON and programs know it by its name.",
    trips: when("renamed"),
  }),
  rule("field", "field-moved", ["old files", "old readers"], {
    title: "A field has another number",
    why: "Either side looks for it under a number that the other does not write.",
    trips: when("moved"),
  }),
  rule("field", "field-replaced", ["old files", "old readers", "json", "api"], {
    title: "A number went to a field of another type",
    why: "What was written as one of them is read as the other; a number that is free again is best left alone.",
    trips: where("replaced"),
  }),
  rule("field", "field-name-ceded", ["old readers", "json", "api"], {
    title: "A field lost its name to another one",
    why: "New files have what the name stands for under a number that old readers do not know: where these look, they find nothing, or no longer all of it. Old files are read, but JSON and programs that use the name get the other field, which old files lack.",
    trips: where("name ceded"),
  }),
  rule("field", "required-hollowed", ["old readers", "api"], {
    title: "A required field lost its name to an optional one",
    why: "The number that it left must still be there, so old readers refuse nothing: they take for the value what only fills the place. Programs must expect that the value is not there.",
    trips: isHollowed,
  }),
  rule("field", "field-name-taken", ["old files", "old readers", "json", "api"], {
    title: "A field got the name of one that went",
    why: "Either side looks for what the name stands for under a number that the other does not write, or writes something else in.",
    trips: where("name taken"),
  }),
  rule("field", "type-wire", ["old files", "old readers"], {
    title: "A type that is written otherwise",
    why: "The same bytes are another value, or none.",
    trips: retyped(isAlikeOnWire, false),
  }),
  rule("field", "type-range", [], {
    title: "A type that is written alike",
    why: "Values that are of both types are read alike; others are cut, or refused.",
    trips: retyped(isAlikeOnWire, true),
  }),
  rule("field", "type-json", ["json"], {
    title: "A type that JSON shows otherwise",
    why: "A number, a name, a text, base64 or an object stands where another of them stood.",
    trips: retyped(isAlikeInJson, false),
  }),
  rule("field", "type-api", ["api"], {
    title: "A type that TypeScript has otherwise",
    why: "The property is of another type: 64-bit integers are bigints, others are numbers.",
    trips: retyped(isAlikeInTypes, false),
  }),
  rule("field", "required-to-optional", ["old readers", "api"], {
    title: "A required field became optional",
    why: "Old readers refuse new files that lack it; programs that read it must expect that it is not there.",
    trips: relabelled(["required"], ["optional"]),
  }),
  rule("field", "optional-to-required", ["old files", "api"], {
    title: "An optional field became required",
    why: "New readers refuse old files that lack it; programs that make such messages must give it.",
    trips: relabelled(["optional"], ["required"]),
  }),
  rule("field", "single-to-list", ["old readers", "json", "api"], {
    title: "A field became a list",
    why: "Old files are read as lists of one; old readers see one value of several, or none where it is packed.",
    trips: relabelled(["required", "optional"], ["repeated"]),
  }),
  rule("field", "list-to-single", ["old files", "json", "api"], {
    title: "A list became a single field",
    why: "Of several values that an old file has, one is read, and of packed ones none.",
    trips: relabelled(["repeated"], ["required", "optional"]),
  }),
  rule("field", "packed-changed", [], {
    title: "A list is packed, or no longer",
    why: "Lists are read packed and not packed, whichever the schema says.",
    trips: where("packed"),
  }),
  rule("field", "default-changed", ["old files", "old readers", "api"], {
    title: "An absent field counts as another value",
    why: "The same file, without the field, means one thing to old readers and another to new ones.",
    trips: redefaulted(true),
  }),
  rule("field", "default-written", [], {
    title: "A default is said that held anyway, or says nothing",
    why: "An absent field counts as what it counted as.",
    trips: redefaulted(false),
  }),
  rule("field", "display-changed", ["json"], {
    title: "A field's display option changed",
    why: "CRIU's pretty JSON shows the same value otherwise.",
    trips: where("display"),
  }),
  rule("field", "oneof-joined", ["old files"], {
    title: "Fields became members of one oneof",
    why: "Of several members that an old file has, the last one is kept.",
    trips: where("oneof joined"),
  }),
  rule("field", "oneof-left", ["old readers"], {
    title: "Fields are no longer members of one oneof",
    why: "Of several members that a new file has, old readers keep the last one.",
    trips: where("oneof left"),
  }),
  rule("field", "oneof-renamed", [], {
    title: "A oneof has another name, or a field alone in it",
    why: "The name of a oneof is in no file, JSON or type.",
    trips: where("oneof renamed"),
  }),
];
