import { type Rule, rule, when } from "./rule.ts";

export const RELATION_RULES: readonly Rule[] = [
  rule("relation", "relation-added", [], {
    title: "A relation was added",
    why: "The bytes are the same; tools that validate, edit or anonymise checkpoints look at one thing more.",
    trips: when("added"),
  }),
  rule("relation", "relation-removed", [], {
    title: "A relation was removed",
    why: "The bytes are the same; tools that validate, edit or anonymise checkpoints no longer look at it.",
    trips: when("removed"),
  }),
  rule("relation", "relation-changed", [], {
    title: "A relation means something else",
    why: "The bytes are the same; tools that validate, edit or anonymise checkpoints judge them differently.",
    trips: when("changed"),
  }),
];
