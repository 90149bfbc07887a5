import { FIELD_RULES } from "./fields.ts";
import { IMAGE_RULES, MAGIC_RULES } from "./images.ts";
import { NAME_RULES } from "./names.ts";
import type { Rule } from "./rule.ts";

/** All rules. What none of them knows of would not be judged: a test sees to it that there is no such difference. */
export const RULES: readonly Rule[] = [...IMAGE_RULES, ...MAGIC_RULES, ...FIELD_RULES, ...NAME_RULES];
