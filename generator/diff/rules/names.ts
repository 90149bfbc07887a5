import { placing, type Rule, rule, when } from "./rule.ts";

export const NAME_RULES: readonly Rule[] = [
  rule("message", "message-added", [], {
    title: "A message came",
    why: "Nothing old has it; what holds it is told of by itself.",
    trips: when("added"),
  }),
  rule("message", "message-removed", ["api"], {
    title: "A message went",
    why: "Its type and functions are gone; a field or an image that held it is told of by itself.",
    trips: when("removed"),
  }),
  rule("message", "message-renamed", ["api"], {
    title: "A message has another name",
    why: "Files and JSON do not say the name of a message; types and functions do.",
    trips: when("renamed"),
  }),
  rule("enum", "enum-added", [], {
    title: "An enum came",
    why: "Nothing old has it.",
    trips: when("added"),
  }),
  rule("enum", "enum-removed", ["api"], {
    title: "An enum went",
    why: "Its type and its constants are gone; a field that was of it is told of by itself.",
    trips: when("removed"),
  }),
  rule("enum", "enum-renamed", ["api"], {
    title: "An enum has another name",
    why: "Files and JSON do not say the name of an enum; types do.",
    trips: when("renamed"),
  }),
  rule("enum value", "value-added", [], {
    title: "A value of an enum came",
    why: "No old file has it; old readers see its number without a name.",
    trips: when("added"),
  }),
  rule("enum value", "value-places", ["old readers"], {
    title: "A value came that places bytes",
    why: "Readers that do not know it look for the bytes of another image, or of what follows the message, where they do not lie.",
    trips: placing(true),
  }),
  rule("enum value", "value-may-place", ["old readers"], {
    title: "A value came of a field that places bytes",
    why: "What stands beside it places bytes, and this may move them: then readers that do not know it misread them. `places` of images.yaml says whether it does.",
    trips: placing(false),
  }),
  rule("enum value", "value-removed", ["json", "api"], {
    title: "A value of an enum went",
    why: "Its number is still read, but has no name in JSON, and programs have no constant for it.",
    trips: when("removed"),
  }),
  rule("enum value", "value-renamed", ["json", "api"], {
    title: "A value of an enum has another name",
    why: "Files say its number; JSON and programs say its name.",
    trips: when("renamed"),
  }),
  rule("enum value", "value-moved", ["old files", "old readers"], {
    title: "A value of an enum has another number",
    why: "The number in a file means one thing to one side and another, or nothing, to the other.",
    trips: when("moved"),
  }),
  rule("display name", "name-added", [], {
    title: "A bit or a code got a name",
    why: "What pretty JSON shows as a number it shows by name; numbers are still taken.",
    trips: when("added"),
  }),
  rule("display name", "name-places", ["old readers"], {
    title: "A bit or a code came that places bytes",
    why: "Readers that do not know it look for the bytes of another image, or of what follows the message, where they do not lie.",
    trips: placing(true),
  }),
  rule("display name", "name-may-place", ["old readers"], {
    title: "A bit or a code came of a field that places bytes",
    why: "What stands beside it places bytes, and this may move them: then readers that do not know it misread them. `places` of images.yaml says whether it does.",
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
    title: "A name is of another bit or code",
    why: "Pretty JSON shows the same value by another name, and takes the same name for another value.",
    trips: when("moved"),
  }),
];
