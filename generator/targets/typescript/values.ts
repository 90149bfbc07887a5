import type { ValuePlan } from "../../plan/types.ts";
import type { Imports } from "./imports.ts";
import { enumNames, messageNames } from "./names.ts";
import { runtime } from "./runtime.ts";
import { SCALARS, ZEROS } from "./scalars.ts";

/** A value of a field, an element or a map, and the functions that read and write it. */
export interface ValueView {
  readonly type: string;
  readonly isMessage: boolean;
  /** Name of the message in the schema. */
  readonly proto: string;
  readonly read: string;
  readonly write: string;
  /** Value of a map for an absent key or value, unless it is a message. */
  readonly zero: string;
}

/** Returns how a module reads and writes a value. It imports the functions and the type. */
export function valueView(plan: ValuePlan, imports: Imports): ValueView {
  if (plan.kind === "message") {
    const { module, type, read, write } = messageNames(plan);
    imports.type(module, type);
    for (const name of [read, write]) imports.value(module, name);
    return { type, isMessage: true, proto: plan.name, read, write, zero: "" };
  }
  const { type, suffix } = SCALARS[plan.kind === "enum" ? "int32" : plan.scalar];
  const [read, write] = [`read${suffix}`, `write${suffix}`];
  imports.value(runtime("wire/reader"), read);
  imports.value(runtime("wire/writer"), write);
  const enumType = plan.kind === "enum" ? enumNames(plan) : undefined;
  if (enumType !== undefined) imports.type(enumType.module, enumType.type);
  // The first value of a map's enum is 0: other schemas are refused.
  return { type: enumType?.type ?? type, isMessage: false, proto: "", read, write, zero: ZEROS[type] };
}
