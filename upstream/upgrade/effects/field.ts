import { fieldText } from "../../../generator/model/format/proto-text.ts";
import type { Field } from "../../../generator/model/model.ts";
import { literal } from "../../../generator/targets/typescript/helpers.ts";
import { SCALARS } from "../../../generator/targets/typescript/scalars.ts";
import type { Change } from "../../diff/diff.ts";
import { isAlikeInTypes } from "../../diff/types.ts";
import type { Demand, Effect } from "./effect.ts";
import { notesOf, type Sides } from "./sides.ts";

/** A field before and after, under its name or a new one; one of them is absent if the other has no partner. */
export interface BothFields {
  /** Name of the message now. */
  readonly message: string;
  readonly before: Field | undefined;
  readonly after: Field | undefined;
  /** Names in programs. */
  readonly name: string | undefined;
  readonly now: string | undefined;
  readonly changes: readonly Change[];
}

/** Yields the effects on the name of a field. */
export function* effectsOnField(pair: BothFields, sides: Sides): Generator<Effect> {
  const { message, before, after, name = "", now, changes } = pair;
  if (before === undefined) return;
  const hint = notesOf(changes);
  const of = { changes, ...(hint !== undefined && { hint }) };
  const what = `\`${name}\` of \`${message}\``;
  if (after === undefined || now === undefined) {
    yield { kind: "gone", message: `${what} is gone`, ...of };
    return;
  }
  if (now !== name) yield { kind: "renamed", message: `${what} is \`${now}\` now`, to: now, ...of };
  const texts = `${fieldText(before)} → ${handoverOf(changes) ?? fieldText(after)}`;
  if (isRetyped(before, after, sides)) {
    // All uses are touched, so that the other effects would only repeat their places.
    yield { kind: "retyped", message: `${what} has another type: ${texts}`, ...of, ...numberOf(before, after) };
    return;
  }
  if (before.label === "required" && after.label === "optional") {
    yield { kind: "became-optional", message: `${what} can be absent now: ${texts}`, ...of, ...defaultOf(after) };
  }
  const isOther = changes.some(({ rules }) => rules.some(({ id }) => id === "default-changed"));
  if (handoverOf(changes) !== undefined)
    yield { kind: "meaning", message: `${what} is another field now: ${texts}`, ...of };
  else if (isOther) yield { kind: "meaning", message: `${what} has another value if it is absent`, ...of };
}

/** Returns the new owner of a name, if the name went to another field. */
function handoverOf(changes: readonly Change[]): string | undefined {
  return changes.find(({ difference: { aspect } }) => aspect === "name ceded" || aspect === "name taken")?.difference
    .to;
}

/** Returns whether programs hold values of another type. */
function isRetyped(before: Field, after: Field, { context }: Sides): boolean {
  const isList = ({ label }: Field): boolean => label === "repeated";
  return isList(before) !== isList(after) || !isAlikeInTypes(before.type, after.type, context);
}

function numberOf(before: Field, after: Field): Pick<Effect, "number"> {
  const [from, to] = [before, after].map(({ type, label }) =>
    type.kind === "scalar" && label !== "repeated" ? SCALARS[type.scalar].type : undefined,
  );
  if (before.number !== after.number) return {};
  const isPair = (from === "number" && to === "bigint") || (from === "bigint" && to === "number");
  return isPair ? { number: to } : {};
}

/** Returns the value that a field has if it is absent, as code: only the schema decides it. */
function defaultOf({ default: value, type }: Field): Pick<Effect, "value"> {
  const isBytes = type.kind === "scalar" && type.scalar === "bytes";
  return value === undefined || isBytes ? {} : { value: literal(value) };
}

/** Returns the demand of a field on objects of its message, if these could lack it before. */
export function demandOf({ message, before, after, name, now, changes }: BothFields): Demand | undefined {
  if (after === undefined || now === undefined || after.label === "optional") return undefined;
  if (before !== undefined && before.label !== "optional") return undefined;
  const isNew = before === undefined;
  const text = `\`${now}\` of \`${message}\` must be given now: ${fieldText(after)}`;
  const kind = isNew ? "new-required" : "became-required";
  const value = after.type.kind === "map" ? "new Map()" : after.label === "repeated" ? "[]" : undefined;
  const effect: Effect = { kind, message: text, changes, ...(value !== undefined && isNew && { value }) };
  return { name: now, before: name, effect };
}
