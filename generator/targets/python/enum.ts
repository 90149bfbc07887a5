import type { EnumPlan } from "../../plan/enum.ts";
import { enumNames, freeNames } from "./names.ts";
import { IN_ENUM, KEYWORDS } from "./reserved.ts";

interface MemberView {
  readonly name: string;
  readonly inSchema: string;
  readonly number: number;
  readonly doc: readonly string[];
}

export interface EnumView {
  readonly type: string;
  readonly doc: readonly string[];
  readonly members: readonly MemberView[];
  /** Members whose names Python cannot have. */
  readonly renamed: readonly MemberView[];
}

/** Returns the view of an enum's module. */
export function enumView({ code, doc, values }: EnumPlan): EnumView {
  // A leading underscore would make a name private, or no member at all.
  const wanted = values.map(({ name }) => name.replace(/^_+/, "").replace(/^(?=\d|$)/, "f"));
  const isUsed = (name: string): boolean => KEYWORDS.has(name) || IN_ENUM.has(name);
  const free = freeNames([...new Set(wanted)], isUsed);
  const used = new Set<string>();
  const members = values.map((value, i) => {
    let name = free.get(wanted[i] ?? "") ?? value.name;
    while (used.has(name)) name += "_";
    used.add(name);
    return { name, inSchema: value.name, number: value.number, doc: value.doc };
  });
  return { type: enumNames({ code }).type, doc, members, renamed: members.filter((one) => one.name !== one.inSchema) };
}
