import { FIELD_RULES } from "./fields.ts";
import { IMAGE_RULES, MAGIC_RULES } from "./images.ts";
import { NAME_RULES } from "./names.ts";
import { RELATION_RULES } from "./relations.ts";
import type { Rule } from "./rule.ts";

/** All rules. A test checks that every difference trips a rule: without one, the difference would not be judged. */
export const RULES: readonly Rule[] = [
  ...IMAGE_RULES,
  ...MAGIC_RULES,
  ...FIELD_RULES,
  ...NAME_RULES,
  ...RELATION_RULES,
];
