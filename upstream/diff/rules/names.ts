import { placing, type Rule, rule, when } from "./rule.ts";

export const NAME_RULES: readonly Rule[] = [
  rule("message", "message-added", [], {
    title: "A message was added",
    why: "No old file has it; a field or an image that contains it is reported separately.",
    trips: when("added"),
  }),
  rule("message", "message-removed", ["api"], {
    title: "A message was removed",
    why: "Its type and functions are gone; a field or an image that contained it is reported separately.",
    trips: when("removed"),
  }),
  rule("message", "message-renamed", ["api"], {
    title: "A message has another name",
    why: "Files and JSON do not contain the name of a message; types and functions do.",
    trips: when("renamed"),
  }),
  rule("enum", "enum-added", [], {
    title: "An enum was added",
    why: "No old file has it.",
    trips: when("added"),
  }),
  rule("enum", "enum-removed", ["api"], {
    title: "An enum was removed",
    why: "Its type and its constants are gone; a field of that type is reported separately.",
    trips: when("removed"),
  }),
  rule("enum", "enum-renamed", ["api"], {
    title: "An enum has another name",
    why: "Files and JSON do not contain the name of an enum; types do.",
    trips: when("renamed"),
  }),
  rule("enum value", "value-added", [], {
    title: "A value of an enum was added",
    why: "No old file has it; old readers see its number without a name.",
    trips: when("added"),
  }),
  rule("enum value", "value-places", ["old readers"], {
    title: "A value that places bytes was added",
    why: "Readers that do not know it look for the bytes of another image, or of an extra, in the wrong place.",
    trips: placing(true),
  }),
  rule("enum value", "value-may-place", ["old readers"], {
    title: "A value of a placing field was added",
    why: "The values beside it place bytes, and this one may place some, too: then readers that do not know it misread them. `places` of images.yaml decides it.",
    trips: placing(false),
  }),
  rule("enum value", "value-removed", ["json", "api"], {
    title: "A value of an enum was removed",
    why: "Its number is still read, but JSON has no name for it, and programs have no constant.",
    trips: when("removed"),
  }),
  rule("enum value", "value-renamed", ["json", "api"], {
    title: "A value of an enum has another name",
    why: "Files contain its number; JSON and programs contain its name.",
    trips: when("renamed"),
  }),
  rule("enum value", "value-moved", ["old files", "old readers"], {
    title: "A value of an enum has another number",
    why: "The number in a file means one thing to one side and another, or nothing, to the other.",
    trips: when("moved"),
  }),
  rule("display name", "name-added", [], {
    title: "A bit or a code got a name",
    why: "Pretty JSON shows the name in place of the number, and still takes numbers.",
    trips: when("added"),
  }),
  rule("display name", "name-places", ["old readers"], {
    title: "A bit or a code that places bytes was added",
    why: "Readers that do not know it look for the bytes of another image, or of an extra, in the wrong place.",
    trips: placing(true),
  }),
  rule("display name", "name-may-place", ["old readers"], {
    title: "A bit or a code of a placing field was added",
    why: "The values beside it place bytes, and this one may place some, too: then readers that do not know it misread them. `places` of images.yaml decides it.",
    trips: placing(false),
  }),
  rule("display name", "name-removed", ["json"], {
    title: "A bit or a code lost its name",
    why: "Pretty JSON shows it as a number, and the name is no longer taken.",
    trips: when("removed"),
  }),
  rule("display name", "name-renamed", ["json"], {
    title: "A bit or a code has another name",
    why: "Pretty JSON shows the new name, and no longer takes the old one.",
    trips: when("renamed"),
  }),
  rule("display name", "name-moved", ["json"], {
    title: "A name went to another bit or code",
    why: "Pretty JSON shows the same value by another name, and takes the same name for another value.",
    trips: when("moved"),
  }),
];
