import type { FieldView } from "./fields.ts";

/** A tag, and the field that has it: alone, or as a packed list. */
export interface CaseView {
  readonly tag: number;
  readonly field: FieldView;
  readonly isPacked: boolean;
}

/**
 * A choice between tags: few cases one after the other, or groups of more cases, each up to its largest tag. So a reader
 * compares a tag with few others.
 */
export interface ChoiceView {
  readonly cases: readonly CaseView[];
  readonly groups: readonly { readonly last: number; readonly choice: ChoiceView }[];
}

/** Largest number of cases, or of groups, that are compared one after the other. */
const MOST = 8;

/** Returns the choice between cases in the order of their tags. */
export function choiceOf(cases: readonly CaseView[]): ChoiceView {
  if (cases.length <= MOST) return { cases, groups: [] };
  const size = Math.max(MOST, Math.ceil(cases.length / MOST));
  const groups = Array.from({ length: Math.ceil(cases.length / size) }, (_, i) =>
    cases.slice(i * size, (i + 1) * size),
  );
  return { cases: [], groups: groups.map((group) => ({ last: group.at(-1)?.tag ?? 0, choice: choiceOf(group) })) };
}
